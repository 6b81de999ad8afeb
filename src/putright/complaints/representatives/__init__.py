"""Who speaks for a resident: with whose permission, for what, and until when.

A representative has a role, a permission, a scope (`talk`, `letters`, `decide`) and a last day. Whatever is shared
asks `queries.may_share`; the sender of a form "for somebody else" is one who waits for permission. An `Authority`
follows the representative of an advice agency.
"""
