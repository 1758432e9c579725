"""A pledge told in time: each step with its day, stage, sentence and citation, and what the clock made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from servanda.cli.decide import act
from servanda.cli.lists import COLOURS, said
from servanda.cli.printing import address, indented
from servanda.model.pledge import UNDATED, Pledge, Step
from servanda.model.status import Change
from servanda.model.story import ReprintTerms
from servanda.views.cite import NO_TERMS, cite, plain, quoted
from servanda.views.days import in_words
from servanda.views.wording import word

Terms = Callable[[str | None], ReprintTerms]
"""The reprint terms of a source, by its name in `Step.source`."""


def tell(pledge: Pledge, console: Any, terms: Terms = lambda source: NO_TERMS) -> None:
    """Print the whole pledge, each source cited as its terms ask."""
    from rich.text import Text

    status = pledge.status
    console.print(Text(plain(pledge.what), style="bold"))
    facts = "".join(f"; {fact}" for fact in _facts(pledge))
    console.print(Text.assemble("  ", (said(status), COLOURS.get(status.name, "")), facts))
    parties = ", ".join(pledge.polities)
    console.print(Text(f"  {word('kind', pledge.kind, 'en')} · {parties} · {pledge.id}", style="dim"))
    for entry in _in_time(pledge):
        if isinstance(entry, Change):
            console.print(Text(f"\n  {entry.day}  {_turn(entry)}, by the clock", style="dim"))
        else:
            _tell_step(entry, pledge, console, terms)
    for decision in pledge.decisions:
        reason = plain(decision.reason) or "no reason given"
        console.print(Text(f"\n  {decision.time[:10]}  {decision.user} decided: {act(decision)}; {reason}"))
    console.print()


def _facts(pledge: Pledge) -> Iterator[str]:
    status = pledge.status
    if status.kept_on:
        yield f"on {in_words(status.kept_on, 'en')}"
    if status.due:
        yield f"due {in_words(status.due, 'en')}"
    if status.first_due and status.first_due != status.due:
        yield f"at first {in_words(status.first_due, 'en')}"
    if status.promised_times > 1:
        yield f"promised {status.promised_times} times"
    for slip in status.slips:
        way = "later" if slip.days > 0 else "earlier"
        yield f"moved {abs(slip.days)} days {way}, from {in_words(slip.before, 'en')} to {in_words(slip.after, 'en')}"
    if status.proposed and status.proposed != status.name:
        yield f"the program alone would say {status.proposed}"


def _in_time(pledge: Pledge) -> list[Step | Change]:
    """Steps as told, and between them the changes that nobody told of."""
    entries: list[tuple[str, int, Step | Change]] = [
        (step.date or UNDATED, 0, step) for step in (*pledge.steps, *pledge.moved_by) if step.reprint_of is None
    ]
    entries += [(change.day, 1, change) for change in pledge.status.changes if change.event is None]
    return [entry for *_, entry in sorted(entries, key=lambda one: one[:2])]


def _turn(change: Change) -> str:
    due = f" (due {in_words(change.due, 'en')})" if change.due else ""
    return f"{change.status}{due}"


def _tell_step(step: Step, pledge: Pledge, console: Any, terms: Terms) -> None:
    from rich.text import Text

    event, citation = step.event, cite(step, terms(step.source), "en")
    when = f", {in_words(event.when, 'en')}" if event.when else ""
    head = [step.date or "no date", f" {word('stage', event.stage, 'en')}{when}"]
    turns = [_turn(change) for change in pledge.status.changes if change.event == step.id]
    head += [f"→ {', '.join(turns)}"] if turns else []
    head += ["(the gathering at which it is to be done)"] if step in pledge.moved_by else []
    console.print()
    console.print(Text("  " + " ".join(head), style="bold"))
    for sentence in step.sentences:
        console.print(indented(quoted(plain(sentence), "ru")))
    speaker = f"{event.speaker}; " if event.speaker else ""
    title = f". {citation.label}" if citation.title else ""
    console.print(indented(f"— {speaker}{citation.outlet}{title}{citation.tail}"))
    if citation.link:
        console.print(address(citation.link, "    "), soft_wrap=True)
    reprints = [one for one in pledge.steps if one.reprint_of == step.story]
    for one in reprints:
        again = cite(one, terms(one.source), "en")
        console.print(indented(f"reprinted: {again.outlet}{again.tail}"))
        if again.link:
            console.print(address(again.link, "    "), soft_wrap=True)
