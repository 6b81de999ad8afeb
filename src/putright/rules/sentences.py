"""Every code that comes out of this room, with its English sentence.

The commands print these; `ui` translates the same codes. A sentence's fields are the code's facts: a date is
written out, a list of dates is gathered by month, and a code inside the facts is replaced by its own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from putright.rules import sentences_hazards, sentences_procedures

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

DAYS = {
    "day.saturday": "Saturday",
    "day.sunday": "Sunday",
    "day.added_holiday": "extra public holiday",
    "day.new_years_day": "New Year’s Day",
    "day.new_years_day_substitute": "New Year’s Day, substitute day",
    "day.good_friday": "Good Friday",
    "day.easter_monday": "Easter Monday",
    "day.early_may": "early May bank holiday",
    "day.early_may_ve_day": "early May bank holiday, moved for VE Day",
    "day.spring": "spring bank holiday",
    "day.platinum_jubilee": "Platinum Jubilee bank holiday",
    "day.summer": "summer bank holiday",
    "day.state_funeral": "State Funeral of Queen Elizabeth II",
    "day.coronation": "coronation of King Charles III",
    "day.christmas_day": "Christmas Day",
    "day.christmas_day_substitute": "Christmas Day, substitute day",
    "day.boxing_day": "Boxing Day",
    "day.boxing_day_substitute": "Boxing Day, substitute day",
}

EXPLANATIONS = {
    "day_zero.receipt": "Received {day}: day 0.",
    "day_zero.logging": "Acknowledged and logged {day}: day 0.",
    "day_zero.acknowledgement": "Acknowledged {day}: day 0.",
    "day_zero.acknowledgement_deadline": (
        "The last day to acknowledge was {day}: day 0. A late or missing acknowledgement buys no time."
    ),
    "day_zero.escalation": "The next stage was asked for {day}: day 0.",
    "day_zero.due": "The answer was first due {day}: day 0.",
    "working_days": "Working days {days}.",
    "holidays_skipped": "Not counted, besides weekends: {days}.",
    "closures_counted": "Counted although the landlord was closed: {days}.",
    "due.acknowledge": "Acknowledge, define and log by {day}.",
    "due.respond": "Answer by {day}.",
    "due.extend": "More time may reach to {day} at most.",
    "calendar_days": "This edition says days. Read strictly, as calendar days, the limit would end on {day}.",
    "as_worded": "By the words of the Code alone it would be {day}.",
    "extended": "More time was given: answer by {day}.",
    "extension_capped": "The new date promised was {promised}; no later day than {day} counts.",
    "extension_not_counted": (
        "The new date promised was {promised}. It does not count: told after {due}, or not later than it."
    ),
    "extension_not_agreed": (
        "The new date asked for was {promised}. It does not count: this landlord takes more time only with the "
        "resident’s agreement, and had none by {due}."
    ),
    "extension_told": "The resident was told of the new date {promised} on {day}.",
    "extension_promised": "The new date promised is {promised}.",
    "done_in_time": "Done {day}, in time.",
    "done_late": "Done {day}, late. Working days late: {working_days}.",
    "not_done": "Not done by {day}: late. Working days late: {working_days}.",
    "stopped.answered": "Ended {day} by the answer.",
    "stopped.refused": "Ended {day} by a refusal.",
    "stopped.withdrawn": "Ended {day}: the complaint was withdrawn.",
    "stopped.closed": "Ended {day}: the complaint was closed.",
    "stopped.joined": "Ended {day}: the complaint was joined into an earlier one.",
}

# May the resident go to the Ombudsman now? (going.py)
GOING = {
    "going.advice": "Anybody may ask the Ombudsman for advice, at any time.",
    "going.waiting.acknowledge": "The complaint is to be logged by {day}.",
    "going.waiting.respond": "The answer is due by {day}.",
    "going.next_stage": "Stage {stage} is answered, and that is not the final answer: stage {next} may be asked for.",
    "going.promise_late": "Something was promised by {day} and is not done: the Ombudsman may be told.",
    "going.withdrawn": "The complaint was withdrawn. A new one may be made.",
    "going.no_reply": "Where there is no answer in time the Ombudsman is told, without a final answer.",
    "going.missed.acknowledge": "Not logged by {day}.",
    "going.missed.respond": "Stage {stage}: not answered by {day}.",
    "going.nothing_missed": "No date is missed so far.",
    "going.asks": "The Ombudsman then asks the landlord to answer.",
    "going.orders": (
        "The Ombudsman then tells the landlord to answer by a date. If it does not, it can be ordered to, and the "
        "order is published."
    ),
    "going.without_final": "Where the complaint was not handled, the Ombudsman may take it without a final answer.",
    "going.not_final": "There is no final answer yet.",
    "going.after_final": "After the final answer the complaint may be taken to the Ombudsman at once.",
    "going.final.answered": "The final answer was given on {day}.",
    "going.final.refused": "It was refused on {day}. That counts as the final answer.",
    "going.final.direct": "The complaint may be taken to the Ombudsman now.",
    "going.final.wait": (
        "A designated person may refer it now. The resident may go there directly from {opens}, after {weeks} weeks."
    ),
    "going.final.by": "It is to be there by {day}: within {months} months of the final answer.",
    "going.final.late": "That day has passed. It may still be taken there, and the Ombudsman decides.",
}

REFUSALS = {
    "not_joined": "This complaint is not joined into another, so there is nothing to take apart.",
    "joined_already": "This complaint is joined into another already. Take them apart first.",
    "join_into_itself": "This is the same complaint. Choose another one.",
    "join_elsewhere": (
        "The other complaint is another landlord’s. Only complaints of one landlord can be joined."
    ),
    "join_into_later": (
        "The other complaint was received later ({other_received}) than this one ({received}). Join"
        " that one into this one, so that the earlier date counts for both."
    ),
    "join_into_ended": (
        "The other complaint is {state}. Only two complaints that wait for their stage 1 answer can"
        " be joined; link them instead."
    ),
    "join_holds_others": (
        "Other complaints were joined into this one. Take those apart first, or join the other "
        "complaint into this one."
    ),
    "join_has_group": (
        "This is a group’s complaint. Join the other one into it, or add its resident to the group."
    ),
    "not_this_role": "A {role} may not {act}. Ask somebody whose role allows it.",
    "not_in_this_state": "Nobody can {act} while the complaint is {state}.",
    "no_further_stage": "The answer given is final: there is no further stage. The Ombudsman is next.",
    "stage_not_answered": "The next stage can be asked for once this one has been answered.",
    "acknowledge_first": "Acknowledge the complaint first, with its definition; then {act}.",
    "date_in_future": "{day} is still to come (today is {today}). Give the day on which it happened.",
    "date_before_preceding": "{day} is before what happened last ({before}). Give a day on or after that.",
    "definition_without_points": "The definition has no point. Write down at least one thing complained of.",
    "point_without_finding": "No finding yet for point {points}. Give one for each.",
    "point_without_reasons": "No reasons yet for point {points}. Give them for each.",
    "point_without_remedy": "No remedy for point {points}, nor why there is none. Give one or the other.",
    "considered_before": "This person considered an earlier stage. Somebody else considers stage {stage}.",
    "extension_without_date": "More time needs a new date and its reasons.",
    "extension_twice": "Stage {stage} was already extended, to {extended_to}. It can be extended once.",
    "answered_by_another": "Only the person that stage {stage} is given to answers it. Give it to them first.",
    "extension_by_another": "Only whoever answers stage {stage}, or a complaints officer, gives more time.",
    "extension_without_reasons": "Say why more time is needed: the resident has to be told.",
    "extension_told_late": "More time had to be told by {due}; {day} is later.",
    "extension_not_later": "The new date {day} is not later than the date it is due already, {due}.",
    "extension_beyond_cap": "{day} is past the latest new date, {cap}. Missing for that: {missing}.",
    "extension_without_news": "{day} is past the latest new date, {cap}. Agree how often to send news.",
    "refusal_without_reasons": "Write the reasons for refusing: the resident has to be told them.",
    "promises_open": "Promises still open: {open}. Keep them before you close the complaint.",
    "payments_open": "Accepted payments not made yet: {open}. Pay them before you close the complaint.",
    "learning_missing": (
        "Write down what is learned from stage {stage}, or one sentence on why there is nothing, before you close."
    ),
    "no_more_time_taken": "No more time was taken for stage {stage}, so there is nothing to reply to.",
    "remedy_of_no_kind": "There is no remedy of the kind {kind}. Choose one from the list.",
    "remedy_without_words": "Write what the remedy is: the resident reads it in the answer.",
    "payment_without_amount": "Enter the amount in pounds and pence, like 150 or 62.50.",
    "payment_without_head": "Say what the money is for.",
    "payment_without_day": "Say how it is paid and by which day: the resident has to be told both.",
    "payment_for_a_day_past": "{day} is in the past. Give a day by which it can be paid.",
    "payment_not_approved": "The payment for point {points} still has to be approved. Ask somebody senior to do it.",
    "approved_by_proposer": "Whoever proposes a payment does not approve it. Ask somebody else who is senior.",
    "approval_above_limit": "You may approve up to £{limit}; this is £{amount}. Ask somebody with a higher limit.",
    "offset_more_than_payment": "More would go against the arrears than is paid. Enter a smaller part.",
    "offset_never": "This landlord never sets a payment against arrears. Pay it to the resident.",
    "offset_without_agreement": (
        "This landlord sets a payment against arrears only where the resident agrees. Ask, and record the agreement."
    ),
    "refusal_without_ground": "Give a ground for refusing at stage {stage}. The grounds are: {ground}.",
    "ground_without_facts": "To refuse at stage {stage} because {ground}, record {missing}.",
    "ground_in_future": (
        "To refuse because {ground}: {missing} is given as {day}, which is still to come (today is {today})."
    ),
    "not_too_old": "It is not too old: made on {made}, and complaints are taken until {day}.",
    "discretion_not_decided": (
        "It was made on {made}, after {day}. Record why it is not taken on all the same."
    ),
    "issue_after_complaint": "It is said to have happened on {day}, after the complaint was made, {made}.",
    "aware_out_of_order": (
        "{day} is not between the day it happened, {happened}, and the complaint, {made}."
    ),
    "third_stage_without_reasons": (
        "This landlord has given no reasons for a third stage, so there is none. The Ombudsman is next."
    ),
    "no_final_response": (
        "There is no final answer by {day}. The Ombudsman can help before it, and takes the complaint after it."
    ),
    "referral_without_consent": (
        "A referral needs the resident’s consent in writing. Without one, the way is open from {opens}."
    ),
    "filter_not_passed": (
        "Until {opens} a designated person has to refer it, or to refuse or agree in writing."
    ),
    "made_after_received": "Made on {day}, after receipt, {received}.",
    "happened_in_future": "Something is dated {day}, which is still to come (today is {today}).",
    "acknowledged_before_received": "Acknowledged on {day}, before receipt, {received}.",
    "extended_before_received": "Extended on {day}, before receipt, {received}.",
    "answered_before_received": "Answered on {day}, before receipt, {received}.",
    "refused_before_received": "Refused on {day}, before receipt, {received}.",
    "escalated_before_received": "Stage {stage} asked for on {day}, before receipt, {received}.",
    "withdrawn_before_received": "Withdrawn on {day}, before receipt, {received}.",
    "closed_before_received": "Closed on {day}, before receipt, {received}.",
    "joined_before_received": "Joined on {day}, before receipt, {received}.",
    "acknowledged_before_escalated": "Stage {stage} acknowledged {day}, before it was asked for, {asked}.",
    "extended_before_escalated": "Stage {stage} extended on {day}, before it was asked for, {asked}.",
    "answered_before_escalated": "Stage {stage} answered on {day}, before it was asked for, {asked}.",
    "refused_before_escalated": "Stage {stage} refused on {day}, before it was asked for, {asked}.",
    "extended_into_past": "Stage {stage} extended to {day}, before it was asked for, {asked}.",
    "escalated_out_of_order": "Stage {stage} asked for on {day}, before the stage that comes first.",
    "refused_after_answer": "Stage {stage} refused on {day}, after it had been answered.",
    "stages_not_in_order": "The stages are {stages}; they run 1, 2, 3 without a gap.",
    "stage_not_in_edition": "The {edition} edition of the Code has no stage {stage}.",
}

JUDGED = {
    "age.from_issue": "It happened on {day}: the months count from there.",
    "age.from_awareness": "The resident learned of it on {day}: the months count from there.",
    "age.last_day": "Months within which a complaint is taken: {months}. The last day is {day}.",
    "age.in_time": "The complaint was made on {day}, in time.",
    "age.late": "The complaint was made on {day}, after that.",
    "refused_on_ground": "Refused because {ground}.",
    "discretion_decided": (
        "Taking it on all the same was considered, and the decision is recorded with its reasons."
    ),
    "refusal_may_be_challenged": (
        "The resident is told the reasons, and may take the refusal to the Ombudsman."
    ),
    "new_issue.joins": "It is related and stage 1 is not answered yet: it joins this complaint.",
    "new_issue.unrelated": "It is not related to this complaint.",
    "new_issue.answered": "Stage 1 was answered on {day}.",
    "new_issue.ended": "This complaint ended on {day}.",
    "new_issue.delays": "Adding it would delay the answer unreasonably.",
    "new_issue.own_dates": "It becomes a complaint of its own, with its own dates.",
    "referral.direct": (
        "The final answer was given on {day}: the resident may go to the Ombudsman, without waiting."
    ),
    "referral.designated_person": "A designated person referred it on {day}, with the resident’s consent.",
    "referral.refused_in_writing": (
        "A designated person refused in writing on {day}: the resident may go there directly."
    ),
    "referral.agreed_in_writing": (
        "A designated person agreed in writing on {day} that the resident may go there directly."
    ),
    "referral.eight_weeks": (
        "Weeks since the final answer: {weeks}, complete on {day}. The resident may go there directly."
    ),
    "referral.last_day": (
        "The Ombudsman asks for complaints within {months} months of the final answer: by {day}."
    ),
    "referral.late": "That was by {day}. The Ombudsman may decline it, and may take it for good reasons.",
    "dated_setting": "This is a setting, not a confirmed fact.",
    "jurisdiction.must": "The Ombudsman must leave it alone where {jurisdiction}.",
    "jurisdiction.may": (
        "The Ombudsman may leave it alone where {jurisdiction}. It decides that, nobody else."
    ),
    "jurisdiction.no_paragraph": "The Scheme’s paragraph for this is not known.",
    "jurisdiction.months": "Months: {months}.",
    "interim.because": "Interim limit because of an incident since {day}: {incident}.",
    "interim.acknowledge": "Acknowledge by {day} at the latest. Working days: {working_days}.",
    "interim.respond": "Answer by {day} at the latest. Working days: {working_days}.",
    "interim.code_stands": "The Code’s own last day stays {day}, and decides what is late.",
    "incident.tell_ombudsman": "Tell the Ombudsman why the limits cannot be kept.",
    "incident.tell_residents": "Tell the residents concerned.",
    "incident.publish": "Publish it on the website.",
    "incident.name_return": "Name the day by which the limits will be kept again.",
}

ERRORS = {
    "outside_calendar": "{day} is outside the holiday table, which runs from {first} to {last}.",
    "past_calendar_end": "{days} working days from {day} run past the end of the holiday table, {last}.",
    "bad_holiday_row": "{file}: the row of {day} lies outside the table, is there twice or has no source.",
    "unknown_edition": "There is no edition {edition} of the Code. The editions are {known}.",
    "edition_not_yet_in_force": (
        "The {edition} edition is not read for a complaint made on {day}: it came into force on {from}."
    ),
    "bad_edition_file": "{file} is no edition of the Code: {what}.",
    "bad_provisions_file": "{file} holds no provisions of the Code: {what}.",
    "unknown_provision": "The {edition} edition has no provision {provision}. It has {known}.",
    "switch_date_not_open": "{day} is no day on which a landlord could choose to start a new edition.",
    "unknown_letter": "The {edition} edition has no letter {kind}. Its letters are {known}.",
    "unknown_service": "There is no service {service}. The services are {known}.",
    "no_scheme_then": "The Ombudsman’s Scheme is known from {first} on, not for {day}.",
    "bad_remedies_row": "{file}: the set {set} has a confidence that is none.",
    "bad_retention_row": "{file}: the class {row}, its beginning or its confidence is none.",
    "bad_scheme_row": "{file}: the row of {ground} has a kind or confidence that is none.",
    "incident_ends_first": "The incident ends on {day}, before it began, {began}.",
    "bad_interim_limit": (
        "{got} is no interim limit. One names {known}, a stage from 1 up and working days from 1 up."
    ),
    "no_ombudsman_contact": "The Ombudsman’s contact details are known from {first} on, not for {day}.",
    "not_a_date": "{field} is {got}. Give a date as YYYY-MM-DD, such as 2026-11-04.",
    "needs_other": "{field} was given without {needs}. Give both, or neither.",
    "edition_begins_by_setting": "That it begins on {day} is a setting: the exact day is not known.",
    "recalled": "This limit is recalled, not confirmed in the Code’s text.",
    "next_day": "The next day to keep is {day}.",
    "no_edition_then": "No edition of the Code was in force on {day}, so it sets no dates here.",
}

WORDS = {
    "act.acknowledge": "acknowledge",
    "act.define": "define the complaint",
    "act.allocate": "allocate",
    "act.record_contact": "record a contact",
    "act.find": "record a finding",
    "act.promise": "make a promise",
    "act.extend": "give more time",
    "act.answer": "answer",
    "act.escalate": "ask for the next stage",
    "act.refuse": "refuse",
    "act.withdraw": "withdraw",
    "act.keep_promise": "mark a promise as kept",
    "act.close": "close the complaint",
    "act.reopen": "open a closed case again",
    "act.write_message": "write a message",
    "act.add_file": "add a file",
    "act.redact": "redact a file",
    "act.ask_evidence": "ask for evidence",
    "act.match_home": "say which home it is about",
    "act.link": "link cases",
    "act.join": "join cases into one",
    "act.change_group": "change who belongs to the group",
    "act.name_representative": "name a representative",
    "act.record_need": "write down a need",
    "act.decide_need": "decide about an adjustment",
    "act.restrict": "shut somebody out of the case",
    "act.report_reprisal": "report that something happened because of the complaint",
    "act.answer_reprisal": "answer a report of a reprisal",
    "act.limit_contact": "limit how somebody may contact us",
    "act.give_news": "give news",
    "act.reply_to_more_time": "reply to more time",
    "act.decide_remedy": "decide a remedy",
    "act.approve_remedy": "approve a remedy",
    "act.settle_remedy": "note what became of a remedy",
    "act.draft_letter": "draft a letter",
    "act.check_letter": "check a letter",
    "act.learn": "write down what was learned",
    "act.hold": "hold a record back from removal",
    "act.check_understanding": "say whether it is understood",
    "act.take_time": "take time of one’s own",
    "act.raise_issue": "raise something new",
    "act.change_contact": "change how somebody is reached",
    "act.say_afterwards": "say afterwards how it was",
    "act.share_story": "say whether a case may be told to others",
    "state.received": "received and not yet acknowledged",
    "state.acknowledged": "at work at stage 1",
    "state.answered": "answered at stage 1",
    "state.stage2_asked": "waiting for its stage 2 acknowledgement",
    "state.stage2_acknowledged": "at work at stage 2",
    "state.stage2_answered": "answered at stage 2",
    "state.stage3_asked": "waiting for stage 3 to begin",
    "state.stage3_acknowledged": "at work at stage 3",
    "state.stage3_answered": "answered at stage 3",
    "state.refused": "refused",
    "state.escalation_refused": "refused a further stage",
    "state.withdrawn": "withdrawn",
    "state.closed_after_stage1": "closed after stage 1",
    "state.closed": "closed",
    "state.joined": "joined into another complaint",
    "role.resident": "resident",
    "role.complaints_officer": "complaints officer",
    "role.housing_manager": "housing manager",
    "role.head_of_housing": "Head of Housing",
    "role.landlord_admin": "landlord’s administrator",
    "role.front_line": "front-line staff",
    "role.team_leader": "team leader",
    "role.service_manager": "service manager",
    "role.member_responsible": "Member Responsible for Complaints",
    "missing.good_reason": "a good reason",
    "missing.approval": "a senior manager’s approval",
    "ground.older_than_limit": "it happened too long ago",
    "ground.in_court": "it is before a court",
    "ground.considered_before": "it was already looked at under this policy",
    "ground.other": "something else makes that fair and reasonable",
    "missing.happened_on": "the day it happened",
    "missing.claim_filed_on": (
        "the day the claim form was filed at court (a letter before claim is not enough)"
    ),
    "missing.particulars_filed_on": "the day the particulars of claim were filed at court",
    "missing.earlier_reference": "the earlier complaint’s reference",
    "missing.earlier_answered_on": "the day the earlier complaint was answered",
    "missing.fair_because": "why this is fair and reasonable",
    "jurisdiction.not_member": "the landlord is no member of its Scheme",
    "jurisdiction.no_relationship": "the person has no relationship with the landlord that the Scheme names",
    "jurisdiction.court_decided": "a court has it before it, or has decided it",
    "jurisdiction.council_non_landlord": "it is about a council’s work other than as a landlord",
    "jurisdiction.procedure_not_finished": "the landlord’s procedure is not finished",
    "jurisdiction.late_to_ombudsman": "it comes too long after the final answer",
    "jurisdiction.late_to_landlord": "the landlord was told too long after it happened",
    "jurisdiction.properly_decided_policy": "a policy was properly decided",
    "jurisdiction.charge_level": "it is about how high a rent or service charge is",
    "jurisdiction.legal_opportunity": "it could be, or could have been, raised in court proceedings",
    "jurisdiction.better_elsewhere": (
        "a court, tribunal or other procedure is quicker, fairer or better for it"
    ),
    "jurisdiction.other_body": "another ombudsman or regulator is the right one for it",
    "jurisdiction.already_decided": "the Ombudsman has already decided it",
    "jurisdiction.outcome_not_available": "what is asked for is not in its power",
    "block.stage": "which stage this letter answers",
    "block.complaint_definition": "the complaint as defined",
    "block.outcomes_wanted": "the outcomes that the resident wants",
    "block.clarification_asked": "the questions about what is unclear",
    "block.responsibilities": "what the landlord is and is not responsible for",
    "block.decision": "the decision on each point",
    "block.reasons": "the reasons for each decision",
    "block.remedy": "the remedy offered, or that there is none",
    "block.outstanding_actions": "what is still to be done, or that nothing is",
    "block.how_to_escalate": "how to ask for the next stage",
    "block.ombudsman": "how to reach the Ombudsman",
    "block.new_date": "the new date",
    "block.extension_reasons": "why more time is needed",
    "block.news_interval": "how often the resident will get news",
    "block.refusal_reasons": "the reasons for the refusal",
    "does.enforced": "enforced: the software does not let it be broken",
    "does.measured": "measured: judged from the facts of each case",
    "does.record": "shown as a record: fields or documents, for a reader to judge",
    "does.attested": "attested: a person answers for it",
    "does.not_yet": "not yet",
    "confidence.high": "high: read in a page that quotes or restates it",
    "confidence.medium": "medium: read in part, or in a paraphrase",
    "confidence.low": "low: recalled, to be confirmed before anybody relies on it",
    "letter.stage1_acknowledgement": "stage 1 acknowledgement",
    "letter.stage2_acknowledgement": "stage 2 acknowledgement",
    "letter.stage1_extension": "stage 1 extension",
    "letter.stage2_extension": "stage 2 extension",
    "letter.stage3_extension": "stage 3 extension",
    "letter.stage1_response": "stage 1 answer",
    "letter.stage2_response": "stage 2 answer",
    "letter.stage3_response": "stage 3 answer",
    "letter.refusal_to_accept": "refusal to accept a complaint",
    "letter.refusal_to_escalate": "refusal of a further stage",
}

ENGLISH: Mapping[str, str] = (
    DAYS
    | EXPLANATIONS
    | JUDGED
    | GOING
    | REFUSALS
    | ERRORS
    | WORDS
    | sentences_procedures.FILES
    | sentences_procedures.WORDS
    | sentences_hazards.EXPLANATIONS
    | sentences_hazards.REFUSALS
    | sentences_hazards.ERRORS
    | sentences_hazards.WORDS
)

# Facts whose value is itself a code, with the family that it belongs to.
CODED = frozenset(
    {"act", "state", "role", "missing", "block", "letter", "asks", "starts", "takes"}
    | {"becomes_complaint_when", "covers", "ground", "jurisdiction", "hazard_step"}
)


def codes_of_sentences() -> frozenset[str]:
    """Every code of this room that a reader may meet; `ui` needs a sentence for each."""
    return frozenset(ENGLISH)


def english(code: str, facts: Mapping[str, object] | None = None) -> str:
    """The English sentence of a code with its facts. Raises KeyError for a code or fact that is not there."""
    written = {name: _written(name, value) for name, value in (facts or {}).items()}
    return ENGLISH[code].format_map(written)


def day_in_words(day: date) -> str:
    """'Tuesday 3 November 2026'."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def days_in_words(days: Iterable[date]) -> str:
    """'30, 31 December 2026, 4, 5 January 2027': the day numbers, gathered by month."""
    months = []
    for (year, month), within in groupby(days, key=lambda day: (day.year, day.month)):
        numbers = ", ".join(str(day.day) for day in within)
        months.append(f"{numbers} {MONTHS[month - 1]} {year}")
    return ", ".join(months)


def _written(name: str, value: object) -> str:
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, list | tuple):
        if value and all(isinstance(entry, date) for entry in value):
            return days_in_words(value)
        return ", ".join(_written(name, entry) for entry in value)
    return ENGLISH.get(f"{name}.{value}", str(value)) if name in CODED else str(value)
