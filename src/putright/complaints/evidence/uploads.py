"""How uploads come in: a request with far too much is refused unread, and of a file no more than its limit is kept."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from .checks import LIMIT, MOST

# Ten files of the largest size, and the form around them.
MOST_OF_REQUEST: Final = MOST * LIMIT + 2 * 1024 * 1024


class Limited(FileUploadHandler):
    """Stands before Django's own handlers and hands on what may pass."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.seen = 0

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Raises RequestDataTooBig (answered 400) before anything is read."""
        if content_length > MOST_OF_REQUEST:
            raise RequestDataTooBig("The request holds more than all files may have together.")

    def new_file(self, *args: Any, **more: Any) -> None:
        super().new_file(*args, **more)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hands on what comes until the limit is passed by a little, which is how the form sees that it is too much."""
        if self.seen > LIMIT:
            return None
        self.seen += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler makes the file."""
        return
