"""What the resident says to more time, and how soon the landlord has to react to it.

A reply that does not agree, or asks for a call, has a day to react by and stands in `queries.more_time_disputed`.
With the policy `extension_needs_agreement`, kept on the stage as it was when the time was taken, the new date
counts only from an agreement on or before the first one: `rules.clocks` decides that, nobody else
(docs/decisions/0006).
"""
