"""What a story says of an act elsewhere than where it names it: in sentences that go on about it, of its gathering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servanda.coding import frames
from servanda.coding.acts import Act
from servanda.coding.context import Context
from servanda.coding.cues import Candidate
from servanda.model.event import Event

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def carried_on(context: Context, acts: Sequence[Act]) -> list[Act]:
    """The acts, each with the sentences after it that only say more of it: «Это произойдёт в рамках форума»."""
    extended = list(acts)
    for at, verb in going_on(context):
        before = [
            (chance, n)
            for n, act in enumerate(extended)
            for c, chance in zip(act.group, act.chances, strict=True)
            if c.sentence == at - 1
        ]
        if before:
            chance, which = max(before)
            act = extended[which]
            more = Candidate(at, act.kind, (verb,), False)
            extended[which] = replace(act, group=(*act.group, more), chances=(*act.chances, chance))
    return extended


def going_on(context: Context) -> list[tuple[int, int]]:
    """(sentence, verb) where «это» is the subject of a verb that only says that something takes place."""
    found = []
    for at, sentence in enumerate(context.marked.sentences):
        subjects = [w.head for w in sentence.words if w.rel in SUBJECTS and w.lemma == "это" and w.head >= 0]
        verbs = [head for head in subjects if context.lemmas[at][head] in frames.going_on()]
        if at and verbs:
            found.append((at, verbs[0]))
    return found


def framed(events: Sequence[Event]) -> list[Event]:
    """The events, those within a gathering that the story tells of with its time and place where they have none."""
    gatherings = [event for event in events if event.kind == "gathering" and event.what]
    return [_in_frame(event, gatherings) for event in events]


def _in_frame(event: Event, gatherings: Sequence[Event]) -> Event:
    for gathering in gatherings:
        if gathering is not event and event.within and _same(event.within, gathering.what or ""):
            return replace(event, when=event.when or gathering.when, where=event.where or gathering.where)
    return event


def _same(one: str, other: str) -> bool:
    """Whether two names of a gathering may be one: the words of one, by their beginnings, are among the other's."""
    left, right = ({frames.plain(word)[:5] for word in name.split() if len(word) > 2} for name in (one, other))
    return bool(left and right) and (left <= right or right <= left)


def once(events: Sequence[Event]) -> list[Event]:
    """A gathering that several events name alike is one event, the surest, with the evidence of all of them.

    A name holds a capital letter; what is only called «форум» may be another each time. So may be what is held every
    year: where the events give more than one time, they stay apart.
    """
    named: dict[str, list[Event]] = {}
    rest = []
    for event in events:
        if event.kind == "gathering" and event.what and event.what != event.what.lower():
            named.setdefault(event.what, []).append(event)
        else:
            rest.append(event)
    for alike in named.values():
        if len({event.when for event in alike if event.when}) > 1:
            rest.extend(alike)
            continue
        spans = {span for event in alike for span in event.evidence}
        surest = max(alike, key=lambda event: event.sure)
        rest.append(replace(surest, evidence=tuple(sorted(spans))))
    return rest
