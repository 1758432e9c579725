"""The whole history of a story or a pledge: entered, changed, decided, undone."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.model.decision import Decision
from servanda.register.ledger import Ledger, Version


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that happened to the register: a story came (`entered`, `changed`), or a person decided."""

    time: str
    """ISO 8601 with its zone."""
    what: str
    story: str | None = None
    version: int | None = None
    decision: Decision | None = None
    undone: bool = False
    """A decision that does not hold any more."""
    old: Version | None = None
    """For an earlier version of a story: its text and events."""


def history(ledger: Ledger, stories: list[str], events: list[str]) -> list[Record]:
    """All records on these stories and events, in time."""
    found: list[Record] = []
    for row in ledger.stories(stories).values():
        for old in ledger.versions(row.id) if row.version > 1 else ():
            found.append(
                Record(old.entered, "entered" if old.version == 1 else "changed", row.id, old.version, old=old)
            )
        found.append(Record(row.entered, "entered" if row.version == 1 else "changed", row.id, row.version))
    decisions = ledger.decisions(events)
    undone = _undone(decisions)
    found += [
        Record(decision.time, decision.verb, decision=decision, undone=decision.id in undone) for decision in decisions
    ]
    return sorted(found, key=lambda record: (record.time, record.decision.id if record.decision else 0))


def _undone(decisions: tuple[Decision, ...]) -> set[int]:
    undone: set[int] = set()
    for decision in reversed(decisions):
        if decision.undoes is not None and decision.id not in undone:
            undone.add(decision.undoes)
    return undone
