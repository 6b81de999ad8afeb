"""Points told apart, or answered under another one, without losing a word.

A point is live where it is answered by itself (`queries.live`). Letters, `point_facts` and pages that ask for answers
take the live ones, each with what is answered under it. Earlier wordings are read from the record.
"""
