"""What the pages of signing in need beside the tags of `ui`: `{% load sign_in %}`."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """`value` as JSON for a data attribute (the template escapes it): no page holds a script of its own."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def in_fours(value: str) -> list[str]:
    """A key in groups of four letters, to be read and typed."""
    return [value[start : start + 4] for start in range(0, len(value), 4)]
