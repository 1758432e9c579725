"""The made-up stories of `training/stories/`: one record a story, as annotated texts have it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

EVENT = ("kind", "stage", "polities", "actors", "what", "when", "where", "within", "fields", "speaker")
LISTS = frozenset({"polities", "actors", "fields"})


def stories(path: Path) -> Iterator[dict[str, Any]]:
    """The stories of one file. Raises ValueError naming the file and line of what cannot be understood."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*path.read_text("utf-8").splitlines(), ""], 1):
        if line.strip():
            block.append((number, line.strip()))
        elif block:
            yield _story(path, block)
            block = []


def _story(path: Path, block: list[tuple[int, str]]) -> dict[str, Any]:
    number, head = block[0]
    parts = [part.strip() for part in head.removeprefix("=").split("|")]
    if not head.startswith("=") or len(parts) != 3:
        raise ValueError(f"{path.name}:{number}: a story begins with «= id | date | outlet»")
    told = [line for _, line in block[1:] if line[0] not in ">#"]
    headline, sentences = told[0], told[1:]
    text = "" if headline == "-" else headline + "\n\n"
    for at, sentence in enumerate(sentences):
        gap = "" if at == 0 else "\n" if sentence.startswith("/") else " "
        text += gap + sentence.lstrip("/ ")
    plain = [headline if headline != "-" else "", *(sentence.lstrip("/ ") for sentence in sentences)]
    record: dict[str, Any] = {"id": parts[0], "date": parts[1] or None, "source": parts[2], "text": text}
    record["events"] = [_event(path, n, line[1:], plain) for n, line in block if line.startswith(">")]
    record["figures"] = [_figure(path, n, line[1:], plain) for n, line in block if line.startswith("#")]
    return record


def _slots(path: Path, number: int, line: str, count: int) -> list[str]:
    slots = [slot.strip() for slot in line.split("|")]
    if len(slots) != count:
        raise ValueError(f"{path.name}:{number}: {len(slots)} slots instead of {count}")
    return slots


def _evidence(path: Path, number: int, slot: str, sentences: list[str]) -> list[str]:
    try:
        return [sentences[int(n)] for n in slot.replace(";", ",").split(",")]
    except (ValueError, IndexError):
        raise ValueError(f"{path.name}:{number}: no such sentences: {slot!r}") from None


def _event(path: Path, number: int, line: str, sentences: list[str]) -> dict[str, Any]:
    *slots, told = _slots(path, number, line, len(EVENT) + 1)
    event: dict[str, Any] = {}
    for name, slot in zip(EVENT, slots, strict=True):
        event[name] = [part.strip() for part in slot.split(";") if part.strip()] if name in LISTS else slot or None
    return event | {"evidence": _evidence(path, number, told, sentences)}


def _figure(path: Path, number: int, line: str, sentences: list[str]) -> dict[str, Any]:
    measure, polities, period, value, unit, change, told = _slots(path, number, line, 7)
    return {
        "measure": measure,
        "polities": [part.strip() for part in polities.split(";") if part.strip()],
        "period": period or None,
        "value": float(value) if value else None,
        "unit": unit or None,
        "change": change if change in {"up", "down"} else float(change) if change else None,
        "evidence": _evidence(path, number, told, sentences),
    }


if __name__ == "__main__":
    import json

    for given in map(Path, sys.argv[1:]):
        for made in stories(given):
            print(json.dumps(made, ensure_ascii=False))
