"""Letters: composed from the rows of a case as data, checked against the Code, shown as HTML and as PDF."""

from .content import Content
from .page import body, html
from .paper import LetterNotRendered, in_this_process, pdf
from .writing import KINDS, compose, missing

__all__ = [
    "KINDS",
    "Content",
    "LetterNotRendered",
    "body",
    "compose",
    "html",
    "in_this_process",
    "missing",
    "pdf",
]
