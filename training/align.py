"""Gold records against candidates: what the models are to learn from each annotated story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from servanda.coding.acts import Act
from servanda.coding.context import Context, region
from servanda.coding.cues import Candidate
from training.corpus import Example


@dataclass(frozen=True)
class Aligned:
    """An example with its candidates, and the gold events that each sentence is evidence of."""

    example: Example

    @cached_property
    def context(self) -> Context:
        return Context(self.example.marked)

    @cached_property
    def events(self) -> list[tuple[dict[str, Any], frozenset[int]]]:
        """Gold events with the indices of their evidence sentences."""
        return [(event, self.example.sentences(event)) for event in self.example.gold["events"]]

    def telling(self, candidate: Candidate) -> list[int]:
        """Indices of the gold events of the candidate's kind that its sentence is evidence of."""
        return [
            at
            for at, (event, sentences) in enumerate(self.events)
            if event["kind"] == candidate.kind and candidate.sentence in sentences
        ]

    @cached_property
    def told(self) -> dict[Candidate, list[int]]:
        return {candidate: self.telling(candidate) for candidate in self.context.candidates}

    def groups(self) -> Iterator[tuple[list[Candidate], list[int]]]:
        """Candidates of each gold event together, with the events that share just these sentences (many partners)."""
        by_members: dict[tuple[Candidate, ...], list[int]] = {}
        for at, _ in enumerate(self.events):
            members = tuple(c for c, told in self.told.items() if at in told)
            if members:
                by_members.setdefault(members, []).append(at)
        for members, at in by_members.items():
            yield list(members), at

    def parties(self, events: Sequence[int]) -> frozenset[str]:
        """Regions of all parties of the events."""
        return frozenset(region(code) for at in events for code in self.events[at][0]["polities"])

    def match(self, acts: Sequence[Act]) -> dict[int, int]:
        """Pairs of acts and gold events (act index to event index), each at most once, the likest parties first."""
        options = []
        for i, act in enumerate(acts):
            mine = set(act.chosen)
            for j, (event, sentences) in enumerate(self.events):
                if act.kind == event["kind"] and sentences & set(act.sentences):
                    gold = {region(code) for code in event["polities"]}
                    common = len(mine & gold) * 2 / max(len(mine) + len(gold), 1)
                    options.append((-common - 0.1 * (event["stage"] == act.stage), i, j))
        taken: dict[int, int] = {}
        used = set()
        for _, i, j in sorted(options):
            if i not in taken and j not in used:
                taken[i] = j
                used.add(j)
        return taken
