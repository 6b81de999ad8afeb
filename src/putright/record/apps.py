"""The Django app of the record room."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The record, label `record`."""

    name = "putright.record"
    label = "record"

    def ready(self) -> None:
        """Registers the record's own event kinds."""
        from putright.record import own_kinds  # noqa: F401  (they register themselves)
