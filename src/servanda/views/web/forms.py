"""What a request brings, for endpoints that are plain functions in a thread."""

from __future__ import annotations

from anyio import from_thread
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

FIELDS = 200
FILES = 20
LONGEST = 2**24
"""Bytes of one field, which is held in memory; files are not."""


def form(request: Request) -> FormData:
    """The fields and files of a form: at most 200 and 20, and a field of at most 16 MiB."""
    return from_thread.run(_form, request)


async def _form(request: Request) -> FormData:
    return await request.form(max_files=FILES, max_fields=FIELDS, max_part_size=LONGEST)


def body(request: Request) -> bytes:
    """The body as it came."""
    return from_thread.run(request.body)


def word(data: FormData, name: str, default: str = "") -> str:
    """One field of a form as text without spaces around it and zeros in it; what is a file or absent is `default`."""
    value = data.get(name)
    return value.replace("\x00", "").strip() if isinstance(value, str) else default


def upload(data: FormData, name: str) -> UploadFile | None:
    """A file of a form; None where none was chosen. Read it by its `.file`."""
    value = data.get(name)
    return value if isinstance(value, UploadFile) and value.filename else None
