"""Work in the order of what is due: lists for each role, saved searches, bulk allocation, load, absence, figures.

`waiting` lists what waits for somebody beside the cases' own dates; a folder adds its line there. `asks` is what a
search asks for, as it stands in its address; `notices` tells of new cases that a kept search finds. `tally` keeps
counters of ended cases; counts of open ones are read from indexes, since a case becomes overdue by a day that
passes, not by an event.
"""
