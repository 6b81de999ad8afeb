"""Who works in the demo. Names are put together from words, numbers are those kept for drama, postcodes in no use."""

from __future__ import annotations

from dataclasses import dataclass

from putright.rules.stages import Role


@dataclass(frozen=True)
class DemoLandlord:
    """A landlord of the demo. `cases` is how many closed histories it brings along, `live` how many open cases."""

    code: str
    name: str
    homes: int
    colour: str
    number: int
    cases: int
    live: int

    @property
    def settings(self) -> dict[str, object]:
        """The landlord's required settings; the numbers are from the range kept for drama."""
        return {
            "homes": self.homes,
            "phone": f"01632 960 {self.number:03}",
            "text_phone": f"07700 900 {self.number:03}",
            "email": f"complaints@{self.code}.example",
            "office_address": f"{self.number} Quay Row, Example Town, ZZ{self.number % 9 + 1} 1AA",
            "emergency_phone": f"01632 960 {self.number + 1:03}",
            "gas_phone": f"01632 960 {self.number + 2:03}",
            "brand_colour": self.colour,
            "languages": ["en", "ur", "ar", "bn", "pa", "pl", "ro"],
            "link_days": 30,
            "draft_days": 28,
        }


@dataclass(frozen=True)
class DemoPerson:
    """A person of the demo's staff and what they do there. `key` is what `./putright demo code` takes."""

    key: str
    name: str
    job: str
    landlord: str
    roles: tuple[Role, ...]

    @property
    def email(self) -> str:
        return f"{self.key}@{self.landlord}.example"


LANDLORDS = (
    DemoLandlord("meadowbank", "Meadowbank Homes", 12_400, "#1d4f91", 110, 260, 34),
    DemoLandlord("tidewell", "Tidewell Borough Council", 5_850, "#00625b", 210, 120, 15),
    DemoLandlord("larkfield", "Larkfield Housing Co-operative", 310, "#7a2048", 310, 24, 3),
)

PEOPLE = (
    DemoPerson("olive", "Olive Marrowby", "Complaints officer", "meadowbank", (Role.COMPLAINTS_OFFICER,)),
    DemoPerson(
        "martin", "Martin Thistlewick", "Housing manager, East", "meadowbank", (Role.HOUSING_MANAGER,)
    ),
    DemoPerson("mabel", "Mabel Oakenshaft", "Housing manager, West", "meadowbank", (Role.HOUSING_MANAGER,)),
    DemoPerson("hetty", "Hetty Larkspurr", "Head of Housing", "meadowbank", (Role.HEAD_OF_HOUSING,)),
    DemoPerson("alan", "Alan Brindlemere", "Service administrator", "meadowbank", (Role.LANDLORD_ADMIN,)),
    DemoPerson("fay", "Fay Underbrook", "Customer services", "meadowbank", (Role.FRONT_LINE,)),
    DemoPerson("leah", "Leah Copperdale", "Complaints team leader", "meadowbank", (Role.TEAM_LEADER,)),
    DemoPerson("saul", "Saul Winterfold", "Head of Repairs", "meadowbank", (Role.SERVICE_MANAGER,)),
    DemoPerson(
        "mo",
        "Mo Greenhallow",
        "Board member, responsible for complaints",
        "meadowbank",
        (Role.MEMBER_RESPONSIBLE,),
    ),
    DemoPerson("tess", "Tess Quillfeather", "Complaints officer", "tidewell", (Role.COMPLAINTS_OFFICER,)),
    DemoPerson("desmond", "Desmond Appleyarde", "Housing manager", "tidewell", (Role.HOUSING_MANAGER,)),
    DemoPerson("ruth", "Ruth Candlewright", "Head of Housing", "tidewell", (Role.HEAD_OF_HOUSING,)),
    # A small landlord has one person for two things, and another for the second stage.
    DemoPerson(
        "lou", "Lou Fennimarsh", "Manager", "larkfield", (Role.COMPLAINTS_OFFICER, Role.HOUSING_MANAGER)
    ),
    DemoPerson("bea", "Bea Hollowbrook", "Chair of the committee", "larkfield", (Role.HEAD_OF_HOUSING,)),
)

# An advice agency, by its code and name, and its one adviser.
AGENCY = ("quayside", "Quayside Advice Centre")
ADVISER = DemoPerson("ada", "Ada Wellspring", "Adviser", AGENCY[0], ())

FIRST_NAMES = (
    "Tamsin Imran Grazyna Oluwaseun Fatima Dorin Harpreet Bronagh Callum Nasreen Wojciech Precious Elif Samira Percy "
    "Ioana Rukhsana Desta Marlon Yusuf Agnes Jaswinder Cosmin Shirin Ottoline Kwame Bettina Farida Leopold Mihaela"
).split()
LAST_NAMES = (
    "Applethwick Barrowgate Cindermoor Dapplewood Elderflint Fogglesworth Gorsewick Hazelmarch Inkpenny Jollybrook "
    "Kettlestone Lintwhistle Mossbarrow Nettlefold-Example Oddingshaw Pebblecombe Quarrydale Rushmeadow Saltmarrow "
    "Thornybank Umberleigh-Test Violetstoke Wrenhollow Yarrowfield Zephyrcote"
).split()
STREETS = (
    "Sample Court, Example Town|Placeholder Walk, Example Town|Specimen Close, Testbury|Dummy Terrace, Testbury|"
    "Fictional Gardens, Madeupham|Imaginary House, Pretend Road, Madeupham|Nowhere Mews, Example Town"
).split("|")
