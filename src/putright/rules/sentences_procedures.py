"""The sentences about a landlord's procedure, part of the one table of sentences.py.

`asks.X` is what the Code asks, written so that it can stand in a procedure as it is; `says.X` is what a procedure
says that fails it; `mend.X` is the smallest change. A statement is mended by the statement that is asked.
"""

CLOCKS_AND_LETTERS = {
    "asks.acknowledge": "Stage {stage} is acknowledged and logged within {days} working days of {starts}.",
    "asks.respond": "Stage {stage} is answered within {days} working days of {starts}.",
    "asks.extend": "More time at stage {stage} is {days} working days at most.",
    "asks.evidence": "The Ombudsman’s requests for evidence are answered within {days} working days.",
    "asks.letter": "The {letter} says this: {block}.",
    "says.acknowledge": "Stage {stage} is acknowledged within {days} working days of {starts}.",
    "says.respond": "Stage {stage} is answered within {days} working days of {starts}.",
    "says.extend": "More time at stage {stage} may be {days} working days.",
    "says.extend_without_agreement": (
        "More time at stage {stage} may be {days} working days, whether the resident agrees or not."
    ),
    "says.evidence": "The Ombudsman’s requests for evidence are answered within {days} working days.",
    "says.letter": "The {letter} leaves this out: {block}.",
    "mend.acknowledge": "Make it {days} working days, counted from {starts}.",
    "mend.respond": "Make it {days} working days, counted from {starts}.",
    "mend.start": "Count from {starts}.",
    "mend.extend": "Make it {days} working days at most.",
    "mend.extend_by_agreement": "Ask for the resident’s agreement to more than {days} working days.",
    "mend.evidence": "Make it {days} working days.",
    "mend.letter": "Add to the {letter}: {block}.",
    "mend.statement": "Write in its place: “{asks}”",
    "starts.receipt": "receipt",
    "starts.escalation": "the request for that stage",
    "starts.request": "the request",
    "starts.logging": "logging",
    "starts.acknowledgement": "the acknowledgement",
    "starts.unsaid": "a day that is not named",
}

STAGES = {
    "asks.stages_at_most": "There are {stages} stages at most.",
    "asks.stages_at_least": "There are {stages} stages before the answer is final.",
    "says.stages": "Number of stages: {stages}.",
    "mend.stages_at_most": "End with stage {stages}, and make its answer the final one.",
    "mend.stages_at_least": "Let the resident go on to stage {stages}.",
    "asks.before_stage_1": "No step with a name of its own comes before stage 1.",
    "says.before_stage_1": "Before stage 1 comes: {steps}.",
    "says.before_stage_1.unnamed": "A step without a name comes before stage 1.",
    "mend.before_stage_1": "Take this out as a step of its own, and put things right early within stage 1: {steps}.",
    "mend.before_stage_1.unnamed": "Take it out as a step of its own, and put things right early within stage 1.",
    "asks.age_limit": "A matter up to {months} months old is taken as a complaint.",
    "says.age_limit": "A matter is taken as a complaint up to {months} months old.",
    "mend.age_limit": "Make it {months} months.",
    "asks.offered_at_once": (
        "The resident is offered the choice to complain as soon as any dissatisfaction is voiced."
    ),
    "asks.dissatisfied_with_request": (
        "Dissatisfaction with the answer to a service request makes a complaint, even while the request is open."
    ),
    "asks.logged_on_enquiries": (
        "A complaint is logged as soon as the matter takes further enquiries, or the resident asks for one."
    ),
    "says.becomes_complaint_when": "Only one of these makes a matter a complaint: {becomes_complaint_when}.",
    "says.becomes_complaint_when.nothing": "Nothing makes a matter a complaint.",
    "mend.becomes_complaint_when": "Add to what makes a matter a complaint: {becomes_complaint_when}.",
    "becomes_complaint_when.dissatisfaction": "any dissatisfaction is voiced",
    "becomes_complaint_when.dissatisfaction_with_request": (
        "dissatisfaction with the answer to a service request is voiced"
    ),
    "becomes_complaint_when.further_enquiries": "the matter takes further enquiries",
    "becomes_complaint_when.resident_asks": "the resident asks",
    "becomes_complaint_when.first_step_fails": "the step before stage 1 has not solved it",
    "asks.definition.covers": (
        "A complaint is dissatisfaction, however made, about the standard of service, actions or inaction of the "
        "landlord, its staff or those acting for it, affecting one resident or a group."
    ),
    "says.definition.covers": "The definition of a complaint has only: {covers}.",
    "says.definition.covers.nothing": "The definition of a complaint has none of the Code’s parts.",
    "mend.definition.covers": "Add to the definition: {covers}.",
    "covers.however_made": "dissatisfaction however made",
    "covers.standard_of_service": "the standard of service",
    "covers.action_or_inaction": "actions or inaction",
    "covers.staff_and_agents": "staff and those acting for the landlord",
    "covers.one_or_several": "one resident or a group",
    "asks.exclusions.grounds": (
        "The grounds for not taking a complaint are listed, and each is fair and reasonable."
    ),
}

# Statement: (what the Code asks, what a procedure says that fails it).
_STATEMENTS = {
    "one_procedure": (
        "One procedure serves all complaints under the Code.",
        "There is more than one procedure for complaints under the Code.",
    ),
    "definition.word_needed": (
        "The resident does not have to use the word complaint.",
        "Only what the resident calls a complaint is one.",
    ),
    "service_requests.told_apart": (
        "A request to put something right is told apart from a complaint.",
        "Service requests and complaints are not told apart.",
    ),
    "service_requests.recorded": (
        "Service requests are recorded and followed.",
        "Service requests are not recorded.",
    ),
    "service_requests.reviewed": (
        "Service requests are looked at regularly.",
        "Service requests are not looked at again.",
    ),
    "service_requests.work_goes_on": (
        "Work on a service request goes on while a complaint about it is open.",
        "Work on a service request stops while a complaint about it is open.",
    ),
    "surveys.says_how_to_complain": (
        "Surveys and other requests for feedback say how to complain.",
        "Surveys do not say how to complain.",
    ),
    "early_resolution.with_agreement": (
        "Something is settled without the procedure only if the resident agrees.",
        "Something may be settled without the procedure though the resident does not agree.",
    ),
    "early_resolution.recorded": (
        "What was tried to settle a matter early is recorded.",
        "What was tried to settle a matter early is not recorded.",
    ),
    "early_resolution.quick_ones_told_apart": (
        "Complaints that can be answered quickly are told from those to be looked into, by how complex they are, "
        "vulnerability and risk.",
        "All complaints are looked into in the same way.",
    ),
    "channels": (
        "There are several ways to complain.",
        "There is one way to complain, or none.",
    ),
    "exclusions.accepted_by_default": (
        "A complaint is accepted unless there is a valid reason not to.",
        "A complaint is not accepted unless it meets conditions.",
    ),
    "exclusions.court_proceedings_from": (
        "Court proceedings exclude a complaint only once claim form and particulars are filed at court.",
        "Court proceedings exclude a complaint before anything is filed at court.",
    ),
    "exclusions.each_on_its_merits": (
        "Each refusal looks at the circumstances of the complaint.",
        "Some complaints are refused by a blanket rule.",
    ),
    "age_limit.runs_from": (
        "The age of a matter runs from the day it happened or the resident learned of it, whichever is later.",
        "The age of a matter runs from the day it happened, whenever the resident learned of it.",
    ),
    "age_limit.discretion": (
        "An older matter is taken where there is good reason.",
        "An older matter is never taken.",
    ),
    "stages.other_person": (
        "Whoever considered an earlier stage does not consider this one.",
        "The same person may consider both stages.",
    ),
    "stages.suitable_staff": (
        "Everybody suitable who is needed for the final answer takes part in it.",
        "The final answer is given without those who are needed for it.",
    ),
    "stages.on_request": (
        "The next stage follows on the resident’s request, where something is left unsolved.",
        "The next stage does not follow from the resident’s request.",
    ),
    "stages.needs_reasons": (
        "The resident does not have to give reasons for asking for stage 2.",
        "The resident has to give reasons for asking for stage 2.",
    ),
    "stages.ask_within_days": (
        "The procedure says how long a resident has to ask for the next stage.",
        "There is no time in which a resident has to ask for the next stage.",
    ),
    "stages.optional": (
        "The resident may leave out stage 3 and go to the Ombudsman.",
        "The resident has to go through stage 3 before going to the Ombudsman.",
    ),
    "stages.residents_take_part": (
        "Residents take part in the decisions of stage 3.",
        "Residents take no part in the decisions of stage 3.",
    ),
    "stages.justified": (
        "The self-assessment gives the reasons for a third stage.",
        "The self-assessment gives no reasons for the third stage.",
    ),
    "stages.extend.told": (
        "The resident is told of the new date, with the reasons, on or before the day the answer was due.",
        "The resident is told of the new date after the day the answer was due.",
    ),
    "refused_only_as_excluded": (
        "The next stage is refused only on the grounds on which a complaint may be refused.",
        "The next stage is refused on other grounds than a complaint.",
    ),
    "new_issues.related_before_answer": (
        "Related matters raised before the stage 1 answer are joined to it.",
        "Related matters raised before the stage 1 answer are not joined to it.",
    ),
    "new_issues.otherwise": (
        "Matters that are unrelated, would delay the answer, or come after it are logged as a new complaint.",
        "Matters that are unrelated, would delay the answer, or come after it are not logged as a new complaint.",
    ),
    "representatives.allowed": (
        "A resident may have somebody act for them.",
        "A resident may not have somebody act for them.",
    ),
    "representatives.same_procedure": (
        "What a representative brings follows the same procedure.",
        "What a representative brings follows another procedure.",
    ),
    "representatives.accompanied": (
        "A resident may be accompanied at meetings.",
        "A resident may not be accompanied at meetings.",
    ),
    "adjustments.made": (
        "Reasonable adjustments are made, and the procedure says how to ask for them.",
        "Reasonable adjustments are not made.",
    ),
    "adjustments.recorded": (
        "Adjustments that are agreed are recorded.",
        "Adjustments that are agreed are not recorded.",
    ),
    "adjustments.reviewed": (
        "Adjustments are reviewed.",
        "Adjustments are not reviewed.",
    ),
    "handling.on_the_merits": (
        "Complaints are judged on their merits, independently and with an open mind.",
        "Complaints are not judged independently.",
    ),
    "handling.resident_puts_side": (
        "The resident can put their side, and answer ours, before a decision.",
        "A decision is taken without the resident’s side.",
    ),
    "handling.conflicts_handled": (
        "Real and apparent conflicts of interest are dealt with.",
        "Conflicts of interest are not dealt with.",
    ),
    "handling.kept_informed": (
        "The resident is kept informed.",
        "The resident is not kept informed.",
    ),
    "handling.news_intervals_agreed": (
        "Where an answer will be later than the Code allows, how often to send news is agreed.",
        "How often to send news is not agreed with the resident.",
    ),
    "handling.every_point_answered": (
        "An answer deals with every point, with clear reasons.",
        "An answer need not deal with every point.",
    ),
    "handling.answered_when_known": (
        "The answer goes out when it is known, not when everything is done.",
        "The answer goes out when everything is done.",
    ),
    "handling.actions_tracked": (
        "What is still to be done is tracked, done promptly, and the resident told.",
        "What is still to be done is not tracked.",
    ),
    "handling.no_worse_treatment": (
        "Nobody is treated differently for having complained.",
        "Somebody who complains may be treated differently.",
    ),
    "third_parties.answers_count_as_stage": (
        "An answer by a contractor or adjudicator counts as one of the stages.",
        "An answer by a contractor or adjudicator comes on top of the stages.",
    ),
    "third_parties.follow_the_code": (
        "The landlord sees that those who handle complaints for it follow the Code.",
        "Those who handle complaints for the landlord need not follow the Code.",
    ),
    "staff.complaints_officer": (
        "A person or team is responsible for complaints.",
        "Nobody is responsible for complaints.",
    ),
    "staff.officer_may_settle": (
        "The complaints officer can reach staff at every level and may settle complaints.",
        "The complaints officer may not settle complaints.",
    ),
    "staff.all_pass_on": (
        "Everybody who works for the landlord can take a complaint and pass it on.",
        "Only some who work for the landlord can take a complaint.",
    ),
    "staff.trained": (
        "Those who handle complaints are trained.",
        "Those who handle complaints are not trained.",
    ),
    "staff.supported": (
        "Staff who are complained of are supported.",
        "Staff who are complained of are not supported.",
    ),
    "staff.standard_objective": (
        "Staff share an objective about complaints: work together, own what went wrong, keep professional standards.",
        "Staff share no objective about complaints.",
    ),
    "ombudsman.reachable": (
        "A resident may turn to the Ombudsman at any stage.",
        "A resident may turn to the Ombudsman only after the final answer.",
    ),
    "ombudsman.in_regular_letters": (
        "The Ombudsman’s details stand in regular correspondence.",
        "The Ombudsman’s details do not stand in regular correspondence.",
    ),
    "remedies.at_any_stage": (
        "Things can be put right at any stage.",
        "Some things are put right only at a later stage.",
    ),
    "remedies.reflect_impact": (
        "A remedy reflects what the fault meant for the resident.",
        "A remedy does not reflect what the fault meant for the resident.",
    ),
    "remedies.say_what_and_when": (
        "An offer says what will be done and by when.",
        "An offer does not say what will be done and by when.",
    ),
    "remedies.followed_through": (
        "What was offered is followed to its end.",
        "What was offered is not followed to its end.",
    ),
    "remedies.ombudsman_guidance": (
        "The Ombudsman’s guidance on remedies is used.",
        "The Ombudsman’s guidance on remedies is not used.",
    ),
    "behaviour.procedure": (
        "There is a procedure for behaviour that cannot be accepted.",
        "There is no procedure for behaviour that cannot be accepted.",
    ),
    "behaviour.restrictions_reviewed": (
        "Reasons for restricting contact are on record, and restrictions are reviewed.",
        "Restrictions on contact are not reviewed.",
    ),
    "behaviour.restrictions_proportionate": (
        "Restrictions on contact are proportionate and heed the Equality Act 2010.",
        "Restrictions on contact need not be proportionate.",
    ),
    "records.whole_file": (
        "The whole file of a complaint is kept.",
        "The whole file of a complaint is not kept.",
    ),
    "publication.website": (
        "The procedure is on the website.",
        "The procedure is not on the website.",
    ),
    "publication.accessible": (
        "The procedure comes in a clear and accessible form.",
        "The procedure does not come in an accessible form.",
    ),
    "publication.describes_stages": (
        "The procedure says how many stages there are, what happens at each and how long it takes.",
        "The procedure does not say what happens at each stage.",
    ),
    "publication.publicised": (
        "The procedure, the Code and the Ombudsman are made known to residents.",
        "The procedure is not made known to residents.",
    ),
    "publication.social_media": (
        "The procedure says how complaints on social media are handled.",
        "The procedure does not say how complaints on social media are handled.",
    ),
    "reporting.self_assessed_yearly": (
        "The landlord assesses itself against the Code every year.",
        "The landlord does not assess itself against the Code every year.",
    ),
    "reporting.self_assessed_after_change": (
        "The landlord also assesses itself after a restructure, a merger or a change of procedure.",
        "The landlord does not assess itself after a restructure, a merger or a change of procedure.",
    ),
    "reporting.to_governing_body": (
        "The outcome goes to the governing body.",
        "The outcome does not go to the governing body.",
    ),
    "reporting.published": (
        "The self-assessment is published.",
        "The self-assessment is not published.",
    ),
    "reporting.annual_report": (
        "A report on complaints performance and service improvement is made every year.",
        "No yearly report on complaints is made.",
    ),
    "reporting.response_published": (
        "The report is published with the governing body’s response.",
        "The report is published without the governing body’s response.",
    ),
    "reporting.incidents_told": (
        "Where an incident keeps the landlord from complying, it tells the Ombudsman and residents, with the date "
        "of its return.",
        "Nobody is told where an incident keeps the landlord from complying.",
    ),
    "governance.senior_lead": (
        "A senior person is accountable for complaints and looks at themes and trends.",
        "No senior person is accountable for complaints.",
    ),
    "governance.member_responsible": (
        "A member of the governing body has the lead for complaints.",
        "No member of the governing body has the lead for complaints.",
    ),
    "governance.body_informed": (
        "The governing body regularly gets figures, trends and outcomes of complaints.",
        "The governing body does not get figures of complaints.",
    ),
    "learning.looks_past_the_case": (
        "Each complaint is asked what it shows about the service.",
        "Complaints are not asked what they show about the service.",
    ),
    "learning.shared": (
        "What was learned is told to residents, staff and others.",
        "What was learned is not told to others.",
    ),
}
STATEMENTS = {f"asks.{name}": asks for name, (asks, _) in _STATEMENTS.items()} | {
    f"says.{name}": says for name, (_, says) in _STATEMENTS.items()
}

# What is said about a file that is not what its format says.
FILES = {
    "procedures_not_checked": "A procedure cannot be checked against {edition} yet, only against {known}.",
    "file_unreadable": "{file} cannot be read: {what}.",
    "file_too_long": "The file is longer than {most} bytes. Give a shorter one.",
    "file_not_text": "The file is not text in UTF-8. Save it as UTF-8.",
    "not_json": "The file is no JSON at line {line}, column {column}. Write one JSON object.",
    "nested_too_deep": "The file is nested too deep. Write it as its format describes.",
    "number_too_long": "The file has a number that is too long to read. Write a shorter one.",
    "not_a_number": "The file has {got}, which is no number. Write a number or leave the key out.",
    "key_twice": "{field} stands twice in one object. Write it once.",
    "entry_twice": "{field} has {got} twice. Write it once.",
    "unknown_key": "{field} is no key of this format. The keys here are {known}.",
    "wrong_kind": "{field} is {got}. Give {takes}.",
    "not_one_of": "{field} is {got}. Give one of {known}.",
    "not_a_whole_number": "{field} is {got}. Give a whole number from {least} to {most}.",
    "another_value": "{field} is {got} in the file and {given} in the command. Give the same, or leave one out.",
    "value_missing": "{field} is not given, and the file does not say it. Give {known}.",
}
TAKES = {
    "takes.object": "an object in braces",
    "takes.list": "a list of 100 entries at most",
    "takes.parts": "an object of blocks, or a list of a letter’s parts",
    "takes.flag": "true or false",
    "takes.text": "text of 1 to 4,000 characters",
    "takes.content": "text, a number, true or false, or a list or object of these",
    "takes.part": "a part of a letter, with its code",
}

WORDS = CLOCKS_AND_LETTERS | STAGES | STATEMENTS | TAKES
