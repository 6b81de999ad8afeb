from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "putright.guidance"
    label = "guidance"
    verbose_name = "Guidance"

    def ready(self) -> None:
        # Event kinds register themselves on import; an act without its kind is refused.
        from . import kinds  # noqa: F401  (they register themselves)
