"""What a letter has to be for its reader: language, format, and a way on which it is safe.

`of_columns` reads what the complaint itself says. `drafting.queries.needs_of` is what acts and pages ask: there the
adjustments that were agreed with the resident join in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from putright.complaints.models import Complaint

PLAIN_SIZE: Final = 12
# The sizes that residents may ask for, in points (journeys of the service: 16, 18, 22).
LARGE_SIZES: Final = (16, 18, 22)
USUAL_LARGE: Final = 18
# Formats that somebody else makes from the letter.
MADE_ELSEWHERE: Final = frozenset({"braille", "audio", "easy_read", "bsl"})


@dataclass(frozen=True, slots=True)
class Needs:
    """What was agreed about letters to one resident.

    language      in which they read
    print_size    points; PLAIN_SIZE where nobody asked for large print
    formats       those of MADE_ELSEWHERE that they need
    by            how papers reach them: "online", "email", "post"; empty where nobody said
    letters_safe  whether letters may lie at their address; None where nobody asked
    reachable     whether that way is open: an address for post, an e-mail address for e-mail
    """

    language: str = "en"
    print_size: int = PLAIN_SIZE
    formats: frozenset[str] = frozenset()
    by: str = ""
    letters_safe: bool | None = None
    reachable: bool = True


def of_columns(complaint: Complaint) -> Needs:
    """The needs that stand in the complaint's own columns."""
    large = complaint.documents_by == "large_print"
    by = "post" if large else complaint.documents_by
    return Needs(
        language=complaint.written_language or "en",
        print_size=USUAL_LARGE if large else PLAIN_SIZE,
        by=by,
        letters_safe=complaint.safe_letters,
        reachable=bool(complaint.address if by == "post" else complaint.email if by == "email" else True),
    )
