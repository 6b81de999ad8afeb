"""Letters: composed from the rows of a case as data, checked against the Code, shown as HTML and as PDF."""

from .content import Content, in_script_of, tidy
from .page import body, html
from .paper import LetterNotRendered, in_print, in_this_process, pdf, word_file
from .writing import KINDS, Worded, compose, missing, parts_of

__all__ = [
    "KINDS",
    "Content",
    "LetterNotRendered",
    "Worded",
    "body",
    "compose",
    "html",
    "in_print",
    "in_script_of",
    "in_this_process",
    "missing",
    "parts_of",
    "pdf",
    "tidy",
    "word_file",
]
