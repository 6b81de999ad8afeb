"""What the rules say to staff about a landlord's procedure, and about a file that cannot be read.

The sentences of rules/sentences_procedures.py, as words_staff.py has those of the casework.
"""

from django.utils.translation import gettext_noop as _

PROCEDURES: dict[str, str] = {
    "procedures_not_checked": _(
        "A procedure cannot be checked against %(edition)s yet, only against %(known)s."
    ),
    "file_unreadable": _("%(file)s cannot be read: %(what)s."),
    "file_too_long": _("The file is longer than %(most)s bytes. Give a shorter one."),
    "file_not_text": _("The file is not text in UTF-8. Save it as UTF-8."),
    "not_json": _("The file is no JSON at line %(line)s, column %(column)s. Write one JSON object."),
    "nested_too_deep": _("The file is nested too deep. Write it as its format describes."),
    "number_too_long": _("The file has a number that is too long to read. Write a shorter one."),
    "not_a_number": _("The file has %(got)s, which is no number. Write a number or leave the key out."),
    "key_twice": _("%(field)s stands twice in one object. Write it once."),
    "entry_twice": _("%(field)s has %(got)s twice. Write it once."),
    "unknown_key": _("%(field)s is no key of this format. The keys here are %(known)s."),
    "wrong_kind": _("%(field)s is %(got)s. Give %(takes)s."),
    "not_one_of": _("%(field)s is %(got)s. Give one of %(known)s."),
    "not_a_whole_number": _("%(field)s is %(got)s. Give a whole number from %(least)s to %(most)s."),
    "another_value": _(
        "%(field)s is %(got)s in the file and %(given)s in the command. Give the same, or leave one out."
    ),
    "value_missing": _("%(field)s is not given, and the file does not say it. Give %(known)s."),
    "asks.acknowledge": _(
        "Stage %(stage)s is acknowledged and logged within %(days)s working days of %(starts)s."
    ),
    "asks.respond": _("Stage %(stage)s is answered within %(days)s working days of %(starts)s."),
    "asks.extend": _("More time at stage %(stage)s is %(days)s working days at most."),
    "asks.evidence": _("The Ombudsman’s requests for evidence are answered within %(days)s working days."),
    "asks.letter": _("The %(letter)s says this: %(block)s."),
    "says.acknowledge": _("Stage %(stage)s is acknowledged within %(days)s working days of %(starts)s."),
    "says.respond": _("Stage %(stage)s is answered within %(days)s working days of %(starts)s."),
    "says.extend": _("More time at stage %(stage)s may be %(days)s working days."),
    "says.extend_without_agreement": _(
        "More time at stage %(stage)s may be %(days)s working days, whether the resident agrees or not."
    ),
    "says.evidence": _("The Ombudsman’s requests for evidence are answered within %(days)s working days."),
    "says.letter": _("The %(letter)s leaves this out: %(block)s."),
    "mend.acknowledge": _("Make it %(days)s working days, counted from %(starts)s."),
    "mend.respond": _("Make it %(days)s working days, counted from %(starts)s."),
    "mend.start": _("Count from %(starts)s."),
    "mend.extend": _("Make it %(days)s working days at most."),
    "mend.extend_by_agreement": _("Ask for the resident’s agreement to more than %(days)s working days."),
    "mend.evidence": _("Make it %(days)s working days."),
    "mend.letter": _("Add to the %(letter)s: %(block)s."),
    "mend.statement": _("Write in its place: “%(asks)s”"),
    "starts.receipt": _("receipt"),
    "starts.escalation": _("the request for that stage"),
    "starts.request": _("the request"),
    "starts.logging": _("logging"),
    "starts.acknowledgement": _("the acknowledgement"),
    "starts.unsaid": _("a day that is not named"),
    "asks.stages_at_most": _("There are %(stages)s stages at most."),
    "asks.stages_at_least": _("There are %(stages)s stages before the answer is final."),
    "says.stages": _("Number of stages: %(stages)s."),
    "mend.stages_at_most": _("End with stage %(stages)s, and make its answer the final one."),
    "mend.stages_at_least": _("Let the resident go on to stage %(stages)s."),
    "asks.before_stage_1": _("No step with a name of its own comes before stage 1."),
    "says.before_stage_1": _("Before stage 1 comes: %(steps)s."),
    "says.before_stage_1.unnamed": _("A step without a name comes before stage 1."),
    "mend.before_stage_1": _(
        "Take this out as a step of its own, and put things right early within stage 1: %(steps)s."
    ),
    "mend.before_stage_1.unnamed": _(
        "Take it out as a step of its own, and put things right early within stage 1."
    ),
    "asks.age_limit": _("A matter up to %(months)s months old is taken as a complaint."),
    "says.age_limit": _("A matter is taken as a complaint up to %(months)s months old."),
    "mend.age_limit": _("Make it %(months)s months."),
    "asks.offered_at_once": _(
        "The resident is offered the choice to complain as soon as any dissatisfaction is voiced."
    ),
    "asks.dissatisfied_with_request": _(
        "Dissatisfaction with the answer to a service request makes a complaint, even while the request"
        " is open."
    ),
    "asks.logged_on_enquiries": _(
        "A complaint is logged as soon as the matter takes further enquiries, or the resident asks for one."
    ),
    "says.becomes_complaint_when": _(
        "Only one of these makes a matter a complaint: %(becomes_complaint_when)s."
    ),
    "says.becomes_complaint_when.nothing": _("Nothing makes a matter a complaint."),
    "mend.becomes_complaint_when": _("Add to what makes a matter a complaint: %(becomes_complaint_when)s."),
    "becomes_complaint_when.dissatisfaction": _("any dissatisfaction is voiced"),
    "becomes_complaint_when.dissatisfaction_with_request": _(
        "dissatisfaction with the answer to a service request is voiced"
    ),
    "becomes_complaint_when.further_enquiries": _("the matter takes further enquiries"),
    "becomes_complaint_when.resident_asks": _("the resident asks"),
    "becomes_complaint_when.first_step_fails": _("the step before stage 1 has not solved it"),
    "asks.definition.covers": _(
        "A complaint is dissatisfaction, however made, about the standard of service, actions or "
        "inaction of the landlord, its staff or those acting for it, affecting one resident or a group."
    ),
    "says.definition.covers": _("The definition of a complaint has only: %(covers)s."),
    "says.definition.covers.nothing": _("The definition of a complaint has none of the Code’s parts."),
    "mend.definition.covers": _("Add to the definition: %(covers)s."),
    "covers.however_made": _("dissatisfaction however made"),
    "covers.standard_of_service": _("the standard of service"),
    "covers.action_or_inaction": _("actions or inaction"),
    "covers.staff_and_agents": _("staff and those acting for the landlord"),
    "covers.one_or_several": _("one resident or a group"),
    "asks.exclusions.grounds": _(
        "The grounds for not taking a complaint are listed, and each is fair and reasonable."
    ),
    "asks.one_procedure": _("One procedure serves all complaints under the Code."),
    "asks.definition.word_needed": _("The resident does not have to use the word complaint."),
    "asks.service_requests.told_apart": _("A request to put something right is told apart from a complaint."),
    "asks.service_requests.recorded": _("Service requests are recorded and followed."),
    "asks.service_requests.reviewed": _("Service requests are looked at regularly."),
    "asks.service_requests.work_goes_on": _(
        "Work on a service request goes on while a complaint about it is open."
    ),
    "asks.surveys.says_how_to_complain": _("Surveys and other requests for feedback say how to complain."),
    "asks.early_resolution.with_agreement": _(
        "Something is settled without the procedure only if the resident agrees."
    ),
    "asks.early_resolution.recorded": _("What was tried to settle a matter early is recorded."),
    "asks.early_resolution.quick_ones_told_apart": _(
        "Complaints that can be answered quickly are told from those to be looked into, by how complex "
        "they are, vulnerability and risk."
    ),
    "asks.channels": _("There are several ways to complain."),
    "asks.exclusions.accepted_by_default": _(
        "A complaint is accepted unless there is a valid reason not to."
    ),
    "asks.exclusions.court_proceedings_from": _(
        "Court proceedings exclude a complaint only once claim form and particulars are filed at court."
    ),
    "asks.exclusions.each_on_its_merits": _("Each refusal looks at the circumstances of the complaint."),
    "asks.age_limit.runs_from": _(
        "The age of a matter runs from the day it happened or the resident learned of it, whichever is later."
    ),
    "asks.age_limit.discretion": _("An older matter is taken where there is good reason."),
    "asks.stages.other_person": _("Whoever considered an earlier stage does not consider this one."),
    "asks.stages.suitable_staff": _(
        "Everybody suitable who is needed for the final answer takes part in it."
    ),
    "asks.stages.on_request": _(
        "The next stage follows on the resident’s request, where something is left unsolved."
    ),
    "asks.stages.needs_reasons": _("The resident does not have to give reasons for asking for stage 2."),
    "asks.stages.ask_within_days": _("The procedure says how long a resident has to ask for the next stage."),
    "asks.stages.optional": _("The resident may leave out stage 3 and go to the Ombudsman."),
    "asks.stages.residents_take_part": _("Residents take part in the decisions of stage 3."),
    "asks.stages.justified": _("The self-assessment gives the reasons for a third stage."),
    "asks.stages.extend.told": _(
        "The resident is told of the new date, with the reasons, on or before the day the answer was due."
    ),
    "asks.refused_only_as_excluded": _(
        "The next stage is refused only on the grounds on which a complaint may be refused."
    ),
    "asks.new_issues.related_before_answer": _(
        "Related matters raised before the stage 1 answer are joined to it."
    ),
    "asks.new_issues.otherwise": _(
        "Matters that are unrelated, would delay the answer, or come after it are logged as a new complaint."
    ),
    "asks.representatives.allowed": _("A resident may have somebody act for them."),
    "asks.representatives.same_procedure": _("What a representative brings follows the same procedure."),
    "asks.representatives.accompanied": _("A resident may be accompanied at meetings."),
    "asks.adjustments.made": _(
        "Reasonable adjustments are made, and the procedure says how to ask for them."
    ),
    "asks.adjustments.recorded": _("Adjustments that are agreed are recorded."),
    "asks.adjustments.reviewed": _("Adjustments are reviewed."),
    "asks.handling.on_the_merits": _(
        "Complaints are judged on their merits, independently and with an open mind."
    ),
    "asks.handling.resident_puts_side": _(
        "The resident can put their side, and answer ours, before a decision."
    ),
    "asks.handling.conflicts_handled": _("Real and apparent conflicts of interest are dealt with."),
    "asks.handling.kept_informed": _("The resident is kept informed."),
    "asks.handling.news_intervals_agreed": _(
        "Where an answer will be later than the Code allows, how often to send news is agreed."
    ),
    "asks.handling.every_point_answered": _("An answer deals with every point, with clear reasons."),
    "asks.handling.answered_when_known": _(
        "The answer goes out when it is known, not when everything is done."
    ),
    "asks.handling.actions_tracked": _(
        "What is still to be done is tracked, done promptly, and the resident told."
    ),
    "asks.handling.no_worse_treatment": _("Nobody is treated differently for having complained."),
    "asks.third_parties.answers_count_as_stage": _(
        "An answer by a contractor or adjudicator counts as one of the stages."
    ),
    "asks.third_parties.follow_the_code": _(
        "The landlord sees that those who handle complaints for it follow the Code."
    ),
    "asks.staff.complaints_officer": _("A person or team is responsible for complaints."),
    "asks.staff.officer_may_settle": _(
        "The complaints officer can reach staff at every level and may settle complaints."
    ),
    "asks.staff.all_pass_on": _("Everybody who works for the landlord can take a complaint and pass it on."),
    "asks.staff.trained": _("Those who handle complaints are trained."),
    "asks.staff.supported": _("Staff who are complained of are supported."),
    "asks.staff.standard_objective": _(
        "Staff share an objective about complaints: work together, own what went wrong, keep "
        "professional standards."
    ),
    "asks.ombudsman.reachable": _("A resident may turn to the Ombudsman at any stage."),
    "asks.ombudsman.in_regular_letters": _("The Ombudsman’s details stand in regular correspondence."),
    "asks.remedies.at_any_stage": _("Things can be put right at any stage."),
    "asks.remedies.reflect_impact": _("A remedy reflects what the fault meant for the resident."),
    "asks.remedies.say_what_and_when": _("An offer says what will be done and by when."),
    "asks.remedies.followed_through": _("What was offered is followed to its end."),
    "asks.remedies.ombudsman_guidance": _("The Ombudsman’s guidance on remedies is used."),
    "asks.behaviour.procedure": _("There is a procedure for behaviour that cannot be accepted."),
    "asks.behaviour.restrictions_reviewed": _(
        "Reasons for restricting contact are on record, and restrictions are reviewed."
    ),
    "asks.behaviour.restrictions_proportionate": _(
        "Restrictions on contact are proportionate and heed the Equality Act 2010."
    ),
    "asks.records.whole_file": _("The whole file of a complaint is kept."),
    "asks.publication.website": _("The procedure is on the website."),
    "asks.publication.accessible": _("The procedure comes in a clear and accessible form."),
    "asks.publication.describes_stages": _(
        "The procedure says how many stages there are, what happens at each and how long it takes."
    ),
    "asks.publication.publicised": _(
        "The procedure, the Code and the Ombudsman are made known to residents."
    ),
    "asks.publication.social_media": _("The procedure says how complaints on social media are handled."),
    "asks.reporting.self_assessed_yearly": _("The landlord assesses itself against the Code every year."),
    "asks.reporting.self_assessed_after_change": _(
        "The landlord also assesses itself after a restructure, a merger or a change of procedure."
    ),
    "asks.reporting.to_governing_body": _("The outcome goes to the governing body."),
    "asks.reporting.published": _("The self-assessment is published."),
    "asks.reporting.annual_report": _(
        "A report on complaints performance and service improvement is made every year."
    ),
    "asks.reporting.response_published": _("The report is published with the governing body’s response."),
    "asks.reporting.incidents_told": _(
        "Where an incident keeps the landlord from complying, it tells the Ombudsman and residents, "
        "with the date of its return."
    ),
    "asks.governance.senior_lead": _(
        "A senior person is accountable for complaints and looks at themes and trends."
    ),
    "asks.governance.member_responsible": _("A member of the governing body has the lead for complaints."),
    "asks.governance.body_informed": _(
        "The governing body regularly gets figures, trends and outcomes of complaints."
    ),
    "asks.learning.looks_past_the_case": _("Each complaint is asked what it shows about the service."),
    "asks.learning.shared": _("What was learned is told to residents, staff and others."),
    "says.one_procedure": _("There is more than one procedure for complaints under the Code."),
    "says.definition.word_needed": _("Only what the resident calls a complaint is one."),
    "says.service_requests.told_apart": _("Service requests and complaints are not told apart."),
    "says.service_requests.recorded": _("Service requests are not recorded."),
    "says.service_requests.reviewed": _("Service requests are not looked at again."),
    "says.service_requests.work_goes_on": _(
        "Work on a service request stops while a complaint about it is open."
    ),
    "says.surveys.says_how_to_complain": _("Surveys do not say how to complain."),
    "says.early_resolution.with_agreement": _(
        "Something may be settled without the procedure though the resident does not agree."
    ),
    "says.early_resolution.recorded": _("What was tried to settle a matter early is not recorded."),
    "says.early_resolution.quick_ones_told_apart": _("All complaints are looked into in the same way."),
    "says.channels": _("There is one way to complain, or none."),
    "says.exclusions.accepted_by_default": _("A complaint is not accepted unless it meets conditions."),
    "says.exclusions.court_proceedings_from": _(
        "Court proceedings exclude a complaint before anything is filed at court."
    ),
    "says.exclusions.each_on_its_merits": _("Some complaints are refused by a blanket rule."),
    "says.age_limit.runs_from": _(
        "The age of a matter runs from the day it happened, whenever the resident learned of it."
    ),
    "says.age_limit.discretion": _("An older matter is never taken."),
    "says.stages.other_person": _("The same person may consider both stages."),
    "says.stages.suitable_staff": _("The final answer is given without those who are needed for it."),
    "says.stages.on_request": _("The next stage does not follow from the resident’s request."),
    "says.stages.needs_reasons": _("The resident has to give reasons for asking for stage 2."),
    "says.stages.ask_within_days": _("There is no time in which a resident has to ask for the next stage."),
    "says.stages.optional": _("The resident has to go through stage 3 before going to the Ombudsman."),
    "says.stages.residents_take_part": _("Residents take no part in the decisions of stage 3."),
    "says.stages.justified": _("The self-assessment gives no reasons for the third stage."),
    "says.stages.extend.told": _("The resident is told of the new date after the day the answer was due."),
    "says.refused_only_as_excluded": _("The next stage is refused on other grounds than a complaint."),
    "says.new_issues.related_before_answer": _(
        "Related matters raised before the stage 1 answer are not joined to it."
    ),
    "says.new_issues.otherwise": _(
        "Matters that are unrelated, would delay the answer, or come after it are not logged as a new "
        "complaint."
    ),
    "says.representatives.allowed": _("A resident may not have somebody act for them."),
    "says.representatives.same_procedure": _("What a representative brings follows another procedure."),
    "says.representatives.accompanied": _("A resident may not be accompanied at meetings."),
    "says.adjustments.made": _("Reasonable adjustments are not made."),
    "says.adjustments.recorded": _("Adjustments that are agreed are not recorded."),
    "says.adjustments.reviewed": _("Adjustments are not reviewed."),
    "says.handling.on_the_merits": _("Complaints are not judged independently."),
    "says.handling.resident_puts_side": _("A decision is taken without the resident’s side."),
    "says.handling.conflicts_handled": _("Conflicts of interest are not dealt with."),
    "says.handling.kept_informed": _("The resident is not kept informed."),
    "says.handling.news_intervals_agreed": _("How often to send news is not agreed with the resident."),
    "says.handling.every_point_answered": _("An answer need not deal with every point."),
    "says.handling.answered_when_known": _("The answer goes out when everything is done."),
    "says.handling.actions_tracked": _("What is still to be done is not tracked."),
    "says.handling.no_worse_treatment": _("Somebody who complains may be treated differently."),
    "says.third_parties.answers_count_as_stage": _(
        "An answer by a contractor or adjudicator comes on top of the stages."
    ),
    "says.third_parties.follow_the_code": _(
        "Those who handle complaints for the landlord need not follow the Code."
    ),
    "says.staff.complaints_officer": _("Nobody is responsible for complaints."),
    "says.staff.officer_may_settle": _("The complaints officer may not settle complaints."),
    "says.staff.all_pass_on": _("Only some who work for the landlord can take a complaint."),
    "says.staff.trained": _("Those who handle complaints are not trained."),
    "says.staff.supported": _("Staff who are complained of are not supported."),
    "says.staff.standard_objective": _("Staff share no objective about complaints."),
    "says.ombudsman.reachable": _("A resident may turn to the Ombudsman only after the final answer."),
    "says.ombudsman.in_regular_letters": _("The Ombudsman’s details do not stand in regular correspondence."),
    "says.remedies.at_any_stage": _("Some things are put right only at a later stage."),
    "says.remedies.reflect_impact": _("A remedy does not reflect what the fault meant for the resident."),
    "says.remedies.say_what_and_when": _("An offer does not say what will be done and by when."),
    "says.remedies.followed_through": _("What was offered is not followed to its end."),
    "says.remedies.ombudsman_guidance": _("The Ombudsman’s guidance on remedies is not used."),
    "says.behaviour.procedure": _("There is no procedure for behaviour that cannot be accepted."),
    "says.behaviour.restrictions_reviewed": _("Restrictions on contact are not reviewed."),
    "says.behaviour.restrictions_proportionate": _("Restrictions on contact need not be proportionate."),
    "says.records.whole_file": _("The whole file of a complaint is not kept."),
    "says.publication.website": _("The procedure is not on the website."),
    "says.publication.accessible": _("The procedure does not come in an accessible form."),
    "says.publication.describes_stages": _("The procedure does not say what happens at each stage."),
    "says.publication.publicised": _("The procedure is not made known to residents."),
    "says.publication.social_media": _(
        "The procedure does not say how complaints on social media are handled."
    ),
    "says.reporting.self_assessed_yearly": _(
        "The landlord does not assess itself against the Code every year."
    ),
    "says.reporting.self_assessed_after_change": _(
        "The landlord does not assess itself after a restructure, a merger or a change of procedure."
    ),
    "says.reporting.to_governing_body": _("The outcome does not go to the governing body."),
    "says.reporting.published": _("The self-assessment is not published."),
    "says.reporting.annual_report": _("No yearly report on complaints is made."),
    "says.reporting.response_published": _("The report is published without the governing body’s response."),
    "says.reporting.incidents_told": _("Nobody is told where an incident keeps the landlord from complying."),
    "says.governance.senior_lead": _("No senior person is accountable for complaints."),
    "says.governance.member_responsible": _("No member of the governing body has the lead for complaints."),
    "says.governance.body_informed": _("The governing body does not get figures of complaints."),
    "says.learning.looks_past_the_case": _("Complaints are not asked what they show about the service."),
    "says.learning.shared": _("What was learned is not told to others."),
    "takes.object": _("an object in braces"),
    "takes.list": _("a list of 100 entries at most"),
    "takes.parts": _("an object of blocks, or a list of a letter’s parts"),
    "takes.flag": _("true or false"),
    "takes.text": _("text of 1 to 4,000 characters"),
    "takes.content": _("text, a number, true or false, or a list or object of these"),
    "takes.part": _("a part of a letter, with its code"),
}
