from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "putright.complaints"
    label = "complaints"
    verbose_name = "Complaints"

    def ready(self) -> None:
        # Event kinds register themselves on import; an act without its kind is refused.
        from putright.accounts.lines import when_a_line_changes

        from . import kinds  # noqa: F401  (they register themselves)
        from .conflicts.actions import follow_lines

        when_a_line_changes(follow_lines)
