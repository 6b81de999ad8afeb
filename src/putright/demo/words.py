"""What goes wrong in the demo's homes, in residents' words, and how the landlord answers.

Written for the demo. The awkward ones are on purpose: another language, no name, a wall of text, three words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Trouble:
    """One thing that goes wrong: the resident's words, the landlord's wording, the facts found, a promise."""

    words: str
    more: tuple[str, ...]
    wording: tuple[str, ...]
    facts: str
    reasons: str
    basis: str
    remedy: str
    promise: str
    finding: str = "agree"


TROUBLES = (
    Trouble(
        "There is black mould on the wall behind my little boy's bed. I wash it off and it is back in a week. "
        "He has a cough all the time now.",
        ("I reported it in spring and a man took photos but I never heard any more.",),
        ("Mould keeps coming back in the small bedroom.", "The report made in spring was not followed up."),
        "Our surveyor visited in spring and recommended a fan and insulation. The job was raised and then cancelled.",
        "The cancelled job has no reason noted. The mould has a cause in the building, not in how you live.",
        "Damp and mould policy, section 3",
        "We will fit the fan and insulate the wall. We will pay £250 for the delay.",
        "Fit an extractor fan and insulate the outside wall of the small bedroom",
    ),
    Trouble(
        "Boiler broke on Friday, nobody came till Wednesday. We had no hot water with a baby in the house.",
        ("The call centre told me four different times that somebody was on the way.",),
        ("The boiler was out of use for five days.", "We gave wrong information on the phone."),
        "The contractor was told on Friday evening and came on Wednesday. Our limit for no hot water is 24 hours.",
        "The contractor had no part in stock, and nobody told you or lent you heaters.",
        "Repairs policy, section 2; contract standard H4",
        "We apologise and will pay £120. We will check the contractor's stock of parts.",
        "Pay £120 to the account you name",
    ),
    Trouble(
        "The lift in our block has been out for three weeks. I am on the sixth floor and I use a stick.",
        (),
        ("The lift has not worked for three weeks.",),
        "The lift failed on the 4th. A part has to be made. No plan was made for people who cannot use the stairs.",
        "The part is outside our control. Not asking who needed help was within it.",
        "Building services standard, part 5; Equality Act 2010",
        "We will run a stair-climber service until the lift works and have written to everybody on floors 3 to 8.",
        "Put the lift back into service and tell every household on the stair",
        "partly",
    ),
    Trouble(
        "Service charge went up by £31 a month and the letter does not say what for. I have asked three times.",
        ("One answer said gardening. We have no garden.",),
        (
            "The service charge letter did not explain the rise.",
            "Three questions were not answered properly.",
        ),
        "The rise comes from the entry system's contract. The gardening line belongs to another block.",
        "The amount is right apart from the gardening line. Our letter should have explained it.",
        "Rent and service charge policy, section 6",
        "We have taken the gardening line out and will send a breakdown.",
        "Send a corrected account with a breakdown of each line",
        "partly",
    ),
    Trouble(
        "Loud music from the flat above until 3 in the morning, most nights. I sent the diary sheets back in June.",
        (),
        ("Reports of noise were not acted on after June.",),
        "The diary sheets arrived on 12 June and were filed without being read.",
        "Nobody was given the case when the officer left. That should not happen.",
        "Anti-social behaviour procedure, step 2",
        "We have given the case to an officer, who will call you each week until it is settled.",
        "Visit, install recording equipment if you agree, and report back each Friday",
    ),
    Trouble(
        "Your roofer left the gutter hanging and water runs down my front door. He was rude when I asked.",
        ("I do not want that man back.",),
        ("The gutter was left unfinished.", "The roofer was rude."),
        "Photographs show the gutter unfixed. The contractor's account of the talk differs from yours.",
        "We agree about the gutter. We could not establish what was said, as nobody else was there.",
        "Contractors' code of conduct",
        "Another roofer will finish the gutter. We have asked the contractor to remind its staff of our code.",
        "Refix the gutter over the front door with a different roofer",
        "partly",
    ),
    Trouble(
        "I applied to have a rail put in the bath after my operation. That was in January.",
        (),
        ("The request for a bath rail was not dealt with.",),
        "The request was sent to the wrong team in January and found in May.",
        "Our form gives no receipt, so you could not know that it had gone astray.",
        "Aids and adaptations policy, section 1",
        "The rail has been ordered. The form now gives a receipt.",
        "Fit the bath rail and a second rail by the toilet",
    ),
    Trouble(
        "The communal door has not locked for weeks, people sleep on the stairs.",
        ("My post was stolen twice.",),
        ("The communal door does not lock.", "Post was stolen from the lobby."),
        "The lock was reported on the 2nd, 9th and 15th. Each report was closed as a duplicate of the others.",
        "Closing a duplicate closed the first report too. We cannot say who took the post.",
        "Estate security standard",
        "The lock was changed on the day we found this. We will fit letter boxes that lock.",
        "Fit lockable letter boxes in the lobby",
        "partly",
    ),
    Trouble(
        "Windows in the front room rattle and let the wind in, I put blankets up in winter.",
        (),
        ("The front room windows are draughty.",),
        "An inspection found the seals worn but the frames sound.",
        "The windows are due for replacement in four years. The draught can be mended now.",
        "Planned works programme",
        "We will replace the seals. We do not agree that the windows must be replaced now.",
        "Replace the window seals in the front room",
        "disagree",
    ),
    Trouble(
        "Had a letter saying you will come to check the gas. Waited in. Nobody came. Then a letter saying I refused!",
        (),
        ("A missed gas appointment was recorded as refused access.",),
        "The engineer's tracker shows that the van was never in your street that day.",
        "The record of refused access was wrong.",
        "Gas safety procedure; missed appointments policy",
        "We have corrected the record, and will pay £20 for the missed appointment.",
        "Book the gas check at a time that you choose",
    ),
)

AWKWARD_WORDS = (
    "میرے گھر میں پانی ٹپکتا ہے اور کوئی فون نہیں اٹھاتا۔ چھت گیلی ہے۔",
    "السقف يتسرب منه الماء منذ شهرين ولم يحضر أحد.",
    "damp. mould. help",
    "বাথরুমের দেয়াল ভিজে থাকে, তিনবার বলেছি, কেউ আসেনি।",
    "Od trzech tygodni nie mamy ogrzewania, a w domu jest małe dziecko.",
    "<b>THIS IS THE FIFTH TIME</b> & I am 'not' going away; see my emails of 3/3, 9/4 and 2/5!!! " * 12,
)
