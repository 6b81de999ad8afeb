"""The letter on paper: the typesetter is started as a process of its own, or run here where asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from .content import Content

RENDERER = Path(__file__).with_name("render.py")
TIME_LIMIT = 30.0
_here: ContextVar[bool] = ContextVar("letters_in_this_process", default=False)


class LetterNotRendered(Exception):
    """The PDF of a letter could not be made. Nothing has been issued; the act may be tried again."""


def pdf(content: Content) -> bytes:
    """The letter as a tagged PDF (PDF/UA-1); the same bytes for the same content.

    Typst and its memory stay out of this process: a renderer is started for the letter, and ended after
    TIME_LIMIT seconds. Raises LetterNotRendered.
    """
    if _here.get():
        return _in_this_process(content)
    try:
        # -I: the renderer sees the installed packages, and neither our code nor the environment's paths.
        made = subprocess.run(
            [sys.executable, "-I", str(RENDERER)],
            input=json.dumps(content, ensure_ascii=False).encode(),
            capture_output=True,
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LetterNotRendered(f"The letter was not ready after {TIME_LIMIT:.0f} seconds.") from error
    except OSError as error:
        raise LetterNotRendered(f"The renderer of letters did not start: {error}") from error
    if made.returncode != 0 or not made.stdout.startswith(b"%PDF-"):
        why = made.stderr.decode(errors="replace").strip()[-500:]
        raise LetterNotRendered(f"The letter could not be set (exit code {made.returncode}): {why}")
    return made.stdout


@contextmanager
def in_this_process() -> Iterator[None]:
    """Within it `pdf` sets letters here, typst kept between: for commands and tests, no web worker."""
    token = _here.set(True)
    try:
        yield
    finally:
        _here.reset(token)


def _in_this_process(content: Content) -> bytes:
    # Imported here alone: a web worker must not load typst.
    import typst

    from . import render

    try:
        return render.typesetter().pdf(json.loads(json.dumps(content)))
    except (render.NotALetter, typst.TypstError, ValueError) as error:
        raise LetterNotRendered(f"The letter could not be set: {error}") from error
