"""What `hazards` and `requests` say: their part of `sentences`."""

EXPLANATIONS = {
    "hazard_assumed": "Nobody has decided yet how serious this is. Until then it counts as an emergency.",
    "hazard_from.moment": "Reported on {day} at {time}.",
    "hazard_from.report": "Reported on {day}: day 0.",
    "hazard_from.investigation": "Investigated on {day}: day 0.",
    "hazard_hours": "Limit: {hours} hours, day and night.",
    "hazard_weeks": "Limit: {weeks} weeks.",
    "hazard_due.moment": "Make it safe by {day} at {time}.",
    "hazard_due.investigate": "Investigate by {day}.",
    "hazard_due.summary": "Send the resident the written summary by {day}.",
    "hazard_due.make_safe": "Make it safe by {day}.",
    "hazard_due.begin_work": "Begin the further work by {day}.",
    "hazard_due.begin_work_latest": "At the very latest, begin the further work by {day}.",
    "hazard_done_in_time": "Done in time, on {day}.",
    "hazard_done_late": "Done late, on {day}.",
    "hazard_not_done": "Late: not done by {day}.",
    "hazard_stopped.not_found": "Ended on {day}: the investigation found no such danger.",
    "hazard_stopped.not_needed": "Ended on {day}: no further work is needed.",
    "hazard_stopped.closed": "Ended on {day}, when the danger was closed.",
    "hazard_law.since": "A limit of the law, for this kind of danger since {day}.",
    "hazard_law.setting": (
        "Taken for a limit of the law since {day}. That day is a setting, not a confirmed fact."
    ),
    "hazard_law.later": (
        "Not law for this kind of danger when it was reported. That it will be from {day} is a "
        "setting. We keep to the limit all the same."
    ),
    "hazard_law.before": (
        "No law set this limit when the danger was reported (the first does since {day}). We keep to "
        "it all the same."
    ),
}

REFUSALS = {
    "hazard_step_in_future": "{day} is still to come (today is {today}). Give the day on which it was done.",
    "hazard_step_before_report": (
        "{day} is before the danger was reported, {before}. Give a day on or after that."
    ),
    "hazard_step_before_investigation": (
        "{day} is before the investigation, {before}. Give a day on or after that."
    ),
    "hazard_not_investigated": "Write down the investigation first: this follows from it.",
    "hazard_without_attempt": "Write down each try to reach the resident first. There is none yet.",
    "hazard_not_classified": "Decide first how serious the danger is, with your reason.",
    "hazard_no_access_unproven": (
        "Visits that were announced and found nobody in, with proof of the notice: {visits}. Closing "
        "for want of access needs {needed}."
    ),
    "hazard_no_danger_unproven": "An investigation has to say that there is no danger. Write it down first.",
    "hazard_steps_missing": "This danger cannot be closed yet. Still to be done: {hazard_step}.",
    "received_in_future": "{day} is still to come (today is {today}). Give the day on which it reached us.",
    "received_after_contact": (
        "{day} is after the first contact, {contact}. The dates count from the first contact: give "
        "that day or an earlier one."
    ),
    "unhappy_before_request": (
        "{day} is before the request, {before}. Give the day of the request or a later one."
    ),
    "unhappy_day_without_reason": (
        "Say why the dates count from {day} and not from the request, {before}. Leave the day empty "
        "to count from the request."
    ),
}

ERRORS = {
    "bad_hazard_row": "{file}: the row of {row} has a kind or confidence that is none.",
}

WORDS = {
    "hazard_step.make_safe": "make it safe",
    "hazard_step.investigate": "investigate",
    "hazard_step.summary": "send the written summary",
    "hazard_step.decide_work": "decide whether further work is needed",
    "hazard_step.begin_work": "begin the further work",
    "hazard_step.begin_work_latest": "begin the further work, at the very latest",
    "seriousness.emergency": "emergency",
    "seriousness.significant": "significant danger",
    "seriousness.other": "neither of them",
    "hazard_kind.damp_mould": "damp and mould",
    "hazard_kind.cold": "cold",
    "hazard_kind.heat": "heat",
    "hazard_kind.falls": "falls",
    "hazard_kind.structure": "structure or explosion",
    "hazard_kind.fire": "fire",
    "hazard_kind.electrical": "electrical",
    "hazard_kind.hygiene": "hygiene, food safety, drains, water",
    "hazard_kind.other": "another kind",
    "hazard_ending.made_safe": "it was made safe",
    "hazard_ending.no_danger": "there is no danger",
    "hazard_ending.no_access": "nobody let us in",
}
