"""The landlord's list of homes, and which home a case is about.

`reading` reads the file (docs/formats/homes.md) and tells of each row. Staff alone say which home a case is about, so
that a home's history is real.
"""
