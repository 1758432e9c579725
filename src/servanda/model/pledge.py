"""A pledge: the events of one undertaking between the same parties, in time, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from servanda.model.decision import Decision
from servanda.model.event import Event, Kind
from servanda.model.status import Status

UNDATED = "9999-12-31"
"""Where a story without a date stands in time: after all others."""


@dataclass(frozen=True, slots=True)
class Step:
    """An event as the register holds it, with the story that tells it and the sentences that it rests on."""

    id: str
    story: str
    """The id of the story as given when it was entered."""
    date: str | None
    event: Event
    sentences: tuple[str, ...] = ()
    source: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    """The name in the imprint, where the page carries one."""
    reprint_of: str | None = None
    """The earliest story with the same text, where this one is a reprint: it is kept, and does not count again."""
    corrected: tuple[str, ...] = ()
    """Slots that a person has corrected."""
    spans: tuple[tuple[int, int], ...] = ()
    """Where the sentences stand in the story's text."""

    @property
    def order(self) -> tuple[str, str, str]:
        """Order in time by what was known when; total, so that no result hangs on the order of entry."""
        return (self.date or UNDATED, self.story, self.id)

    def record(self) -> dict[str, Any]:
        """The event with the codebook's slots, its id and its source, for JSON."""
        slots = self.event.record("")
        slots["evidence"] = list(self.sentences)
        return {
            "id": self.id, "story": self.story, "date": self.date, "source": self.source, "url": self.url,
            "reprint_of": self.reprint_of, **slots,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pledge:
    """A thread. Its `id` is that of its earliest event; the id of any other event in it names it too."""

    id: str
    what: str
    kind: Kind
    polities: tuple[str, ...]
    steps: tuple[Step, ...]
    status: Status
    decisions: tuple[Decision, ...] = ()
    promised: bool = True
    """False for a lone act that nobody had announced: it stays in the register as an event, not as a pledge."""
    moved_by: tuple[Step, ...] = ()
    """Steps of the gathering at which it is to be done, in time order, that moved its due date; they are none of it."""

    @property
    def stories(self) -> tuple[str, ...]:
        """Ids of the stories, as given at entry, in time order, each once."""
        return tuple(dict.fromkeys(step.story for step in self.steps))

    def record(self) -> dict[str, Any]:
        """One line of `servanda pledges --format jsonl`: the contract that others build on."""
        status = self.status
        return {
            "id": self.id,
            "what": self.what,
            "kind": self.kind,
            "polities": list(self.polities),
            "status": status.name,
            "stages": [step.event.stage for step in self.steps if step.reprint_of is None],
            "first_due": status.first_due,
            "due": status.due,
            "kept_on": status.kept_on,
            "promised_times": status.promised_times,
            "stories": list(self.stories),
            "events": [step.record() for step in self.steps],
        }
