"""Reading the environment: one place, and a wrong value stops the start with a sentence."""

import os
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """The variable `name`, or `default`; ImproperlyConfigured where neither is there."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it in the environment, or start with ./putright, which makes it."
        )
    return default


def flag(name: str, default: bool = False) -> bool:
    """The variable `name` as yes or no; ImproperlyConfigured for anything but 1, 0, yes, no, true or false."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "yes", "true"}:
        return True
    if value in {"0", "no", "false"}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}. Set it to 1 or 0.")


def socket(name: str) -> str:
    """The variable `name` as where something listens, HOST:PORT or /path/of/a/socket; "" where it is not set.

    Raises ImproperlyConfigured for anything else.
    """
    value = os.environ.get(name, "").strip()
    host, _colon, port = value.rpartition(":")
    if value and not value.startswith("/") and not (host and port.isascii() and port.isdigit()):
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to HOST:PORT or to the path of a socket.")
    return value


def database(url: str) -> dict[str, object]:
    """Django's DATABASES entry for a `postgresql://` address (sockets as `?host=/folder`).

    Raises ImproperlyConfigured for any other kind of database: tenancy and the record rest on PostgreSQL.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"The database address begins with {parts.scheme!r}. Putright needs PostgreSQL: postgresql://…"
        )
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": query.pop("port", None) or str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "putright", **query},
    }
