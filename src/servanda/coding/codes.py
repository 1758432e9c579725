"""PLOVER and CAMEO codes of an event, by the codebook's tables (`data/codes.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from servanda.coding.frames import table
from servanda.model.event import Event
from servanda.model.when import bounds, valid

WORD = re.compile(r"[\w-]+")
HISTORICAL = timedelta(days=365)
"""An act that ended longer ago than this on the day of the story is told as history."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of one event in the two vocabularies of the field."""

    plover: str
    """PLOVER event category: `CONSULT`."""
    modes: tuple[str, ...]
    """PLOVER modes: `visit`, `phone`, `third-party`, `multilateral`, `meet`, `assist`, `discontinue`, `withdraw`."""
    contexts: tuple[str, ...]
    """PLOVER contexts, and those named `x_…` that PLOVER lacks."""
    auxiliary: tuple[str, ...]
    """PLOVER's auxiliary modes: `hypothetical`, `historical`."""
    plover_quad: str
    """PLOVER's: `VERBAL COOPERATION`, `MATERIAL COOPERATION`, `VERBAL CONFLICT` or `MATERIAL CONFLICT`."""
    cameo: str
    """CAMEO code with its leading zero: `0311`."""
    quad: int
    """GDELT's quad class of the CAMEO root: 1 verbal, 2 material cooperation; 3 verbal, 4 material conflict."""
    goldstein: float
    """Goldstein score of the CAMEO code, -10 to 10."""

    @property
    def root(self) -> str:
        """The two digits of the CAMEO root: `03`."""
        return self.cameo[:2]

    @property
    def base(self) -> str:
        """The three digits of the CAMEO base code: `031`."""
        return self.cameo[:3]


def codes(event: Event, *, day: str | None = None, held_in: str | None = None) -> Codes:
    """The codes of `event`, told on `day` (`YYYY-MM-DD`); `held_in` is the polity in which its place lies, where known.

    A meeting in a polity that takes no part is one at a third place. What is stopped or put off is SANCTION, or
    RETREAT where it is military: PLOVER keeps RETREAT for disarming and withdrawing forces.
    """
    data = table_of_codes()
    row = data["rows"][event.stage]
    cell = data[event.kind][row]
    found = frozenset(_contents(event, held_in))
    content = next((name for name in cell if name in found), "plain")
    plover = "RETREAT" if row == "less" and "military" in found else cell["plover"]
    cameo = cell[content]
    return Codes(
        plover=plover,
        modes=tuple(_modes(event, plover, found)),
        contexts=_contexts(event),
        auxiliary=tuple(_auxiliary(event, day)),
        plover_quad=data["quads"][plover],
        cameo=cameo,
        quad=_quad(int(cameo[:2])),
        goldstein=data["goldstein"][cameo],
    )


@cache
def table_of_codes() -> dict[str, Any]:
    """`data/codes.toml`, parsed once."""
    return table("codes")


def _contents(event: Event, held_in: str | None) -> Iterator[str]:
    """The contents of the table that the event has, by its fields and the words of its object."""
    text = " ".join((event.what or "", event.within or "" if event.kind == "gathering" else "", *event.lemmas)).lower()
    words = WORD.findall(text)
    for name, content in table_of_codes()["contents"].items():
        stems = tuple(content["words"])
        if set(content["fields"]) & set(event.fields) or any(word.startswith(stems) for word in words):
            yield name
    if held_in and event.polities and not any(_one_country(held_in, code) for code in event.polities):
        yield "third"


def _one_country(one: str, other: str) -> bool:
    return one.split("-")[0] == other.split("-")[0]


def _modes(event: Event, plover: str, found: frozenset[str]) -> Iterator[str]:
    modes = table_of_codes()["modes"]
    if plover == "CONSULT":
        if "call" in found:
            yield "phone"
        elif "visit" in found and event.kind == "meeting":
            yield "visit"
        if "third" in found and event.kind == "meeting" and "call" not in found:
            yield "third-party"
        if event.kind == "gathering" or len(event.polities) > 2:
            yield "multilateral"
    elif plover in ("REQUEST", "REJECT"):
        yield modes.get(event.kind, modes["otherwise"])
    elif plover == "SANCTION":
        yield modes["stopped"]
    elif plover == "RETREAT":
        yield "withdraw"


def _contexts(event: Event) -> tuple[str, ...]:
    named = [context for field in event.fields for context in table_of_codes()["contexts"][field]]
    own = ["diplomatic"] if event.kind == "agreement" else []
    return tuple(dict.fromkeys(own + named))


def _auxiliary(event: Event, day: str | None) -> Iterator[str]:
    if event.stage == "considered":
        yield "hypothetical"
    if day and event.when and valid(event.when):
        last = bounds(event.when)[1]
        if last and last < date.fromisoformat(day) - HISTORICAL:
            yield "historical"


def _quad(root: int) -> int:
    """GDELT's quad class of a CAMEO root."""
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4
