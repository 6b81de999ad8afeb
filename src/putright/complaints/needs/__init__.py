"""What somebody needs so that a complaint works for them, what happened because they complained, limits to contact."""
