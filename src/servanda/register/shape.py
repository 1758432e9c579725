"""Events, figures and steps as JSON lines, the form in which the register keeps them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

from servanda.errors import UsageError
from servanda.model.event import FIELDS, KINDS, STAGES, Event, Figure, Reason
from servanda.model.span import Span
from servanda.model.story import Story
from servanda.model.when import valid

LISTS = ("polities", "actors", "fields")
TEXTS = ("what", "where", "within", "speaker")
SLOTS = ("kind", "stage", "when", *LISTS, *TEXTS)
"""The slots that a person can correct."""


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def event_line(event: Event, story: Story) -> str:
    """The event with its sentences, so that showing it needs no text."""
    slots = event.record(story.text)
    slots["sentences"] = slots.pop("evidence")
    slots["evidence"] = _spans(event.evidence)
    slots["reasons"] = [
        [reason.step, reason.because, _spans((reason.span,) if reason.span else ())] for reason in event.reasons
    ]
    return compact({**slots, "sure": event.sure, "lemmas": list(event.lemmas)})


def read_event(line: str) -> tuple[Event, tuple[str, ...]]:
    """Event and sentences out of what `event_line` wrote."""
    slots = json.loads(line)
    reasons = tuple(Reason(step, because, *map(_span, spans)) for step, because, spans in slots["reasons"])
    event = Event(
        kind=slots["kind"],
        stage=slots["stage"],
        polities=tuple(slots["polities"]),
        actors=tuple(slots["actors"]),
        what=slots["what"],
        when=slots["when"],
        where=slots["where"],
        within=slots["within"],
        fields=tuple(slots["fields"]),
        speaker=slots["speaker"],
        evidence=tuple(map(_span, slots["evidence"])),
        reasons=reasons,
        sure=slots["sure"],
        lemmas=tuple(slots["lemmas"]),
    )
    return event, tuple(slots["sentences"])


def figure_line(figure: Figure, story: Story) -> str:
    slots = figure.record(story.text)
    slots["sentences"] = slots.pop("evidence")
    return compact({**slots, "evidence": _spans(figure.evidence)})


def read_figure(line: str) -> tuple[Figure, tuple[str, ...]]:
    """Figure and sentences out of what `figure_line` wrote."""
    slots = json.loads(line)
    sentences = tuple(slots.pop("sentences"))
    spans = tuple(map(_span, slots.pop("evidence")))
    return Figure(**{**slots, "polities": tuple(slots["polities"])}, evidence=spans), sentences


def event_ids(story: str, events: tuple[Event, ...]) -> list[str]:
    """Ids that hang on the story and the undertaking alone, so that a changed text keeps those of unchanged events."""
    seen: dict[str, int] = {}
    found = []
    for event in events:
        name = compact([story, event.kind, sorted(event.polities), event.what])
        seen[name] = seen.get(name, 0) + 1
        found.append(hashlib.sha256(f"{name}{seen[name]}".encode()).hexdigest()[:16])
    return found


def correct(event: Event, slot: str | None, value: str | None) -> Event:
    """The event with one slot as a person corrected it.

    Raises UsageError where there is no such slot or the value (JSON) does not fit it.
    """
    try:
        given = json.loads(value) if value is not None else None
    except json.JSONDecodeError:
        raise UsageError(f"{value!r} is no JSON", remedy='give text as "text", lists as ["RU-BA", "KZ"]') from None
    if slot in LISTS and isinstance(given, list) and all(isinstance(item, str) for item in given):
        if slot == "fields" and not set(given) <= set(FIELDS):
            raise UsageError(f"no such field: {', '.join(sorted(set(given) - set(FIELDS)))}")
        return _replace(event, slot, tuple(given))
    if slot in ("kind", "stage") and given in (KINDS if slot == "kind" else STAGES):
        return _replace(event, slot, given)
    if slot == "when" and (given is None or (isinstance(given, str) and valid(given))):
        return replace(event, when=given)
    if slot in TEXTS and (given is None or isinstance(given, str)):
        return _replace(replace(event, lemmas=() if slot == "what" else event.lemmas), slot, given)
    if slot not in SLOTS:
        raise UsageError(f"no slot {slot!r}", remedy=f"slots are {', '.join(SLOTS)}")
    raise UsageError(f"{value} does not fit the slot {slot}")


def _replace(event: Event, slot: str, value: Any) -> Event:
    changes: dict[str, Any] = {slot: value}
    return replace(event, **changes)


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _span(pair: list[int]) -> Span:
    return Span(pair[0], pair[1])
