"""Who speaks for a resident: with whose permission, for what, and until when."""
