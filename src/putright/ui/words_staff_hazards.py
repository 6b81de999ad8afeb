"""What the rules say to staff about dangers and service requests: a part of words_staff.py."""

from django.utils.translation import gettext_noop as _

HAZARDS: dict[str, str] = {
    "hazard_assumed": _("Nobody has decided yet how serious this is. Until then it counts as an emergency."),
    "hazard_from.moment": _("Reported on %(day)s at %(time)s."),
    "hazard_from.report": _("Reported on %(day)s: day 0."),
    "hazard_from.investigation": _("Investigated on %(day)s: day 0."),
    "hazard_hours": _("Limit: %(hours)s hours, day and night."),
    "hazard_weeks": _("Limit: %(weeks)s weeks."),
    "hazard_due.moment": _("Make it safe by %(day)s at %(time)s."),
    "hazard_due.investigate": _("Investigate by %(day)s."),
    "hazard_due.summary": _("Send the resident the written summary by %(day)s."),
    "hazard_due.make_safe": _("Make it safe by %(day)s."),
    "hazard_due.begin_work": _("Begin the further work by %(day)s."),
    "hazard_due.begin_work_latest": _("At the very latest, begin the further work by %(day)s."),
    "hazard_done_in_time": _("Done in time, on %(day)s."),
    "hazard_done_late": _("Done late, on %(day)s."),
    "hazard_not_done": _("Late: not done by %(day)s."),
    "hazard_stopped.not_found": _("Ended on %(day)s: the investigation found no such danger."),
    "hazard_stopped.not_needed": _("Ended on %(day)s: no further work is needed."),
    "hazard_stopped.closed": _("Ended on %(day)s, when the danger was closed."),
    "hazard_law.since": _("A limit of the law, for this kind of danger since %(day)s."),
    "hazard_law.setting": _(
        "Taken for a limit of the law since %(day)s. That day is a setting, not a confirmed fact."
    ),
    "hazard_law.later": _(
        "Not law for this kind of danger when it was reported. That it will be from %(day)s is a "
        "setting. We keep to the limit all the same."
    ),
    "hazard_law.before": _(
        "No law set this limit when the danger was reported (the first does since %(day)s). We keep "
        "to it all the same."
    ),
    "hazard_step_in_future": _(
        "%(day)s is still to come (today is %(today)s). Give the day on which it was done."
    ),
    "hazard_step_before_report": _(
        "%(day)s is before the danger was reported, %(before)s. Give a day on or after that."
    ),
    "hazard_step_before_investigation": _(
        "%(day)s is before the investigation, %(before)s. Give a day on or after that."
    ),
    "hazard_not_investigated": _("Write down the investigation first: this follows from it."),
    "hazard_without_attempt": _("Write down each try to reach the resident first. There is none yet."),
    "hazard_not_classified": _("Decide first how serious the danger is, with your reason."),
    "hazard_no_access_unproven": _(
        "Visits that were announced and found nobody in, with proof of the notice: %(visits)s. "
        "Closing for want of access needs %(needed)s."
    ),
    "hazard_no_danger_unproven": _(
        "An investigation has to say that there is no danger. Write it down first."
    ),
    "hazard_steps_missing": _("This danger cannot be closed yet. Still to be done: %(hazard_step)s."),
    "received_in_future": _(
        "%(day)s is still to come (today is %(today)s). Give the day on which it reached us."
    ),
    "received_after_contact": _(
        "%(day)s is after the first contact, %(contact)s. The dates count from the first contact: "
        "give that day or an earlier one."
    ),
    "unhappy_before_request": _(
        "%(day)s is before the request, %(before)s. Give the day of the request or a later one."
    ),
    "unhappy_day_without_reason": _(
        "Say why the dates count from %(day)s and not from the request, %(before)s. Leave the day "
        "empty to count from the request."
    ),
    "bad_hazard_row": _("%(file)s: the row of %(row)s has a kind or confidence that is none."),
    "hazard_step.make_safe": _("make it safe"),
    "hazard_step.investigate": _("investigate"),
    "hazard_step.summary": _("send the written summary"),
    "hazard_step.decide_work": _("decide whether further work is needed"),
    "hazard_step.begin_work": _("begin the further work"),
    "hazard_step.begin_work_latest": _("begin the further work, at the very latest"),
    "seriousness.emergency": _("emergency"),
    "seriousness.significant": _("significant danger"),
    "seriousness.other": _("neither of them"),
    "hazard_kind.damp_mould": _("damp and mould"),
    "hazard_kind.cold": _("cold"),
    "hazard_kind.heat": _("heat"),
    "hazard_kind.falls": _("falls"),
    "hazard_kind.structure": _("structure or explosion"),
    "hazard_kind.fire": _("fire"),
    "hazard_kind.electrical": _("electrical"),
    "hazard_kind.hygiene": _("hygiene, food safety, drains, water"),
    "hazard_kind.other": _("another kind"),
    "hazard_ending.made_safe": _("it was made safe"),
    "hazard_ending.no_danger": _("there is no danger"),
    "hazard_ending.no_access": _("nobody let us in"),
    # What the acts themselves refuse, beside the rules.
    "hazard_why_missing": _("Say why you decided so: what you saw, or what the resident said."),
    "hazard_findings_missing": _("Enter what was found."),
    "hazard_proof_missing": _("Enter how it was made safe and how you know."),
    "hazard_work_missing": _("Enter which work is needed, or why none is."),
    "hazard_moment_in_future": _("That is still to come. Give the day and time at which it happened."),
    "hazard_moment_before_report": _("That is before the danger was reported. Give a later day and time."),
    "written_down_as_request": _(
        "This was written down already, as a service request. Open the request and make it a complaint there."
    ),
    "written_down_as_complaint": _("This was written down already, as a complaint."),
    "request_answer_missing": _("Enter what you told the resident."),
    "request_answered_already": _("This request was answered already, on %(day)s."),
    "request_review_missing": _("Enter how the request stands."),
    "request_done_missing": _("Enter what was done and how you know."),
    "request_done_already": _("The work was marked as done already, on %(day)s."),
    "request_offer_missing": _(
        "Enter what the resident said when they were asked whether they want to complain."
    ),
}
