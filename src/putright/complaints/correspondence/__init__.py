"""Messages on a case, both ways; notes that stay inside; whom somebody still has to tell; what did not arrive."""
