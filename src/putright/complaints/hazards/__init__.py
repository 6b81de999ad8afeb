"""Dangers in the home, with clocks of their own beside the complaint's.

The clocks are `rules.hazards`, by dated settings. A person decides how serious a danger is; until then it counts as an
emergency. Each call and visit, and each step, is an event of the danger's own chain ("hazard"). It is never closed by a
complaint's end, and only with what `rules.hazards.check_close` asks. `Hazard.next_due_at` is a sort key.
`complaints.queries.danger_is_open` says whether one is open. Opening and closing are in `actions.receiving`.
"""
