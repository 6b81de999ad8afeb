"""What puts things right: a remedy for a point at a stage, money with its head and approval, and what became of it."""
