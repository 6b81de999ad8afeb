"""What goes wrong in the demo's homes, in residents' words, and how the landlord answers.

Written for the demo. The awkward ones are on purpose: another language, no name, a wall of text, three words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reply:
    """The answer to one point: what was found, why, what it rests on, and what is done (or why nothing)."""

    finding: str
    facts: str
    reasons: str
    basis: str
    remedy: str = ""
    nothing: str = ""


@dataclass(frozen=True)
class Trouble:
    """One thing that goes wrong: the resident's words, the landlord's wording, a reply to each point, a promise.

    `talks` are contacts with the resident: channel, whether it went out from the landlord, what was said.
    `why` is what the resident says when they ask for stage 2, `again` the replies there.
    """

    words: str
    more: tuple[str, ...]
    wording: tuple[str, ...]
    outcomes: str
    replies: tuple[Reply, ...]
    promise: str
    talks: tuple[tuple[str, bool, str], ...]
    more_time: str
    why: str = ""
    again: tuple[Reply, ...] = ()
    language: str = "en"


TROUBLES = (
    Trouble(
        "There is black mould on the wall behind my little boy's bed. I wash it off and it is back in a week. "
        "He has a cough all the time now.",
        ("I reported it in spring and a man took photos but I never heard any more.",),
        ("Mould keeps coming back in the small bedroom.", "The report made in spring was not followed up."),
        "The mould gone for good, a dry room for your son, and to know why nobody came back to you.",
        (
            Reply(
                "agree",
                "Our surveyor measured the wall on our visit. It is cold and damp behind the plaster, and the room "
                "has no fan. Washing it could not have helped.",
                "The mould has a cause in the building. It does not come from how you live.",
                "Damp and mould policy, section 3",
                "We did not keep your son's room dry, and I am sorry. We will insulate the wall and fit a fan.",
            ),
            Reply(
                "agree",
                "Our surveyor came in spring and asked for a fan and insulation. The job was raised on the next day "
                "and cancelled a week later. Nobody wrote down why, and nobody told you.",
                "We should have told you what we found, and done the work in spring.",
                "Repairs policy, section 5: keeping residents informed",
                "I am sorry that you had to ask again. We will pay you £250 for the months that you waited.",
            ),
        ),
        "Insulate the outside wall of the small bedroom and fit an extractor fan",
        (
            (
                "phone",
                True,
                "Went through both points. The boy sleeps in the front room now. Visit any day after 4.",
            ),
            ("visit", True, "Measured the wall with the surveyor. Showed the readings and left a copy."),
            ("phone", False, "Asked when the work begins. Told that the contractor has been given the date."),
        ),
        "The wall has to be opened to see whether the insulation is wet. The surveyor can do that next week.",
        "The fan is in, but nobody has touched the wall and the mould is back.",
    ),
    Trouble(
        "Boiler broke on Friday, nobody came till Wednesday. We had no hot water with a baby in the house.",
        ("The call centre told me four different times that somebody was on the way.",),
        ("The boiler was out of use for five days.", "We gave wrong information on the phone."),
        "To be paid for the electric heaters, and for this not to happen to the next family.",
        (
            Reply(
                "agree",
                "The contractor was told on Friday at 18:20 and came on Wednesday at 9:05. Our limit for no hot "
                "water is 24 hours, and less with a baby at home.",
                "The contractor had no part in stock and did not say so. We did not chase it, and lent no heaters.",
                "Repairs policy, section 2; contract standard H4",
                "We left you without hot water for five days. I am sorry. We will pay you £120 and £38 for the "
                "electricity that the heaters used.",
            ),
            Reply(
                "agree",
                "We listened to your four calls. Each time you were told that an engineer was on the way. No "
                "engineer had been booked before Tuesday.",
                "Our staff could not see the contractor's diary and guessed. They should have said that they did "
                "not know.",
                "Customer care standard, part 1",
                "I am sorry that we told you what was not true. The call centre can see the contractor's diary "
                "since Monday.",
            ),
        ),
        "Pay £158 to the account that you name",
        (
            (
                "phone",
                True,
                "Apologised. Agreed the points. Has a receipt for two heaters and will send a picture.",
            ),
            ("email", False, "Sent pictures of the receipt and of the meter."),
        ),
        "We have asked the contractor for its visit records of that week and do not have them yet.",
        "£120 does not cover two heaters and five days in a cold house with a baby.",
        (
            Reply(
                "agree",
                "I read the file again and spoke to you on the phone. You bought two heaters for £64, and your "
                "daughter was four months old. Stage 1 paid for the electricity and not for the heaters.",
                "You bought them because we lent you none. That cost is ours.",
                "Compensation policy, section 4",
                "Stage 1 should have asked you for the receipt. I am sorry. We will pay £64 for the heaters and a "
                "further £100 for the distress.",
            ),
            Reply(
                "agree",
                "The stage 1 answer was right about the calls. I tried the new screen myself: it shows the "
                "contractor's bookings.",
                "What was said to you was wrong, and the cause has been put right.",
                "Customer care standard, part 1",
                nothing="What stage 1 offered for this point has been done, and you told me that it is enough.",
            ),
        ),
    ),
    Trouble(
        "The lift in our block has been out for three weeks. I am on the sixth floor and I use a stick.",
        (),
        ("The lift has not worked for three weeks, and you cannot use the stairs safely.",),
        "A lift that works, and help with the stairs until it does.",
        (
            Reply(
                "partly",
                "The lift failed on the 4th. A gear has to be made for it, which takes five weeks. Nobody asked "
                "which residents cannot use the stairs.",
                "The wait for the gear is outside our control. Not asking who needed help was within it.",
                "Building services standard, part 5; Equality Act 2010",
                "We should have called you on the first day. I am sorry. Two porters with a stair climber are in "
                "the block from 8 to 8 until the lift runs.",
            ),
        ),
        "Put the lift back into service, and call you each Friday until then",
        (
            ("phone", True, "Has been out of the flat once in three weeks. Shopping arranged for tomorrow."),
            ("phone", False, "The porters are kind, but they leave at six."),
        ),
        "The maker of the gear gives us a date on Thursday. Before that we could not tell you one that holds.",
        "It is not only the gear. This lift breaks every winter and nobody plans for it.",
    ),
    Trouble(
        "Service charge went up by £31 a month and the letter does not say what for. I have asked three times.",
        ("One answer said gardening. We have no garden.",),
        (
            "The service charge letter did not explain the rise, and three questions were not answered.",
            "You were told that the rise is for gardening, and there is no garden.",
        ),
        "To see what each pound is for, and to stop paying for what is not there.",
        (
            Reply(
                "agree",
                "£26 of the rise is the new entry system, for five years. The letter gave one sum for everything. "
                "Your emails of May, June and August had a standard reply.",
                "You have a right to know what you pay for. We should have answered your first email.",
                "Rent and service charge policy, section 6",
                "I am sorry that you had to ask three times. We will send you an account that names each cost.",
            ),
            Reply(
                "partly",
                "£5 a month for gardening belongs to the block next door. It has been in your charge since April. "
                "The clerk who answered read it from the account and did not check.",
                "The charge was wrong. The clerk answered in good faith.",
                "Rent and service charge policy, section 8",
                "The line is out of your charge. We will pay back what you paid for it.",
            ),
        ),
        "Send a corrected account that names each cost, and pay back £35",
        (
            ("phone", True, "Read the letter together. Agreed that the sum alone explains nothing."),
            ("email", False, "Sent copies of the three emails and our replies."),
        ),
        "The managing agent has to give us the invoices for the entry system.",
        "The account came, but it still does not say why the entry system costs so much.",
    ),
    Trouble(
        "Loud music from the flat above until 3 in the morning, most nights. I sent the diary sheets back in June.",
        ("When I rang the officer's number, it was switched off.",),
        ("Reports of noise were not acted on after June.", "The officer could not be reached."),
        "Quiet nights, and one person to talk to who rings back.",
        (
            Reply(
                "agree",
                "Your diary sheets arrived on 12 June and were filed without being read. They name 23 nights.",
                "The officer left, and nobody was given the case. That should not happen.",
                "Anti-social behaviour procedure, step 2",
                "We lost a summer for you. I am sorry. An officer has the case now and has read all your sheets.",
            ),
            Reply(
                "agree",
                "The officer's phone was switched off on 30 May. Our letters went on naming it until August.",
                "A number in a letter has to be answered. Nobody tried it.",
                "Customer care standard, part 3",
                "I am sorry for the calls that you made for nothing. You have a direct number in this letter.",
            ),
        ),
        "Offer you recording equipment, and report back each Friday until it is settled",
        (
            ("phone", True, "Explained who has the case. Prefers text messages: works nights twice a week."),
            (
                "visit",
                True,
                "Went through the sheets at the kitchen table. Does not want the neighbour to know.",
            ),
        ),
        "The recordings of two weekends have to be listened to before we can say what we can do.",
        "The weekly call came twice and stopped. The music did not.",
        (
            Reply(
                "agree",
                "I read the case and spoke to you and to the officer. After stage 1 the equipment came nine days "
                "late, and two of five Friday calls were made.",
                "Stage 1 was right about June. What it promised was then not kept, which made it worse.",
                "Anti-social behaviour procedure, steps 2 and 4",
                "I am sorry that we broke a promise about a broken promise. We will pay you £300, and I will see "
                "the officer's notes each Monday myself.",
            ),
            Reply(
                "agree",
                "The direct number works. I rang it on three days and it was answered.",
                "The first answer put this right.",
                "Customer care standard, part 3",
                nothing="This has been put right since stage 1.",
            ),
        ),
    ),
    Trouble(
        "Your roofer left the gutter hanging and water runs down my front door. He was rude when I asked.",
        ("I do not want that man back.",),
        ("The gutter was left unfinished.", "The roofer was rude, and you want somebody else."),
        "A gutter that holds, by somebody else, and a dry door.",
        (
            Reply(
                "agree",
                "Photographs of the 14th show two brackets missing. The contractor had reported the job as done.",
                "We paid for a job that nobody had looked at.",
                "Repairs policy, section 7: checking work",
                "We should have looked before we paid. I am sorry. Another roofer will finish it, and we will "
                "paint the door.",
            ),
            Reply(
                "not_established",
                "You say that he shouted. He says that he was short because of the rain. Nobody else was there.",
                "We could not find out more. You do not have to have him at your door again, whatever was said.",
                "Contractors' code of conduct",
                "We have told the contractor not to send him to you.",
            ),
        ),
        "Refix the gutter over the front door with a different roofer, and paint the door",
        (
            ("phone", True, "Has put a bucket out. The door swells and sticks in the morning."),
            ("phone", False, "Nobody has been yet. Asked for a day before the weekend."),
        ),
        "The other roofer can come when the scaffold next door is down.",
        "He was sent again. I said that I did not want that.",
    ),
    Trouble(
        "I applied to have a rail put in the bath after my operation. That was in January.",
        (),
        ("The request for a bath rail of January was not dealt with.",),
        "To have a bath without being afraid of falling.",
        (
            Reply(
                "agree",
                "Your request of 18 January went to the wrong team and was found in May. It was then put at the "
                "end of the list, as if it had come in May.",
                "Our form gives no receipt, so you could not know that it had gone astray.",
                "Aids and adaptations policy, section 1",
                "We kept you waiting for a simple thing. I am sorry. The rail is ordered, and you come first.",
            ),
        ),
        "Fit the bath rail and a second rail by the toilet",
        (
            (
                "phone",
                True,
                "Manages with a stool. A neighbour is in the flat at bath time. Mornings are best.",
            ),
            ("letter", False, "Sent the hospital's letter. Told that we need no proof."),
        ),
        "An occupational therapist has to see where the rail can go. She has her first free day next week.",
        "One rail came, and it is loose.",
    ),
    Trouble(
        "The communal door has not locked for weeks, people sleep on the stairs.",
        ("My post was stolen twice.",),
        ("The communal door does not lock.", "Post was stolen from the lobby."),
        "A door that locks and a letter box that nobody else opens.",
        (
            Reply(
                "agree",
                "The lock was reported on the 2nd, 9th and 15th. Each report was closed as a copy of the others.",
                "Closing a copy closed the first report too. Nobody saw that all three were gone.",
                "Estate security standard",
                "We left your front door open for weeks. I am sorry. The lock was changed on the day we saw this.",
            ),
            Reply(
                "partly",
                "We cannot say who took the post. The boxes in the lobby have no locks of their own.",
                "The theft is not ours. That it was easy is.",
                "Estate security standard",
                "We will fit letter boxes that lock. Your new bank card's fee of £15 is on us.",
            ),
        ),
        "Fit letter boxes that lock in the lobby",
        (
            ("phone", True, "Does not go out after dark. Asked us to knock, not to ring."),
            ("email", False, "Sent a picture of the door, held open by a brick."),
        ),
        "The boxes have to be measured again, as the first ones do not fit the wall.",
        "New boxes are there, but the keys fit all of them.",
    ),
    Trouble(
        "Windows in the front room rattle and let the wind in, I put blankets up in winter.",
        ("My neighbour got new ones last year.",),
        ("The front room windows are draughty.", "The flat next door has had new windows and yours has not."),
        "New windows, or at least a warm room.",
        (
            Reply(
                "partly",
                "An inspection found the seals worn and the frames sound. The room lost two degrees in an hour.",
                "The draught is real and can be mended now. The windows themselves are due in four years.",
                "Planned works programme",
                "You should not need blankets. I am sorry. We will replace all the seals.",
            ),
            Reply(
                "disagree",
                "The frames next door were rotten. Yours are of another make, put in eleven years later.",
                "We replace windows by their state. We treated the two flats by the same rule.",
                "Planned works programme, table 2",
                nothing="Nothing went wrong here. We will look at your windows again each autumn.",
            ),
        ),
        "Replace the window seals in the front room",
        (
            ("phone", True, "Explained the programme. Would be content with a warm room."),
            ("visit", True, "Inspected the frames together with the resident's son."),
        ),
        "The inspection needs a windy day to be worth anything.",
        "The seals are new and it still rattles.",
    ),
    Trouble(
        "Had a letter saying you will come to check the gas. Waited in. Nobody came. Then a letter saying I refused!",
        (),
        ("A missed gas appointment was recorded as refused access.",),
        "The record put right, and an apology in writing.",
        (
            Reply(
                "agree",
                "The engineer's tracker shows that the van was never in your street that day. The letter about "
                "refused access was sent by a computer, at 17:00, unread.",
                "The record was wrong, and we believed it rather than ask you.",
                "Gas safety procedure; missed appointments policy",
                "You waited in for us, and we blamed you. I am sorry. The record is corrected. We will pay £20 for "
                "the missed appointment. No such letter goes out now before somebody has called.",
            ),
        ),
        "Check the gas at a time that you choose",
        (
            ("phone", True, "Upset about the letter. Corrected the record while on the phone."),
            ("phone", False, "Chose a Saturday morning for the check."),
        ),
        "We are waiting for the van's tracker from the contractor.",
        "I want to know who wrote that I refused. The answer does not say.",
    ),
)

# A resident who writes Urdu, and a landlord that had its answer translated: a letter that is Urdu throughout.
IN_URDU = Trouble(
    "باورچی خانے کی چھت سے پانی ٹپکتا ہے۔ میں نے ستمبر سے تین بار فون کیا ہے۔",
    ("جو آدمی آیا اُس نے کہا کہ اوپر والوں سے بات کریں۔",),
    (
        "باورچی خانے کی چھت سے پانی ٹپک رہا ہے اور تین بار بتانے پر بھی مرمت نہیں ہوئی۔",
        "مرمت والے نے آپ کو پڑوسی کے پاس بھیج دیا۔",
    ),
    "پانی بند ہو، چھت ٹھیک ہو، اور معلوم ہو کہ دیر کیوں ہوئی۔",
    (
        Reply(
            "agree",
            "اوپر والے فلیٹ کا پائپ ٹوٹا ہوا تھا۔ ہمیں 9 ستمبر، 21 ستمبر اور 2 اکتوبر کو بتایا گیا۔",
            "پائپ ہماری ذمہ داری ہے۔ ہمیں پہلے فون پر ہی پلمبر بھیجنا چاہیے تھا۔",
            "مرمت کی پالیسی، حصہ 2",
            "ہم نے آپ کو انتظار کرایا، اس کے لیے معذرت۔ پائپ بدل دیا گیا ہے۔ "
            "ہم چھت پر رنگ کریں گے اور 150 پاؤنڈ ادا کریں گے۔",
        ),
        Reply(
            "agree",
            "مرمت والے نے اپنی رپورٹ میں لکھا ہے کہ اُس نے آپ کو پڑوسی سے بات کرنے کو کہا۔",
            "یہ اُس کا کام تھا، آپ کا نہیں۔",
            "ٹھیکیداروں کے لیے ضابطہ",
            "ایسا نہیں ہونا چاہیے تھا، معذرت۔ ہم نے ٹھیکیدار کو لکھ دیا ہے۔",
        ),
    ),
    "باورچی خانے کی چھت ٹھیک کر کے رنگ کرنا",
    (
        (
            "phone",
            True,
            "Spoke with an interpreter. Went through both points. Any afternoon suits for a visit.",
        ),
        ("phone", False, "Rang with her own interpreter: the dripping has stopped."),
    ),
    "اوپر والے فلیٹ میں جانے کے لیے ہمیں وقت چاہیے۔",
    "رنگ ہو گیا مگر داغ پھر آ گیا ہے۔",
    language="ur",
)


@dataclass(frozen=True)
class Awkward:
    """A complaint that is harder to take in: its language, its words, and a name where one was given."""

    language: str
    spoken: str
    words: str
    name: str = ""


AWKWARD = (
    Awkward(
        "ur",
        "Urdu",
        "میرے گھر میں پانی ٹپکتا ہے اور کوئی فون نہیں اٹھاتا۔ چھت گیلی ہے۔",
        "Nasreen Kettlestone",
    ),
    Awkward("ar", "Arabic", "السقف يتسرب منه الماء منذ شهرين ولم يحضر أحد."),
    Awkward("en", "English", "damp. mould. help"),
    Awkward("bn", "Bengali", "বাথরুমের দেয়াল ভিজে থাকে, তিনবার বলেছি, কেউ আসেনি।", "Shirin Applethwick"),
    Awkward(
        "pl",
        "Polish",
        "Od trzech tygodni nie mamy ogrzewania, a w domu jest małe dziecko.",
        "Grazyna Elderflint",
    ),
    Awkward(
        "en",
        "English",
        "<b>THIS IS THE FIFTH TIME</b> & I am 'not' going away; see my emails of 3/3, 9/4 and 2/5!!! " * 12,
    ),
)
