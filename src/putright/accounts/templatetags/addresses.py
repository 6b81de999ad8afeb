"""`{% address 'complaints:case' reference=… %}`: the address of a page at the present landlord, in the
page's language.
"""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def address(context: template.Context, name: str, **parts: Any) -> str:
    """The path of the named page below `/<landlord>/<language>/`. Needs `request` with its landlord."""
    request = context["request"]
    return reverse(
        name, kwargs={"landlord": request.landlord.code, "language": request.LANGUAGE_CODE, **parts}
    )
