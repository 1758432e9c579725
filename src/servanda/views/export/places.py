"""Where polities and places lie. The codes follow ISO and the coordinates say nothing on status."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from servanda.knowledge.polities import Polity, table


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map: its name, the polity that it is or lies in, degrees north and east."""

    name: str
    code: str
    kind: str
    latitude: float
    longitude: float


@lru_cache(maxsize=8192)
def place(code: str) -> Place | None:
    """Where a polity lies: its own point, else that of its capital; None where the tables have none."""
    polity = table().polities.get(code)
    found = _with_point(polity)
    if polity is None or found is None or found.latitude is None or found.longitude is None:
        return None
    return Place(polity.name, code, polity.kind, found.latitude, found.longitude)


def _with_point(polity: Polity | None) -> Polity | None:
    if polity is None or polity.latitude is not None:
        return polity
    return table().polities.get(polity.capital) if polity.capital else None


@lru_cache(maxsize=8192)
def polity_of(name: str | None) -> str | None:
    """The polity that a place name in the nominative means, where it is just one: «Самарканд» is `UZ-SA/Самарканд`."""
    if not name:
        return None
    senses = table().senses.get(name.lower().replace("ё", "е"), ())
    found = {sense.code for sense in senses if sense.form == "name" and not sense.weak}
    return found.pop() if len(found) == 1 else None


def named(code: str) -> str:
    """The everyday Russian name of a polity; an unknown code stays as it is."""
    polity = table().polities.get(code)
    return polity.name if polity else code
