"""Cases by the words in them. The index stands in the database, out of the application's reach (migration 0011)."""
