"""Fear: what somebody who complains is worried about, what they ask us to mind, and a name given to one person alone.

`Worry` stands at the head of the case until a person has agreed with the resident how we go about it; meanwhile what it
asks is kept by the acts themselves (`queries.minded`). A `Confided` name is read by the Member Responsible for
Complaints and by nobody else who works on the case (docs/decisions/0013).
"""
