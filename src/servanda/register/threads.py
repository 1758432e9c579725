"""From links to threads: which events stand in one pledge, once what people decided about pairs is heeded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from servanda.model.decision import Decision


@dataclass(frozen=True, slots=True)
class Pair:
    """Two events that a person put together, or kept apart."""

    one: str
    other: str
    together: bool


def pairs(standing: Iterable[Decision]) -> list[Pair]:
    """What the decisions say of pairs of events, the newest first: of two that contradict, the newer holds."""
    found: list[Pair] = []
    for decision in standing:
        if decision.verb == "split":
            found += _split(decision)
        elif decision.other and decision.verb in ("confirm", "join", "reject"):
            found.append(Pair(decision.subject, decision.other, decision.verb != "reject"))
    return found[::-1]


def _split(decision: Decision) -> list[Pair]:
    """Those that leave stay together, those left behind too, and the two groups stay apart."""
    groups = json.loads(decision.value or "{}")
    leave = [event for event in groups.get("leave", []) if event != decision.subject]
    stay = groups.get("stay", [])
    found = [Pair(decision.subject, event, True) for event in leave]
    found += [Pair(stay[0], event, True) for event in stay[1:]]
    return [*found, *(Pair(decision.subject, left, False) for left in stay[:1])]


def assemble(places: Mapping[str, str], links: Mapping[str, str | None], decided: Iterable[Pair]) -> dict[str, str]:
    """The pledge of each event: the id of the earliest one in its thread.

    `places` gives each event its place in time, `links` the earlier event that it goes on from. What was decided
    comes first; then links in the order of time, but for those that would bring together what was kept apart.
    """
    sets = _Sets(places)
    for pair in decided:
        if pair.one in places and pair.other in places:
            if pair.together:
                sets.join(pair.one, pair.other)
            else:
                sets.part(pair.one, pair.other)
    for event in sorted(places, key=places.__getitem__):
        to = links.get(event)
        if to is not None and to in places:
            sets.join(event, to)
    return {event: min(sets.members[sets.root(event)], key=places.__getitem__) for event in places}


class _Sets:
    """Disjoint sets of events, some of which must not meet."""

    def __init__(self, events: Iterable[str]) -> None:
        self.up = {event: event for event in events}
        self.members = {event: [event] for event in self.up}
        self.foes: dict[str, set[str]] = {event: set() for event in self.up}

    def root(self, event: str) -> str:
        while self.up[event] != event:
            self.up[event] = event = self.up[self.up[event]]
        return event

    def part(self, one: str, other: str) -> None:
        left, right = self.root(one), self.root(other)
        if left != right:
            self.foes[left].add(other)
            self.foes[right].add(one)

    def join(self, one: str, other: str) -> None:
        left, right = self.root(one), self.root(other)
        if left == right or any(self.root(foe) == right for foe in self.foes[left]):
            return
        if len(self.members[left]) < len(self.members[right]):
            left, right = right, left
        self.up[right] = left
        self.members[left] += self.members.pop(right)
        self.foes[left] |= self.foes.pop(right)
