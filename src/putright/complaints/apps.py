from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "putright.complaints"
    label = "complaints"
    verbose_name = "Complaints"

    def ready(self) -> None:
        # Event kinds register themselves on import; an act without its kind is refused.
        from putright.accounts.holidays import kept_by
        from putright.accounts.lines import when_a_line_changes

        from . import kinds  # noqa: F401  (they register themselves)
        from .conflicts.actions import follow_lines
        from .queries import all_added_holidays

        when_a_line_changes(follow_lines)
        kept_by(all_added_holidays)
