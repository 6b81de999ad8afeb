"""A complaint of at least two households: one investigation, and a remedy for each household.

Who leaves a group gets a case with the group's days, points and issued answers, so that nobody loses a date by leaving.
"""
