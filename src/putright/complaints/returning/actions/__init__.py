"""The acts on forms that wait for their person, on what still has to come, and on counts; no other module writes these.

A form that was not sent is no case: these acts note nothing in the record, but for what is done on a case (`still`).
"""

from __future__ import annotations

from .equality import count_answers
from .files import add_draft_file, remove_draft_file, say_only_paper
from .saving import Way, close_on_device, come_back, remind_of_saved, save_to_return
from .still import copy_papers, try_call, write_down_call

__all__ = [
    "Way",
    "add_draft_file",
    "close_on_device",
    "come_back",
    "copy_papers",
    "count_answers",
    "remind_of_saved",
    "remove_draft_file",
    "save_to_return",
    "say_only_paper",
    "try_call",
    "write_down_call",
]
