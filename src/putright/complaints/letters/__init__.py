"""Letters: composed from the rows of a case as data, checked against the Code, shown as HTML and as PDF."""

from .content import Content, tidy
from .page import body, html
from .paper import LetterNotRendered, in_this_process, pdf
from .writing import KINDS, Worded, compose, missing, parts_of

__all__ = [
    "KINDS",
    "Content",
    "LetterNotRendered",
    "Worded",
    "body",
    "compose",
    "html",
    "in_this_process",
    "missing",
    "parts_of",
    "pdf",
    "tidy",
]
