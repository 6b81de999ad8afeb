"""What staff fill in about homes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.complaints.forms_landlords import StaffForm
from putright.ui.fields import Radios

MOST_BYTES = 10 * 1024 * 1024


class ImportHomes(StaffForm):
    """A landlord's list of homes as a CSV file."""

    title = _("Import a list of homes")

    file = forms.FileField(
        label=_("The list as a CSV file"),
        help_text=_(
            "UTF-8, its first line the columns reference, line_1, line_2, town, postcode, service_area."
        ),
        error_messages={
            "required": _("Select the list"),
            "missing": _("Select the list"),
            "invalid": _("Select the list"),
            "empty": _("The file is empty: select a CSV file whose first line names its columns"),
        },
    )
    full = forms.ChoiceField(
        label=_("Is it the whole list?"),
        choices=(
            ("part", _("A part: homes that it does not name stay as they are")),
            ("full", _("The whole: homes that it does not name are gone")),
        ),
        widget=Radios(small=True),
        error_messages={"required": _("Select whether it is the whole list")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 10 MB: ask your operator to import it with ./putright homes")
            )
        return file


class MatchHome(StaffForm):
    """Which of these homes a case is about. `homes` are (id, address, what is said about it)."""

    home = forms.ChoiceField(
        label=_("Which home is it about?"),
        widget=Radios(),
        error_messages={
            "required": _("Select the home, or search for it"),
            "invalid_choice": _("Select a home that is on the list"),
        },
    )

    def __init__(self, *args: Any, homes: Iterable[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["home"]
        assert isinstance(field, forms.ChoiceField)
        rows = list(homes)
        field.choices = [(key, address) for key, address, _said in rows]
        field.widget.hints = {key: said for key, _address, said in rows if said}
