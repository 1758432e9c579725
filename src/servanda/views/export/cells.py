"""Values as cells of spreadsheets and CSV files, made harmless for the programs that open them."""

from __future__ import annotations

import json
import re
from typing import Any

FORMULA = re.compile(r"'*[=+\-@\t\r\n|%]")
GUARDED = re.compile(r"'+[=+\-@\t\r\n|%]")
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that XML 1.0 forbids or discourages, and lone surrogates, which no file can hold."""


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before `=`, `+`, `-`, `@` and their like.

    `unguarded` takes it away again; the two undo each other for every text.
    """
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if GUARDED.match(text) else text


def legal(text: str) -> str:
    """The text without characters that XML cannot hold; a space stands in place of each."""
    return ILLEGAL.sub(" ", text)


def cell(value: Any) -> str:
    """A value as a cell for people: lists joined by semicolons, `yes` and `no`, empty for what is unknown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        return guarded(legal("; ".join(value)))
    return guarded(legal(str(value)))


def exact(value: Any) -> str:
    """A value as a cell for programs: lists as JSON, `true` and `false`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return legal(json.dumps(value, ensure_ascii=False))
    return cell(value)
