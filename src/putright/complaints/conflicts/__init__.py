"""Restricted cases: who is in a conflict, who is shut out by it, and who has looked at a case.

`restrict` names somebody in a conflict; `ShutOut` is worked out from that and from who reports to whom
(`accounts.lines`), anew when a line changes. The database hides the rows (`complaints.closing`,
docs/decisions/0005). Whoever had the case in hand loses it. Before work is given to a person an act asks
`shared.may_be_given`; before several are told, `queries.without_shut_out`; a letter leaves out
`named_in_conflict`. `looked` reads the access log for staff and, by role, for the resident.
"""
