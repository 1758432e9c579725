"""Marked sentences -> events and figures. Pure: what it needs to know of the day comes with the story.

candidates (cues)  ->  judged (scope)  ->  joined (merge)  ->  parties, stage  ->  counted  ->  slots filled
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from servanda.coding import acts, carry, counting, fill, weigh
from servanda.coding.context import Context
from servanda.coding.figures import figures
from servanda.coding.gate import worth_reading
from servanda.coding.model import Models, models
from servanda.model.event import Coding, Event
from servanda.model.marked import Marked

__all__ = ["code", "code_context", "worth_reading"]


def code(marked: Marked) -> Coding:
    """The events and figures of a marked story, and why each silent sentence is silent."""
    context = Context(marked)
    events = code_context(context, models())
    return Coding(tuple(events), figures(marked), tuple(silent(context, events)))


def code_context(context: Context, models: Models) -> list[Event]:
    """The events of a story by given models, in order of the text; one that names no two parties tells of none."""
    if len(context.counts) < 2:
        return []
    judged = weigh.judge(context, models)
    listed = acts.gather(context, judged, models)
    if not listed:
        return []
    sure = models.forests["event"].chances(counting.describe_all(context, listed, judged))
    counted = [
        replace(act, sure=p)
        for act, p in zip(listed, sure, strict=True)
        if p >= models.limits["event"] and len(act.chosen) > 1
    ]
    filled = [fill.event(context, act, models) for act in carry.carried_on(context, counted)]
    events = carry.once(carry.framed(filled))
    return sorted(events, key=lambda event: (event.evidence[0], event.kind))


def silent(context: Context, events: list[Event]) -> Iterator[tuple[int, str]]:
    """(sentence, reason) for each sentence that is evidence of no event."""
    told = {span for event in events for span in event.evidence}
    cued = {candidate.sentence for candidate in context.candidates}
    for at, sentence in enumerate(context.marked.sentences):
        if sentence.span in told:
            continue
        if at not in cued:
            yield at, "no trigger: no word of a frame"
        elif len(context.counts) < 2:
            yield at, "one polity only: the story names no second party"
        elif context.scope[at]:
            yield at, f"out of scope: words of {', '.join(sorted(context.scope[at]))}"
        else:
            yield at, "no act of cooperation between two parties"
