"""What somebody needs so that a complaint works for them, what happened because they complained, limits to contact.

A `Need` is one adjustment: asked for in their words, then agreed, agreed in another way or refused by somebody who
may; `kinds_of_help` lists what there is. Letters ask `queries.for_letters`, which lays what is agreed over the
complaint's own columns. A report of a reprisal goes to the Member Responsible for Complaints and its page opens to
nobody else. A limit to contact has reasons and a day on which it is looked at again.
"""
