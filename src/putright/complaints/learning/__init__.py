"""What is learned from a complaint at its end, who changes what, and whether the same cause comes again."""
