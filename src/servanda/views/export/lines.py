"""JSON Lines: one object a line, UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

BREAKS = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"})
"""Characters that some readers take for the end of a line, as JSON escapes them."""


def write_lines(out: Path, records: Iterable[dict[str, Any]]) -> int:
    """Write a line for each record; returns their number.

    A lone surrogate, which UTF-8 cannot hold, is written as JSON's own escape for it.
    """
    count = 0
    with out.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False).translate(BREAKS) + "\n")
            count += 1
    return count


def filled(record: dict[str, Any]) -> dict[str, Any]:
    """The record without keys that hold nothing."""
    return {key: value for key, value in record.items() if value not in (None, [], "", {})}
