"""One pledge with all that its page and its address in the API show: steps, sources, people, kin, history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import cast

from servanda.errors import NotFound
from servanda.model.decision import Decision, standing
from servanda.model.pledge import UNDATED, Pledge, Step
from servanda.model.span import Span
from servanda.model.status import Change, Slip
from servanda.model.story import ReprintTerms
from servanda.register.dossier import Person, people
from servanda.register.history import Record
from servanda.register.parties import region
from servanda.register.register import Register
from servanda.register.shape import correct
from servanda.register.tables import Asked, Order, Row
from servanda.register.where import Where
from servanda.store.ledger import SqlLedger
from servanda.store.outlets import asked
from servanda.views.queries.excerpt import Mark, Passage, pieces

KIN = 8
"""Related pledges that are shown."""
LOOKED_AT = 40
"""Pledges of the same parties among which related ones are sought, the newest first."""
WORDS = ("frame", "operator", "party", "date", "place")
"""Steps of reasons whose words are marked in the sentences."""

Terms = Callable[[str | None], ReprintTerms]


@dataclass(frozen=True, slots=True)
class Told:
    """A step with all that stands beside it."""

    step: Step
    terms: ReprintTerms
    passages: tuple[Passage, ...]
    """Its sentences, the words marked by which it was coded."""
    changes: tuple[Change, ...] = ()
    """What it did to the status."""
    slip: Slip | None = None
    reprints: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class PledgeView:
    """A pledge as known on a day. `entries` are steps and what the clock did, in time; reprints stand under their step.

    `people` are those who took part, `kin` related pledges as they stand today (none beside a past day), `records` all
    that happened to it, the newest first, `titles` those of the stories that they name.
    """

    pledge: Pledge
    as_of: date
    today: date
    entries: tuple[Told | Change, ...]
    people: tuple[Person, ...]
    kin: tuple[Row, ...]
    records: tuple[Record, ...]
    titles: Mapping[str, str]

    @property
    def told(self) -> tuple[Told, ...]:
        """The steps alone."""
        return tuple(entry for entry in self.entries if isinstance(entry, Told))

    @property
    def past(self) -> bool:
        """Whether it is looked at as of a day gone by."""
        return self.as_of < self.today


@dataclass(frozen=True, slots=True)
class Gone:
    """An event that a person rejected, so that no pledge holds it any more, and the decisions on it."""

    told: Told
    records: tuple[Record, ...]


def pledge_view(register: Register, id: str, as_of: date | None = None) -> PledgeView:
    """The pledge that holds an event, as known on a day (today). Raises NotFound."""
    today = register.clock.today()
    day = as_of or today
    with register.ledger.reading():
        pledge = register.pledge(id, day)
        terms, records = terms_of(register), tuple(reversed(register.history(pledge.id)))
        return PledgeView(
            pledge=pledge,
            as_of=day,
            today=today,
            entries=_entries(pledge, terms),
            people=people([pledge]),
            kin=_kin(register, pledge) if day >= today else (),
            records=records,
            titles=_titles(register, records),
        )


def gone(register: Register, id: str) -> Gone:
    """An event that was rejected and stands in no pledge. Raises NotFound where there is none."""
    with register.ledger.reading():
        step = next(iter(register.ledger.steps([id])), None)
        decisions = register.ledger.decisions([id])
        if step is None or not rejections(decisions, id):
            raise NotFound(f"no pledge {id}")
        return Gone(told(step, terms_of(register)), tuple(reversed(register.history(id))))


def _titles(register: Register, records: Iterable[Record]) -> dict[str, str]:
    """The titles of the stories that records tell of; a story without one is not there."""
    rows = register.ledger.stories(sorted({one.story for one in records if one.story}))
    return {id: row.title for id, row in rows.items() if row.title}


def rejections(decisions: Iterable[Decision], event: str) -> list[Decision]:
    """The decisions that hold by which an event is none."""
    held = standing(tuple(decisions))
    return [one for one in held if one.verb == "reject" and one.subject == event and not one.other]


def corrected(step: Step, decisions: Iterable[Decision]) -> Step:
    """The step with the slots that people corrected."""
    event, slots = step.event, list(step.corrected)
    for one in standing(tuple(decisions)):
        if one.verb == "correct" and one.subject == step.id and one.slot:
            event = correct(event, one.slot, one.value)
            slots.append(one.slot)
    return replace(step, event=event, corrected=tuple(dict.fromkeys(slots))) if slots else step


def terms_of(register: Register) -> Terms:
    """The reprint terms of a source, each looked up once."""
    return cache(lambda source: asked(cast(SqlLedger, register.ledger), source).terms)


def told(
    step: Step, terms: Terms, changes: Sequence[Change] = (), slip: Slip | None = None, reprints: Sequence[Step] = ()
) -> Told:
    """A step with its sentences cut for showing."""
    return Told(
        step,
        terms(step.source),
        passages(step),
        tuple(changes),
        slip,
        tuple(told(one, terms) for one in reprints),
    )


def passages(step: Step) -> tuple[Passage, ...]:
    """The sentences of a step with the words marked by which it was coded."""
    places = step.spans if len(step.spans) == len(step.sentences) else ((-1, -1),) * len(step.sentences)
    return tuple(
        Passage(pieces(sentence, _within(words(step), Span(*place))))
        for sentence, place in zip(step.sentences, places, strict=True)
    )


def words(step: Step) -> list[Mark]:
    """The words in the story's text by which a step was coded, under the steps of the coder; one mark a word."""
    found: dict[Span, Mark] = {}
    for reason in step.event.reasons:
        if reason.span and reason.step in WORDS:
            found.setdefault(reason.span, Mark(reason.span.start, reason.span.end, reason.step))
    return list(found.values())


def _within(marks: Iterable[Mark], sentence: Span) -> list[Mark]:
    """The marks that lie in a sentence, counted from its beginning."""
    inside = (mark for mark in marks if sentence.start <= mark.start and mark.end <= sentence.end)
    return [Mark(mark.start - sentence.start, mark.end - sentence.start, mark.label) for mark in inside]


def _entries(pledge: Pledge, terms: Terms) -> tuple[Told | Change, ...]:
    status = pledge.status
    slips = {slip.event: slip for slip in status.slips}
    own = {step.story for step in pledge.steps if step.reprint_of is None}
    dated: list[tuple[str, int, Told | Change]] = []
    for step in (*pledge.steps, *pledge.moved_by):
        if step.reprint_of is None or step.reprint_of not in own:
            changes = [change for change in status.changes if change.event == step.id]
            copies = [one for one in pledge.steps if one.reprint_of == step.story and one.event.kind == step.event.kind]
            entry = told(step, terms, changes, slips.get(step.id), copies)
            dated.append((step.date or UNDATED, 0, entry))
    dated += [(change.day, 1, change) for change in status.changes if change.event is None]
    return tuple(entry for *_, entry in sorted(dated, key=lambda one: one[:2]))


def _kin(register: Register, pledge: Pledge) -> tuple[Row, ...]:
    """Pledges of the same parties that are of its kind or fields: the nearest first, of equals the newest."""
    parties = tuple(sorted({region(code) for code in pledge.polities}))
    rows = register.rows(Asked(Where(polities=parties), Order("news", down=True), LOOKED_AT, most=0))
    fields = {field for step in pledge.steps for field in step.event.fields}
    scored = [((row.kind == pledge.kind) + len(fields & set(row.fields)), row) for row in rows if row.id != pledge.id]
    near = sorted((one for one in scored if one[0]), key=lambda one: -one[0])
    return tuple(row for _, row in near[:KIN])
