"""The reprint terms of an outlet on the command line: as words of the form slot=value, and told in lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.store.outlets import Asked

SLOTS = {
    "reference": "reference_required",
    "link": "active_link_required",
    "logo": "logo_needs_permission",
    "quote": "quote",
}
VALUES = {"yes": True, "no": False, "unknown": None}


def slots(words: Sequence[str]) -> dict[str, bool | str | None]:
    """The corrections that words make; none for the word `reset`.

    Raises UsageError, naming the word, where one has no sense.
    """
    if list(words) == ["reset"]:
        return {}
    made: dict[str, bool | str | None] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or name not in SLOTS or (name != "quote" and value not in VALUES):
            remedy = "write reference=yes, link=no, logo=unknown, quote='…' or reset"
            raise UsageError(f"no terms {word!r}", remedy=remedy)
        made[SLOTS[name]] = value if name == "quote" else VALUES[value]
    return made


def told(outlet: str, asked: Asked) -> Iterator[str]:
    """What the outlet asks, where that stands, and who corrected it."""
    says = {value: name for name, value in VALUES.items()}
    terms = asked.terms
    for name, slot in SLOTS.items():
        value = getattr(terms, slot)
        yield f"{outlet}: {name} {value if isinstance(value, str) else says[value]}"
    if asked.page:
        yield f"as stated at {asked.page}"
    if asked.user and asked.time:
        yield f"corrected by {asked.user}, {asked.time[:10]}"
