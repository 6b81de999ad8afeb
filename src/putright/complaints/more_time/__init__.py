"""What the resident says to more time, and how soon the landlord has to react to it."""
