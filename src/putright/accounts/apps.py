from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "putright.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        # Event kinds and the listeners that note sign-ins register themselves on import.
        from . import kinds, sign_ins  # noqa: F401  (kinds and signals register themselves)
