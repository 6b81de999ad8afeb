"""A person's data: what is kept how long, holds, removal by two people, and what is held about one.

How long is `rules/retention.toml`, unless the policy `keep_years` says otherwise. One person proposes a removal and
another decides; a hold always wins. What is removed is emptied by `actions.upkeep.blank_personal_text`: counts and the
chain stay. `held` makes the one download from the models themselves, so that a table added later is in it.
"""
