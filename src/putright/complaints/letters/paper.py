"""The letter on paper: the typesetter is started as a process of its own, or run here where asked for."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from .content import Content
from .needs import PLAIN_SIZE

RENDERER = Path(__file__).with_name("render.py")
WORD = Path(__file__).with_name("word.py")
TIME_LIMIT = 30.0
_here: ContextVar[bool] = ContextVar("letters_in_this_process", default=False)


class LetterNotRendered(Exception):
    """The PDF of a letter could not be made. Nothing has been issued; the act may be tried again."""


def pdf(content: Content, logo: bytes | None = None) -> bytes:
    """The letter as a tagged PDF (PDF/UA-1); the same bytes for the same content. `logo` is the landlord's, a PNG.

    Typst and its memory stay out of this process: a renderer is started for the letter, and ended after
    TIME_LIMIT seconds. Raises LetterNotRendered.
    """
    if _here.get():
        return _in_this_process(_for_paper(content, logo))
    return _made_by(RENDERER, _for_paper(content, logo), b"%PDF-")


def word_file(content: Content, logo: bytes | None = None) -> bytes:
    """The letter as a Word file, a copy for those who must have one; the same bytes for the same content.

    Made by a program of its own, like the paper. Raises LetterNotRendered.
    """
    sent = {"letter": _for_paper(content, None), "logo": base64.b64encode(logo).decode() if logo else ""}
    return _made_by(WORD, sent, b"PK")


def in_print(content: Content, size: int) -> Content:
    """The same letter in print of another size, in points."""
    return content | {"print_size": size, "large_print": size > PLAIN_SIZE}


def _for_paper(content: Content, logo: bytes | None) -> dict[str, Any]:
    """What the typesetter needs: the letter without its sources, which no reader of it sees, and the logo's bytes."""
    sent = {name: value for name, value in content.items() if name != "sources"}
    return sent | {"logo": list(logo)} if logo else sent


def _made_by(program: Path, sent: Mapping[str, Any], begins: bytes) -> bytes:
    """What one of our programs makes of JSON. Raises LetterNotRendered."""
    try:
        # -I: the renderer sees the installed packages, and neither our code nor the environment's paths.
        made = subprocess.run(
            [sys.executable, "-I", str(program)],
            input=json.dumps(sent, ensure_ascii=False).encode(),
            capture_output=True,
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LetterNotRendered(f"The letter was not ready after {TIME_LIMIT:.0f} seconds.") from error
    except OSError as error:
        raise LetterNotRendered(f"The renderer of letters did not start: {error}") from error
    if made.returncode != 0 or not made.stdout.startswith(begins):
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


def _in_this_process(content: Mapping[str, Any]) -> bytes:
    # Imported here alone: a web worker must not load typst.
    import typst

    from . import render

    try:
        return render.typesetter().pdf(json.loads(json.dumps(content)))
    except (render.NotALetter, typst.TypstError, ValueError) as error:
        raise LetterNotRendered(f"The letter could not be set: {error}") from error
