"""What a resident reads of a remedy: the words of its codes in their language."""

from typing import Any

from django import template

from putright.complaints.models import Remedy
from putright.complaints.remedies.resident_words import HEADS, HOW, KINDS

register = template.Library()


@register.filter
def told_kind(remedy: Remedy) -> Any:
    """What kind of remedy it is; empty for one that residents are not told of."""
    return KINDS.get(remedy.kind, "")


@register.filter
def told_head(remedy: Remedy) -> Any:
    """What money is for."""
    return HEADS.get(remedy.head, "")


@register.filter
def told_how(remedy: Remedy) -> Any:
    """The way in which money is paid."""
    return HOW.get(remedy.how, "")
