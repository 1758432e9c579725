"""What is recorded from a story: events and figures, slot by slot as the codebook defines them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from servanda.model.span import Span

Kind = Literal[
    "meeting", "agreement", "connection", "project", "supply", "aid", "gathering", "exchange", "cooperation"
]
Stage = Literal[
    "considered", "proposed", "intended", "agreed", "underway", "done", "postponed", "stopped", "refused"
]
Measure = Literal[
    "trade turnover", "exports", "imports", "investment", "passengers", "tourists", "students", "companies",
    "flights", "other",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
STAGES: tuple[Stage, ...] = get_args(Stage)
MEASURES: tuple[Measure, ...] = get_args(Measure)
FIELDS: tuple[str, ...] = (
    "trade", "industry", "agriculture", "energy", "transport", "tourism", "construction", "finance", "digital",
    "science", "education", "culture", "sport", "health", "environment", "space", "defence", "security",
    "humanitarian", "migration", "media", "youth", "religion", "law",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a slot holds what it holds, for `explain`: the step («frame», «operator», «party», «date»…) and its words."""

    step: str
    because: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One act of cooperation that a story reports (codebook, section 1). `evidence` counts in the story's text."""

    kind: Kind
    stage: Stage
    polities: tuple[str, ...]
    actors: tuple[str, ...] = ()
    what: str | None = None
    when: str | None = None
    where: str | None = None
    within: str | None = None
    fields: tuple[str, ...] = ()
    speaker: str | None = None
    evidence: tuple[Span, ...] = ()
    reasons: tuple[Reason, ...] = field(default=(), compare=False)
    sure: float = 1.0
    """How certain the coder is that this is an event of the codebook, 0 to 1."""
    lemmas: tuple[str, ...] = ()
    """Content words of `what` in dictionary form: what threading compares."""

    def record(self, text: str) -> dict[str, Any]:
        """The slots of the codebook and nothing else, evidence as exact substrings of `text`."""
        return {
            "kind": self.kind,
            "stage": self.stage,
            "polities": list(self.polities),
            "actors": list(self.actors),
            "what": self.what,
            "when": self.when,
            "where": self.where,
            "within": self.within,
            "fields": list(self.fields),
            "speaker": self.speaker,
            "evidence": [span.of(text) for span in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured quantity about the relation of polities (codebook, section 2)."""

    measure: Measure
    polities: tuple[str, ...]
    period: str | None = None
    value: float | None = None
    unit: str | None = None
    change: float | str | None = None
    evidence: tuple[Span, ...] = ()
    reasons: tuple[Reason, ...] = field(default=(), compare=False)

    def record(self, text: str) -> dict[str, Any]:
        """The slots of the codebook and nothing else, evidence as exact substrings of `text`."""
        return {
            "measure": self.measure,
            "polities": list(self.polities),
            "period": self.period,
            "value": whole(self.value),
            "unit": self.unit,
            "change": whole(self.change),
            "evidence": [span.of(text) for span in self.evidence],
        }


def whole(number: float | str | None) -> float | int | str | None:
    """A float without a fraction as an int, so that records read as people write them."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


@dataclass(frozen=True, slots=True)
class Coding:
    """What `coding` makes of one marked story; `silent` says of each sentence without an event why it has none."""

    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    silent: tuple[tuple[int, str], ...] = ()
