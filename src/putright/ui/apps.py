"""The Django application `ui`. It has templates, tags and static files, and no tables."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "putright.ui"
    label = "ui"
