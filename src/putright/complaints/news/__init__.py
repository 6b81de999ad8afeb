"""News at the agreed interval, who sees to a promise, and a closed case opened again.

`give_news` answers for the whole case. `Complaint.news_due_on` is a sort key that `settle` counts from the intervals of
open promises and of the open stage.
"""
