"""What the service's settings must say, whatever tests change for themselves."""

import ast
from pathlib import Path

SETTINGS = Path(__file__).parents[2] / "src" / "putright" / "config" / "settings.py"


def test_passwords_and_passphrases_are_kept_by_a_slow_hash() -> None:
    """Tests use a quick one; the service must not."""
    for node in ast.parse(SETTINGS.read_text()).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "PASSWORD_HASHERS":
            assert ast.literal_eval(node.value) == ["django.contrib.auth.hashers.ScryptPasswordHasher"]
            return
    raise AssertionError("settings.py names no PASSWORD_HASHERS")
