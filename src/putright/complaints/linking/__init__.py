"""Cases that belong together: likely duplicates, links, and a case answered with an earlier one.

Likely duplicates follow from the plain rules of `cues`, each with its reason. A joined case's points are written into
the earlier case and remember where they came from; taken apart they stay there to be read, marked as gone back.
"""
