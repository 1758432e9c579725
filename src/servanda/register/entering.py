"""Entering a story: once is enough, all of it or nothing, and a changed text takes the place of the old one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from servanda.errors import RegisterError
from servanda.model.decision import Decision, standing
from servanda.model.event import Coding, Event, Figure
from servanda.model.pledge import Step
from servanda.model.story import Story
from servanda.model.when import valid
from servanda.register.ledger import EventRow, FigureRow, Ledger, StoryRow, Version
from servanda.register.parties import finest, spelled
from servanda.register.reprints import bands, group, kept_much, original
from servanda.register.shape import compact, correct, event_ids, event_line, figure_line
from servanda.register.traits import Traits, traits
from servanda.register.weave import Loom
from servanda.register.words import lemmas

REFUSED = re.compile("[\x00\ud800-\udfff]")
"""NUL, which PostgreSQL keeps in no text, and halves of surrogate pairs, which no encoding has."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What entering a story did. `unchanged`: the register held it as it is; `changed`: an older text gave way."""

    story: str
    state: Literal["new", "changed", "unchanged"]
    version: int
    events: tuple[str, ...] = ()
    pledges: tuple[str, ...] = ()
    """The pledges that it touched."""
    reprint_of: str | None = None


def enter(ledger: Ledger, story: Story, coding: Coding, entered: str) -> Entered:
    """Enter one story with what was coded from it, within the ledger's writing transaction; `entered` is the time.

    Raises RegisterError where a time in the coding is no EDTF.
    """
    story = _storable(story)
    _check(story, coding)
    known = ledger.story(story.id) or _at_address(ledger, story)
    row = _row(story, coding, known, entered)
    if known and (known.digest, known.coding) == (row.digest, row.coding):
        return Entered(known.id, "unchanged", known.version, reprint_of=known.reprint_of)
    gone = _take_out(ledger, known) if known else []
    left = ledger.pledges_of([event.step for event in gone])
    fresh = _put_in(ledger, row, story, coding, gone)
    pledges, original_story = _weave(ledger, row, gone, fresh, known, set(left.values()))
    return Entered(
        story=row.id,
        state="changed" if known else "new",
        version=row.version,
        events=tuple(event.id for event in fresh),
        pledges=tuple(sorted(pledges)),
        reprint_of=original_story,
    )


def _storable(story: Story) -> Story:
    """The story without the characters that databases refuse, others standing in their places."""
    texts = {name: getattr(story, name) for name in ("id", "text", "title", "source", "url")}
    kept: dict[str, Any] = {name: REFUSED.sub("\ufffd", text) for name, text in texts.items() if text}
    return replace(story, **kept)


def _check(story: Story, coding: Coding) -> None:
    for when in (*(event.when for event in coding.events), *(figure.period for figure in coding.figures)):
        if when is not None and not valid(when):
            raise RegisterError(f"{when!r} is no EDTF of the codebook", where=story.id, remedy="correct the coding")


def _at_address(ledger: Ledger, story: Story) -> StoryRow | None:
    """The same page given under another id: one day, and much of the text as it was.

    One address can carry several stories, so that the address alone names none.
    """
    held = ledger.stories(ledger.stories_at(story.url, _day(story))) if story.url else {}
    return next((row for _, row in sorted(held.items()) if kept_much(row.text, story.text)), None)


def _row(story: Story, coding: Coding, known: StoryRow | None, entered: str) -> StoryRow:
    about = compact([story.text, _day(story), story.source, story.url, story.title])
    coded = [event_line(event, story) for event in coding.events], [figure_line(f, story) for f in coding.figures]
    terms = story.terms
    return StoryRow(
        id=known.id if known else story.id,
        version=known.version + 1 if known else 1,
        date=_day(story),
        source=story.source,
        url=story.url,
        title=story.title,
        outlet=story.imprint.outlet,
        text=story.text,
        digest=hashlib.sha256(about.encode()).hexdigest(),
        coding=hashlib.sha256(compact(coded).encode()).hexdigest(),
        terms=compact({slot: getattr(terms, slot) for slot in terms.__slots__}),
        entered=entered,
        language=story.language,
    )


def _day(story: Story) -> str | None:
    return story.date[:10] if story.date else None


def _take_out(ledger: Ledger, known: StoryRow) -> list[Traits]:
    """Lay the story's old version aside."""
    rows = ledger.events_of([known.id])
    record = compact([[row.id, row.record] for row in rows])
    ledger.put_version(Version(known.id, known.version, known.text, record, known.entered))
    ledger.drop_figures(known.id)
    return [row.traits for row in rows]


def _put_in(ledger: Ledger, row: StoryRow, story: Story, coding: Coding, gone: list[Traits]) -> list[EventRow]:
    ledger.drop_events([event.step for event in gone])
    ledger.put_story(row, " ".join(lemmas(f"{story.title or ''} {story.text}")))
    ledger.put_bands(row.id, bands(story.text))
    ledger.put_story_links(row.id, story.links)
    ids = event_ids(row.id, coding.events)
    decisions = standing(ledger.decisions(ids))
    fresh = [
        EventRow(
            id, row.id, number, event_line(event, story), effective(_step(id, row, event), decisions), event.sure
        )
        for number, (id, event) in enumerate(zip(ids, coding.events, strict=True))
    ]
    ledger.put_events(fresh)
    ledger.put_figures([_figure(row, number, figure, story) for number, figure in enumerate(coding.figures)])
    return fresh


def _figure(row: StoryRow, number: int, figure: Figure, story: Story) -> FigureRow:
    parties = spelled(finest(figure.polities))
    return FigureRow(row.id, number, figure.measure, parties, figure.period, figure_line(figure, story))


def _step(id: str, row: StoryRow, event: Event) -> Step:
    sentences = tuple(span.of(row.text) for span in event.evidence)
    return Step(id, row.id, row.date, event, sentences, spans=tuple((span.start, span.end) for span in event.evidence))


def effective(step: Step, decisions: Iterable[Decision]) -> Traits:
    """An event as threading sees it: with the slots that people corrected."""
    event = step.event
    for decision in decisions:
        if decision.verb == "correct" and decision.subject == step.id:
            event = correct(event, decision.slot, decision.value)
    return traits(replace(step, event=event))


def rejected(decisions: Iterable[Decision]) -> set[str]:
    """The events of which people said that they are none."""
    return {decision.subject for decision in decisions if decision.verb == "reject" and not decision.other}


def _weave(
    ledger: Ledger,
    row: StoryRow,
    gone: list[Traits],
    fresh: list[EventRow],
    known: StoryRow | None,
    left: set[str],
) -> tuple[set[str], str | None]:
    """Put the events into their threads, those of all reprints of the same text with them."""
    groups = [group(ledger, row.id)]
    if known:
        held = {story.id for story in groups[0]}
        for other in sorted((ledger.reprints(known.id) | {known.reprint_of or known.id}) - held):
            groups.append(group(ledger, other))
    firsts = {story.id: original(one).id for one in groups for story in one}
    before = {story.id: story.reprint_of for one in groups for story in one}
    now = {id: _other(first, id) for id, first in firsts.items()}
    ledger.set_reprints({id: first for id, first in now.items() if first != before[id]})
    moved = [id for id in now if id != row.id and (now[id] != before[id] or now[id] == row.id)]
    rows = [*fresh, *ledger.events_of(moved)]
    none = rejected(standing(ledger.decisions([event.id for event in rows])))
    come, echoes = [], []
    for event in rows:
        first = firsts[event.story]
        if event.id in none or first != event.story:
            echoes.append((event.traits, first if event.id not in none else ""))
        else:
            come.append(event.traits)
    gone = [*gone, *(event.traits for event in rows if event.story != row.id)]
    return Loom(ledger).change(gone, come, echoes, left), now[row.id]


def _other(first: str, story: str) -> str | None:
    return None if first == story else first
