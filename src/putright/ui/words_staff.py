"""What the rules say to staff: refusals, errors, and the words for acts, states and roles.

Kept apart from the sentences that residents read (words.py), because staff screens ship in English: these may
stay untranslated in a language that counts as filled.
"""

from django.utils.translation import gettext_noop as _

STAFF: dict[str, str] = {
    "story_not_yours": _(
        "Only a team leader or the Member Responsible for Complaints tells residents’ stories."
    ),
    "story_part_missing": _(
        "A part of the story is empty. Write what happened, what we did and what changed."
    ),
    "story_part_too_long": _("A part of the story is longer than %(limit)s characters. Make it shorter."),
    "story_language_unknown": _("The service does not speak this language. Choose one of the list."),
    "story_permission_missing": _("Say how the resident gave permission."),
    "story_safety_not_asked": _("Ask the resident if anybody could harm them who knows them by the story."),
    "story_permission_until": _(
        "Permission cannot run until %(day)s. Give a day from today on, within the next two years."
    ),
    "story_permission_over": _(
        "The permission ended on %(day)s. Ask the resident again, and note it here first."
    ),
    "story_needs_another": _("You wrote these words. Somebody else reads and approves them."),
    "story_changed": _(
        "The words have changed since you opened the page. Read them again, then approve them."
    ),
    "story_withdrawn": _("The resident took back the permission on %(day)s, so this story is gone for good."),
    "not_this_role": _("A %(role)s may not %(act)s. Ask somebody whose role allows it."),
    # Residents are told of clocks that run; those that ended stand on staff pages.
    "stopped.joined": _("Ended because the complaint was joined into an earlier one: %(day)s."),
    "not_joined": _("This complaint is not joined into another, so there is nothing to take apart."),
    "joined_already": _("This complaint is joined into another already. Take them apart first."),
    "join_into_itself": _("This is the same complaint. Choose another one."),
    "join_elsewhere": _(
        "The other complaint is another landlord’s. Only complaints of one landlord can be joined."
    ),
    "join_into_later": _(
        "The other complaint was received later (%(other_received)s) than this one (%(received)s). "
        "Join that one into this one, so that the earlier date counts for both."
    ),
    "join_into_ended": _(
        "The other complaint is %(state)s. Only two complaints that wait for their stage 1 answer "
        "can be joined; link them instead."
    ),
    "join_holds_others": _(
        "Other complaints were joined into this one. Take those apart first, or join the other "
        "complaint into this one."
    ),
    "join_has_group": _(
        "This is a group’s complaint. Join the other one into it, or add its resident to the group."
    ),
    "not_in_this_state": _("Nobody can %(act)s while the complaint is %(state)s."),
    "acknowledge_first": _("Acknowledge the complaint first, with its definition; then %(act)s."),
    "date_in_future": _("%(day)s is still to come (today is %(today)s). Give the day on which it happened."),
    "date_before_preceding": _(
        "%(day)s is before what happened last (%(before)s). Give a day on or after that."
    ),
    "definition_without_points": _(
        "The definition has no point. Write down at least one thing complained of."
    ),
    "point_without_finding": _("No finding yet for point %(points)s. Give one for each."),
    "point_without_reasons": _("No reasons yet for point %(points)s. Give them for each."),
    "point_without_remedy": _(
        "No remedy for point %(points)s, nor why there is none. Give one or the other."
    ),
    "considered_before": _(
        "This person considered an earlier stage. Somebody else considers stage %(stage)s."
    ),
    "extension_without_date": _("More time needs a new date and its reasons."),
    "extension_twice": _(
        "Stage %(stage)s was already extended, to %(extended_to)s. It can be extended once."
    ),
    "answered_by_another": _(
        "Only the person that stage %(stage)s is given to answers it. Give it to them first."
    ),
    "extension_by_another": _(
        "Only whoever answers stage %(stage)s, or a complaints officer, gives more time."
    ),
    "extension_without_reasons": _("Say why more time is needed: the resident has to be told."),
    "extension_told_late": _("More time had to be told by %(due)s; %(day)s is later."),
    "extension_not_later": _("The new date %(day)s is not later than the date it is due already, %(due)s."),
    "extension_beyond_cap": _("%(day)s is past the latest new date, %(cap)s. Missing for that: %(missing)s."),
    "extension_without_news": _(
        "%(day)s is past the latest new date, %(cap)s. Agree how often to send news."
    ),
    "refusal_without_reasons": _("Write the reasons for refusing: the resident has to be told them."),
    "promises_open": _("Promises still open: %(open)s. Keep them before you close the complaint."),
    "made_after_received": _("Made on %(day)s, after receipt, %(received)s."),
    "happened_in_future": _("Something is dated %(day)s, which is still to come (today is %(today)s)."),
    "acknowledged_before_received": _("Acknowledged on %(day)s, before receipt, %(received)s."),
    "extended_before_received": _("Extended on %(day)s, before receipt, %(received)s."),
    "answered_before_received": _("Answered on %(day)s, before receipt, %(received)s."),
    "refused_before_received": _("Refused on %(day)s, before receipt, %(received)s."),
    "escalated_before_received": _("Stage %(stage)s asked for on %(day)s, before receipt, %(received)s."),
    "withdrawn_before_received": _("Withdrawn on %(day)s, before receipt, %(received)s."),
    "closed_before_received": _("Closed on %(day)s, before receipt, %(received)s."),
    "joined_before_received": _("Joined on %(day)s, before receipt, %(received)s."),
    "acknowledged_before_escalated": _(
        "Stage %(stage)s acknowledged %(day)s, before it was asked for, %(asked)s."
    ),
    "extended_before_escalated": _(
        "Stage %(stage)s extended on %(day)s, before it was asked for, %(asked)s."
    ),
    "answered_before_escalated": _(
        "Stage %(stage)s answered on %(day)s, before it was asked for, %(asked)s."
    ),
    "refused_before_escalated": _("Stage %(stage)s refused on %(day)s, before it was asked for, %(asked)s."),
    "extended_into_past": _("Stage %(stage)s extended to %(day)s, before it was asked for, %(asked)s."),
    "escalated_out_of_order": _("Stage %(stage)s asked for on %(day)s, before the stage that comes first."),
    "refused_after_answer": _("Stage %(stage)s refused on %(day)s, after it had been answered."),
    "stages_not_in_order": _("The stages are %(stages)s; they run 1, 2, 3 without a gap."),
    "stage_not_in_edition": _("The %(edition)s edition of the Code has no stage %(stage)s."),
    "outside_calendar": _("%(day)s is outside the holiday table, which runs from %(first)s to %(last)s."),
    "past_calendar_end": _(
        "%(days)s working days from %(day)s run past the end of the holiday table, %(last)s."
    ),
    "bad_holiday_row": _(
        "%(file)s: the row of %(day)s lies outside the table, is there twice or has no source."
    ),
    "unknown_edition": _("There is no edition %(edition)s of the Code. The editions are %(known)s."),
    "edition_not_yet_in_force": _(
        "The %(edition)s edition is not read for a complaint made on %(day)s: it came into force on %(from)s."
    ),
    "bad_edition_file": _("%(file)s is no edition of the Code: %(what)s."),
    "bad_provisions_file": _("%(file)s holds no provisions of the Code: %(what)s."),
    "unknown_provision": _("The %(edition)s edition has no provision %(provision)s. It has %(known)s."),
    "does.enforced": _("enforced: the software does not let it be broken"),
    "does.measured": _("measured: judged from the facts of each case"),
    "does.record": _("shown as a record: fields or documents, for a reader to judge"),
    "does.attested": _("attested: a person answers for it"),
    "does.not_yet": _("not yet"),
    "confidence.high": _("high: read in a page that quotes or restates it"),
    "confidence.medium": _("medium: read in part, or in a paraphrase"),
    "confidence.low": _("low: recalled, to be confirmed before anybody relies on it"),
    "switch_date_not_open": _("%(day)s is no day on which a landlord could choose to start a new edition."),
    "unknown_letter": _("The %(edition)s edition has no letter %(kind)s. Its letters are %(known)s."),
    "no_ombudsman_contact": _(
        "The Ombudsman’s contact details are known from %(first)s on, not for %(day)s."
    ),
    "not_a_date": _("%(field)s is %(got)s. Give a date as YYYY-MM-DD, such as 2026-11-04."),
    "needs_other": _("%(field)s was given without %(needs)s. Give both, or neither."),
    "edition_begins_by_setting": _("That it begins on %(day)s is a setting: the exact day is not known."),
    "recalled": _("This limit is recalled, not confirmed in the Code’s text."),
    "next_day": _("The next day to keep is %(day)s."),
    "no_edition_then": _("No edition of the Code was in force on %(day)s, so it sets no dates here."),
    # What the acts of casework themselves refuse, beside the rules.
    "hazard_outcome_missing": _("Enter what was done about the danger."),
    "message_empty": _("Enter the message."),
    "message_too_long": _("Shorten this to %(limit)s characters or less."),
    "message_answered_already": _("Somebody has answered this message already."),
    "message_answer_empty": _("Enter what was said, or why the message needed no answer."),
    "note_empty": _("Enter what to note."),
    "told_already": _("Somebody has told the resident already."),
    "told_nothing": _("Enter what was said, or that nobody answered."),
    "posted_already": _("This letter no longer waits to be posted."),
    "returned_without_reason": _("Enter what was written on the envelope, or what the mailbox said."),
    "cannot_come_back": _("This message was not sent, or is known not to have arrived already."),
    "dealt_with_already": _("Somebody has seen to this message already."),
    "dealt_with_how": _("Enter what was done."),
    "no_such_address": _("This is no address or number that a message can go to. Correct it."),
    "letter_by_post_alone": _("A letter goes by post, and nothing else does. Choose another way."),
    "letters_not_safe": _(
        "The resident said that letters to this address are not safe. Tell them in another way."
    ),
    "messages_not_safe": _(
        "The resident said that messages on this phone are not safe. Tell them in another way."
    ),
    "nobody_carries_texts": _("No service for texts is set up here. Choose another way."),
    "cannot_send_again": _(
        "Nothing is left of this message to send again. Tell the resident in another way."
    ),
    "hazard_already_closed": _("Somebody has closed this danger already."),
    "no_role_here": _("You no longer have a role at this landlord. Ask an administrator."),
    "cannot_answer": _("This person’s role does not let them answer complaints. Choose somebody else."),
    "no_such_complaint": _("There is no such complaint. Check the reference, or look in your list of cases."),
    "person_in_conflict": _("This person cannot open this case. Choose somebody else."),
    "restriction_without_reason": _("Write down why this person should not open the case."),
    "restriction_of_stranger": _("This person has no role at this landlord. Choose somebody who has."),
    "restricted_already": _("This person is in a conflict on this case already."),
    "restriction_leaves_nobody": _(
        "No officer and no Head of Housing would be left to work on this case. "
        "Ask an administrator to give somebody outside the conflict that role first."
    ),
    "restriction_lifted_already": _("This restriction was lifted already."),
    "lifting_without_reason": _("Write down why this person may open the case again."),
    "representative_without_name": _("Enter their name, or the organisation they are from."),
    "permission_unexplained": _(
        "Write down where the signed form is, what the authority is, or why the resident cannot say yes."
    ),
    "permission_still_asked": _("Choose how you know that the resident agrees."),
    "permission_given_already": _("Permission was given already. End it instead."),
    "another_stage": _("The complaint is at stage %(stage)s now. Go back to it and start from there."),
    "point_without_wording": _("No wording of ours yet for point %(points)s. Write down what we understand."),
    "promise_for_a_day_past": _("%(day)s is in the past. Give a day on which it can still be done."),
    "absence_ends_before_it_begins": _(
        "The last day away, %(day)s, is past or before the first. Give a later one, or leave it empty."
    ),
    "absence_covered_by_oneself": _("Nobody covers for themself. Choose somebody else."),
    "absence_overlaps": _(
        "An absence from %(day)s is written down already. End that one, or give other days."
    ),
    "campaign_code_wrong": _(
        "Write the short name with 3 to 24 small letters, digits and hyphens, no hyphen first or last."
    ),
    "campaign_code_used": _("%(code)s was used for a campaign already. Choose another short name."),
    "campaign_name_missing": _("Enter what it is, so that others know it from its figures."),
    "absence_over": _("This absence ended on %(day)s. Write down a new one."),
    "nothing_chosen": _("No case is chosen. Tick at least one."),
    "too_many_chosen": _("%(number)s cases are chosen. Choose at most %(limit)s at once."),
    "search_without_name": _("Give the search a name, so that you find it again."),
    "search_asks_nothing": _("The search asks for nothing. Type a word or choose a filter first."),
    "need_without_words": _("Say in their words what would help."),
    "need_ended": _("This ended on %(day)s. Write it down anew if it is needed again."),
    "need_changed_without_words": _("Say what is done instead, and why."),
    "need_refused_by_another": _(
        "A housing manager or the Head of Housing refuses an adjustment. Ask one of them."
    ),
    "need_refused_without_reasons": _("Write the reasons: the resident has to be told."),
    "review_not_to_come": _("%(day)s is not to come. Give a later day for the review."),
    "review_too_far": _("%(day)s is too far away. Look at a limit again by %(latest)s."),
    "limit_without_reasons": _("Write what is limited, the reasons, and how their needs were considered."),
    "limit_ended": _("This limit ended on %(day)s."),
    "warning_to_come": _(
        "%(day)s is still to come. Give the day on which they were warned, or leave it empty."
    ),
    "reprisal_without_words": _("Write down what happened."),
    "worry_without_words": _("Write down what you agreed with the resident."),
    "name_released_already": _("The name has been on the case since %(day)s."),
    "resident_asked_first": _(
        "The resident asked us to speak to nobody until they agree. Talk to them, and write down what you agreed."
    ),
    "question_names_resident": _(
        "The resident asked us not to give their name. Write the question without it, and without what gives them away."
    ),
    "person_worried_about": _(
        "The resident is worried about this person. Choose somebody else, or agree with the resident first."
    ),
    "reprisal_answered": _("This was answered on %(day)s."),
    "reprisal_without_answer": _("Write down what was done about it."),
    "hold_without_reasons": _("Write why nothing may be removed."),
    "on_hold_already": _("This case is on hold already. Lift that hold first, if the reason has changed."),
    "hold_lifted": _("This hold was lifted on %(day)s."),
    "case_on_hold": _("%(reference)s is on hold, so nothing may be removed. Lift the hold first."),
    "case_blanked": _(
        "The personal details of this case were removed on %(day)s, so nothing is added to it any more. Write down a "
        "new complaint."
    ),
    "removal_promise_open": _(
        "What was promised on %(reference)s by %(day)s is not done. Keep the promise first, then remove the details."
    ),
    "removal_danger_open": _(
        "A danger of %(reference)s is still open. End it first, then remove the details."
    ),
    "danger_not_removable": _(
        "This danger is open, or belongs to a complaint or a request. Its words go when those of that one go."
    ),
    "removed_already": _("The personal details of %(reference)s are removed already."),
    "removal_proposed_already": _(
        "Removal is proposed for %(reference)s already. Somebody else decides about it."
    ),
    "removal_decided": _("Somebody decided about this on %(day)s."),
    "removal_by_one_person": _("You proposed this. Somebody else has to decide about it."),
    "promise_already_made": _("The letter has promised this already, so it cannot be taken out."),
    "promise_not_made_yet": _("This has not been promised yet: the answer that promises it is not issued."),
    "promise_not_done_yet": _("This promise has not been marked as kept yet."),
    "promise_done_already": _("This promise was marked as kept already, on %(day)s."),
    "promise_done_before_made": _("%(day)s is before the day it was promised, %(before)s."),
    "promise_without_proof": _("Say how we know that it was done."),
    "nothing_to_approve": _("This payment needs no approval, or has it already."),
    "remedy_not_offered_yet": _("This has not been offered yet: the answer that offers it is not issued."),
    "remedy_offered_already": _("The answer of %(day)s offers this already, so it cannot be changed."),
    "remedy_paid_already": _("This was paid already, on %(day)s."),
    "remedy_was_declined": _("The resident declined this on %(day)s. Ask them again before you pay it."),
    "remedy_is_no_payment": _("This is not a payment. Plan it as a promise, and mark that as kept."),
    "paid_before_offered": _("%(day)s is before the day it was offered, %(before)s."),
    "payment_without_proof": _("Say how we know that it was paid."),
    "reply_settled_already": _("Somebody has dealt with this already."),
    "wish_settled_already": _("Nothing waits here: what the resident wished for has been seen to."),
    "stays_without_because": _("Say why it stays as it is: the resident reads it on their page."),
    "reaction_without_words": _("Write what you told the resident: they read it on their page."),
    "news_without_words": _("Write the news: the resident reads it on their page."),
    "reopened_without_why": _("Write why the complaint is opened again."),
    "cannot_keep_promise": _("This person does not work on complaints here. Choose somebody else."),
    "nothing_learned_without_sentence": _("Say in one whole sentence why there is nothing to learn."),
    "learning_without_cause": _("Select the cause and the service, or say why there is nothing to learn."),
    "learning_without_change": _("Say what changes, who sees to it, and by which day."),
    "learning_for_a_day_past": _("%(day)s is in the past. Give a day by which it can still be changed."),
    "cannot_learn": _("This person cannot take on what is learned. Choose somebody else."),
    "learning_of_another": _("Only the person who sees to this change can do that, or the Head of Housing."),
    "learning_accepted_already": _("This was taken on already, on %(day)s."),
    "learning_not_accepted_yet": _("Take this on first, then say what was done."),
    "learning_done_already": _("This was done already, on %(day)s."),
    "learning_done_before": _("%(day)s is before the day it was learned, %(before)s."),
    "learning_without_proof": _("Say how we know that it was changed."),
    "point_not_live": _("Point %(point)s is not answered by itself here. Go back to the complaint’s points."),
    "point_not_joined": _("Point %(point)s is answered by itself already."),
    "point_into_itself": _("Choose another point than this one."),
    "split_without_words": _("Enter what this point says from now on, and at least one further point."),
    "link_to_itself": _("This is the same complaint. Choose another one to link it to."),
    "not_linked": _("These two complaints are not linked."),
    "join_whose_missing": _(
        "Select whether one resident made both complaints, or each agrees to one answer."
    ),
    "join_without_reasons": _("Enter why: both records keep it."),
    "home_gone": _(
        "This home is no longer in the landlord’s list. Choose another, or import a list that names it."
    ),
    "home_not_matched": _("This complaint is not matched to a home."),
    "no_group": _("This household does not belong to the group of this complaint."),
    "household_without_name": _("Enter the name or the address of the household."),
    "household_in_group": _("This household is in the group already."),
    "member_left": _("This household left the group on %(day)s."),
    "lead_leaves": _("This is the main contact. Choose another main contact first, then they can leave."),
    "nothing_to_call_for": _(
        "There is no call to make: somebody has written it down, or the case has ended."
    ),
    "call_without_words": _("Write down what they said, in their own words."),
    "no_papers_to_copy": _("There are no papers to copy: somebody has seen to it, or the case has ended."),
    "papers_without_words": _("Write what was copied, or why nothing was."),
    "file_not_checked": _("No virus scanner has checked this file yet, so it stays closed. Try again later."),
    "file_has_no_copy": _(
        "This file has no copy without hidden data, so it cannot be shown to the resident. Redact it, or add a copy."
    ),
    "file_without_reason": _("Write why."),
    "redaction_without_words": _("Write what was taken out, and why."),
    "redaction_without_parts": _("Give at least one part of the picture to paint over."),
    "redaction_needs_copy": _(
        "Only a picture can be painted over here. Take the parts out on your computer and add that copy."
    ),
    "redaction_is_original": _("This is the original itself. Add a copy from which the parts are taken out."),
    "scanner_away": _(
        "The virus scanner cannot be reached, so nothing was saved. Try again in some minutes."
    ),
    "finding_not_there": _("Write the answer to point %(point)s first, then choose what it rests on."),
    "evidence_incomplete": _("Give the question and an email address to send it to."),
    "evidence_due_in_past": _("%(day)s is too early. Give a later day."),
    "evidence_without_reason": _("Write why."),
    "evidence_closed": _("This question is closed. Ask again if you need more."),
    "evidence_without_answer": _("Write an answer or add a file. If you have no record, say so."),
    "visit_without_day": _("Give the day and the time of the visit."),
    "visit_in_future": _("%(day)s is still to come. Give the day of the visit."),
    "no_access_without_proof": _(
        "To say that you could not get in, write when the resident was told of the visit and how often you came, "
        "and add a file that shows it."
    ),
    "proof_file_elsewhere": _("That file is not one of this case. Choose one that is."),
    "request_not_removable": _(
        "Only a request that is done, with no danger open and no complaint that grew from it, can have its details "
        "removed by itself."
    ),
    "request_removed": _(
        "The personal details of this request were removed, so nothing more is written on it."
    ),
    "case_not_ended": _("Only a complaint that has come to its end can have its details removed."),
    "letter_without_contact": _(
        "The letter names nobody whom the resident can call. Give the stage to somebody with a phone number, or set "
        "the landlord’s."
    ),
    "letter_wrong_language": _(
        "The resident reads another language (%(language)s) than this letter is in. Translate it, or write down in "
        "the draft why English goes out first."
    ),
    "letter_untranslated": _(
        "Texts of this letter that are still in English: %(number)s. Translate them (%(language)s), or write down in "
        "the draft why English goes out first."
    ),
    "letter_print_too_small": _("The resident asked for %(size)s point print. Make the letter in that size."),
    "letter_format_elsewhere": _(
        "The resident needs this letter as: %(format)s. Write down in the draft who makes it, and when it goes out."
    ),
    "letter_to_unsafe_address": _(
        "Letters are not safe at the resident’s address, and the letter shows it. Take the address off."
    ),
    "letter_no_safe_way": _(
        "Papers go by post, and letters are not safe at the resident’s address. Write down in the draft how this one "
        "reaches them."
    ),
    "letter_no_way": _(
        "Papers go by %(by)s, and there is no address for it. Write down in the draft how this letter reaches the "
        "resident."
    ),
    "letter_names_staff": _(
        "The letter names %(name)s, and nobody in a conflict may be named in a restricted case. Take the name out."
    ),
    "promise_without_owner": _("Nobody sees to this promise: “%(action)s”. Give it an owner."),
    "letter_not_read_yet": _(
        "A second person has to read this letter first, as it now stands. Give it to a second reader."
    ),
    "letter_without_part": _("A letter of this kind has no part for what was written: %(part)s."),
    "nothing_to_translate": _(
        "That text is no longer part of a letter. Open the page of translations again."
    ),
    "check_not_needed": _(
        "Nobody else has to read this letter. Issue it, or ask for a second reader in its draft."
    ),
    "letter_read_already": _("This letter has been read already. Open it again to see what was said."),
    "own_letter": _("You wrote this letter, or answer for it. Somebody else has to read it."),
    "letter_changed_since_asked": _(
        "The letter has changed since it was given to be read. Its writer has to ask again."
    ),
    "return_without_reasons": _("Write down what has to change, so that the writer can change it."),
    "letter_incomplete": _("The letter cannot go out yet. It does not say: %(block)s."),
    "act.acknowledge": _("acknowledge"),
    "act.define": _("define the complaint"),
    "act.allocate": _("allocate"),
    "act.record_contact": _("record a contact"),
    "act.find": _("record a finding"),
    "act.promise": _("make a promise"),
    "act.extend": _("give more time"),
    "act.answer": _("answer"),
    "act.escalate": _("ask for the next stage"),
    "act.refuse": _("refuse"),
    "act.withdraw": _("withdraw"),
    "act.keep_promise": _("mark a promise as kept"),
    "act.close": _("close the complaint"),
    "act.reopen": _("open a closed case again"),
    "act.write_message": _("write a message"),
    "act.add_file": _("add a file"),
    "act.redact": _("redact a file"),
    "act.ask_evidence": _("ask for evidence"),
    "act.match_home": _("say which home it is about"),
    "act.link": _("link cases"),
    "act.join": _("join cases into one"),
    "act.change_group": _("change who belongs to the group"),
    "act.name_representative": _("name a representative"),
    "act.record_need": _("write down a need"),
    "act.decide_need": _("decide about an adjustment"),
    "act.restrict": _("shut somebody out of the case"),
    "act.report_reprisal": _("report that something happened because of the complaint"),
    "act.answer_reprisal": _("answer a report of a reprisal"),
    "act.limit_contact": _("limit how somebody may contact us"),
    "act.give_news": _("give news"),
    "act.reply_to_more_time": _("reply to more time"),
    "act.decide_remedy": _("decide a remedy"),
    "act.approve_remedy": _("approve a remedy"),
    "act.settle_remedy": _("note what became of a remedy"),
    "act.draft_letter": _("draft a letter"),
    "act.check_letter": _("check a letter"),
    "act.learn": _("write down what was learned"),
    "act.hold": _("hold a record back from removal"),
    "act.check_understanding": _("say whether it is understood"),
    "act.take_time": _("take time of one’s own"),
    "act.raise_issue": _("raise something new"),
    "act.change_contact": _("change how somebody is reached"),
    "act.say_afterwards": _("say afterwards how it was"),
    "act.share_story": _("say whether a case may be told to others"),
    "state.received": _("received and not yet acknowledged"),
    "state.acknowledged": _("at work at stage 1"),
    "state.answered": _("answered at stage 1"),
    "state.stage2_asked": _("waiting for its stage 2 acknowledgement"),
    "state.stage2_acknowledged": _("at work at stage 2"),
    "state.stage2_answered": _("answered at stage 2"),
    "state.stage3_asked": _("waiting for stage 3 to begin"),
    "state.stage3_acknowledged": _("at work at stage 3"),
    "state.stage3_answered": _("answered at stage 3"),
    "state.refused": _("refused"),
    "state.escalation_refused": _("refused a further stage"),
    "state.withdrawn": _("withdrawn"),
    "state.closed_after_stage1": _("closed after stage 1"),
    "state.closed": _("closed"),
    "state.joined": _("joined into another complaint"),
    "role.resident": _("resident"),
    "role.complaints_officer": _("complaints officer"),
    "role.housing_manager": _("housing manager"),
    "role.head_of_housing": _("Head of Housing"),
    "role.landlord_admin": _("landlord’s administrator"),
    "role.front_line": _("front-line staff"),
    "role.team_leader": _("team leader"),
    "role.service_manager": _("service manager"),
    "role.member_responsible": _("Member Responsible for Complaints"),
    "missing.good_reason": _("a good reason"),
    "missing.approval": _("a senior manager’s approval"),
    "payments_open": _("Accepted payments not made yet: %(open)s. Pay them before you close the complaint."),
    "learning_missing": _(
        "Write down what is learned from stage %(stage)s, or one sentence on why there is nothing, before you close."
    ),
    "remedy_of_no_kind": _("There is no remedy of the kind %(kind)s. Choose one from the list."),
    "remedy_without_words": _("Write what the remedy is: the resident reads it in the answer."),
    "payment_without_amount": _("Enter the amount in pounds and pence, like 150 or 62.50."),
    "payment_without_head": _("Say what the money is for."),
    "payment_without_day": _("Say how it is paid and by which day: the resident has to be told both."),
    "payment_for_a_day_past": _("%(day)s is in the past. Give a day by which it can be paid."),
    "payment_not_approved": _(
        "The payment for point %(points)s still has to be approved. Ask somebody senior to do it."
    ),
    "approved_by_proposer": _(
        "Whoever proposes a payment does not approve it. Ask somebody else who is senior."
    ),
    "approval_above_limit": _(
        "You may approve up to £%(limit)s; this is £%(amount)s. Ask somebody with a higher limit."
    ),
    "offset_more_than_payment": _("More would go against the arrears than is paid. Enter a smaller part."),
    "offset_never": _("This landlord never sets a payment against arrears. Pay it to the resident."),
    "offset_without_agreement": _(
        "This landlord sets a payment against arrears only where the resident agrees. Ask, and record the agreement."
    ),
    "refusal_without_ground": _(
        "Give a ground for refusing at stage %(stage)s. The grounds are: %(ground)s."
    ),
    "ground_without_facts": _("To refuse at stage %(stage)s because %(ground)s, record %(missing)s."),
    "ground_in_future": _(
        "To refuse because %(ground)s: %(missing)s is given as %(day)s, which is still to come (today is %(today)s)."
    ),
    "not_too_old": _("It is not too old: made on %(made)s, and complaints are taken until %(day)s."),
    "discretion_not_decided": _(
        "It was made on %(made)s, after %(day)s. Record why it is not taken on all the same."
    ),
    "issue_after_complaint": _(
        "It is said to have happened on %(day)s, after the complaint was made, %(made)s."
    ),
    "aware_out_of_order": _(
        "%(day)s is not between the day it happened, %(happened)s, and the complaint, %(made)s."
    ),
    "third_stage_without_reasons": _(
        "This landlord has given no reasons for a third stage, so there is none. The Ombudsman is next."
    ),
    "no_final_response": _(
        "There is no final answer by %(day)s. The Ombudsman can help before it, and takes the complaint after it."
    ),
    "referral_without_consent": _(
        "A referral needs the resident’s consent in writing. Without one, the way is open from %(opens)s."
    ),
    "filter_not_passed": _(
        "Until %(opens)s a designated person has to refer it, or to refuse or agree in writing."
    ),
    "age.from_issue": _("It happened on %(day)s: the months count from there."),
    "age.from_awareness": _("The resident learned of it on %(day)s: the months count from there."),
    "age.last_day": _("Months within which a complaint is taken: %(months)s. The last day is %(day)s."),
    "age.in_time": _("The complaint was made on %(day)s, in time."),
    "age.late": _("The complaint was made on %(day)s, after that."),
    "refused_on_ground": _("Refused because %(ground)s."),
    "discretion_decided": _(
        "Taking it on all the same was considered, and the decision is recorded with its reasons."
    ),
    "refusal_may_be_challenged": _(
        "The resident is told the reasons, and may take the refusal to the Ombudsman."
    ),
    "new_issue.joins": _("It is related and stage 1 is not answered yet: it joins this complaint."),
    "new_issue.unrelated": _("It is not related to this complaint."),
    "new_issue.answered": _("Stage 1 was answered on %(day)s."),
    "new_issue.ended": _("This complaint ended on %(day)s."),
    "new_issue.delays": _("Adding it would delay the answer unreasonably."),
    "new_issue.own_dates": _("It becomes a complaint of its own, with its own dates."),
    "referral.direct": _(
        "The final answer was given on %(day)s: the resident may go to the Ombudsman, without waiting."
    ),
    "referral.designated_person": _(
        "A designated person referred it on %(day)s, with the resident’s consent."
    ),
    "referral.refused_in_writing": _(
        "A designated person refused in writing on %(day)s: the resident may go there directly."
    ),
    "referral.agreed_in_writing": _(
        "A designated person agreed in writing on %(day)s that the resident may go there directly."
    ),
    "referral.eight_weeks": _(
        "Weeks since the final answer: %(weeks)s, complete on %(day)s. The resident may go there directly."
    ),
    "referral.last_day": _(
        "The Ombudsman asks for complaints within %(months)s months of the final answer: by %(day)s."
    ),
    "referral.late": _(
        "That was by %(day)s. The Ombudsman may decline it, and may take it for good reasons."
    ),
    "dated_setting": _("This is a setting, not a confirmed fact."),
    "jurisdiction.must": _("The Ombudsman must leave it alone where %(jurisdiction)s."),
    "jurisdiction.may": _(
        "The Ombudsman may leave it alone where %(jurisdiction)s. It decides that, nobody else."
    ),
    "jurisdiction.no_paragraph": _("The Scheme’s paragraph for this is not known."),
    "jurisdiction.months": _("Months: %(months)s."),
    "interim.because": _("Interim limit because of an incident since %(day)s: %(incident)s."),
    "interim.acknowledge": _("Acknowledge by %(day)s at the latest. Working days: %(working_days)s."),
    "interim.respond": _("Answer by %(day)s at the latest. Working days: %(working_days)s."),
    "interim.code_stands": _("The Code’s own last day stays %(day)s, and decides what is late."),
    "incident.tell_ombudsman": _("Tell the Ombudsman why the limits cannot be kept."),
    "incident.tell_residents": _("Tell the residents concerned."),
    "incident.publish": _("Publish it on the website."),
    "incident.name_return": _("Name the day by which the limits will be kept again."),
    "unknown_service": _("There is no service %(service)s. The services are %(known)s."),
    "no_scheme_then": _("The Ombudsman’s Scheme is known from %(first)s on, not for %(day)s."),
    "bad_remedies_row": _("%(file)s: the set %(set)s has a confidence that is none."),
    "bad_retention_row": _("%(file)s: the class %(row)s, its beginning or its confidence is none."),
    "bad_scheme_row": _("%(file)s: the row of %(ground)s has a kind or confidence that is none."),
    "incident_ends_first": _("The incident ends on %(day)s, before it began, %(began)s."),
    "bad_interim_limit": _(
        "%(got)s is no interim limit. One names %(known)s, a stage from 1 up and working days from 1 up."
    ),
    "ground.older_than_limit": _("it happened too long ago"),
    "ground.in_court": _("it is before a court"),
    "ground.considered_before": _("it was already looked at under this policy"),
    "ground.other": _("something else makes that fair and reasonable"),
    "missing.happened_on": _("the day it happened"),
    "missing.claim_filed_on": _(
        "the day the claim form was filed at court (a letter before claim is not enough)"
    ),
    "missing.particulars_filed_on": _("the day the particulars of claim were filed at court"),
    "missing.earlier_reference": _("the earlier complaint’s reference"),
    "missing.earlier_answered_on": _("the day the earlier complaint was answered"),
    "missing.fair_because": _("why this is fair and reasonable"),
    "jurisdiction.not_member": _("the landlord is no member of its Scheme"),
    "jurisdiction.no_relationship": _(
        "the person has no relationship with the landlord that the Scheme names"
    ),
    "jurisdiction.court_decided": _("a court has it before it, or has decided it"),
    "jurisdiction.council_non_landlord": _("it is about a council’s work other than as a landlord"),
    "jurisdiction.procedure_not_finished": _("the landlord’s procedure is not finished"),
    "jurisdiction.late_to_ombudsman": _("it comes too long after the final answer"),
    "jurisdiction.late_to_landlord": _("the landlord was told too long after it happened"),
    "jurisdiction.properly_decided_policy": _("a policy was properly decided"),
    "jurisdiction.charge_level": _("it is about how high a rent or service charge is"),
    "jurisdiction.legal_opportunity": _("it could be, or could have been, raised in court proceedings"),
    "jurisdiction.better_elsewhere": _(
        "a court, tribunal or other procedure is quicker, fairer or better for it"
    ),
    "jurisdiction.other_body": _("another ombudsman or regulator is the right one for it"),
    "jurisdiction.already_decided": _("the Ombudsman has already decided it"),
    "jurisdiction.outcome_not_available": _("what is asked for is not in its power"),
    "block.stage": _("which stage this letter answers"),
    "block.complaint_definition": _("the complaint as defined"),
    "block.outcomes_wanted": _("the outcomes that the resident wants"),
    "block.clarification_asked": _("the questions about what is unclear"),
    "block.responsibilities": _("what the landlord is and is not responsible for"),
    "block.decision": _("the decision on each point"),
    "block.reasons": _("the reasons for each decision"),
    "block.remedy": _("the remedy offered, or that there is none"),
    "block.outstanding_actions": _("what is still to be done, or that nothing is"),
    "block.how_to_escalate": _("how to ask for the next stage"),
    "block.ombudsman": _("how to reach the Ombudsman"),
    "block.new_date": _("the new date"),
    "block.extension_reasons": _("why more time is needed"),
    "block.news_interval": _("how often the resident will get news"),
    "block.refusal_reasons": _("the reasons for the refusal"),
    "letter.stage1_acknowledgement": _("stage 1 acknowledgement"),
    "letter.stage2_acknowledgement": _("stage 2 acknowledgement"),
    "letter.stage1_extension": _("stage 1 extension"),
    "letter.stage2_extension": _("stage 2 extension"),
    "letter.stage3_extension": _("stage 3 extension"),
    "letter.stage1_response": _("stage 1 answer"),
    "letter.stage2_response": _("stage 2 answer"),
    "letter.stage3_response": _("stage 3 answer"),
    "letter.refusal_to_accept": _("refusal to accept a complaint"),
    "letter.refusal_to_escalate": _("refusal of a further stage"),
}
