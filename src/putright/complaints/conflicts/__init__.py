"""Restricted cases: who is in a conflict, who is shut out by it, and who has looked at a case."""
