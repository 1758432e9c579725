"""`servanda review`: pairs of events that may belong to one pledge, for a person to decide."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from servanda.cli.decide import USER
from servanda.cli.inputs import REGISTER
from servanda.cli.printing import FORMAT, Format

if TYPE_CHECKING:
    from servanda.model.pledge import Step
    from servanda.register.register import Register
    from servanda.register.reviewing import Doubt

NAME = "review"
LIMIT = typer.Option(50, "--limit", min=1, help="How many pairs at most.")
QUESTION = "one pledge? y(es), n(o), s(kip), q(uit)"


def command(
    limit: int = LIMIT, format: Format = FORMAT, user: str | None = USER, register: str | None = REGISTER
) -> None:
    """Go through pairs that may be one pledge, the likeliest first; on a terminal, decide on each; else list them.

    Example: servanda review --limit 10 --user ivanova
    """
    from servanda.cli import held
    from servanda.cli.printing import console, lines

    opened = held.opened(register)
    doubts = opened.review(limit)
    out = console()
    if format is Format.jsonl:
        lines(map(_record, doubts))
    elif not doubts:
        out.print("nothing waits for review")
    elif sys.stdin.isatty() and sys.stdout.isatty():
        _ask(opened, doubts, user, out)
    else:
        for doubt in doubts:
            _show(doubt, opened, out)


def _record(doubt: Doubt) -> dict[str, Any]:
    return {**asdict(doubt), "event": doubt.event.record(), "other": doubt.other.record()}


def _ask(register: Register, doubts: list[Doubt], user: str | None, out: Any) -> None:
    from servanda.cli.decide import who

    for number, doubt in enumerate(doubts, 1):
        out.print(f"{number} of {len(doubts)}")
        _show(doubt, register, out)
        answer = _answer()
        if answer == "q":
            return
        if answer in ("y", "n"):
            reason = typer.prompt("why", default="", show_default=False)
            verb: Any = "confirm" if answer == "y" else "reject"
            made = register.decide(verb, doubt.event.id, other=doubt.other.id, user=who(user), reason=reason)
            out.print(f"decision {made.id}\n")


def _answer() -> str:
    while (answer := typer.prompt(QUESTION, default="s", show_default=False).strip().lower()[:1]) not in tuple("ynsq"):
        print("please answer y, n, s or q")
    return str(answer)


def _show(doubt: Doubt, register: Register, out: Any) -> None:
    from rich.text import Text

    out.print(Text(f"{doubt.score:.2f}  {doubt.why}", style="bold"))
    for step in (doubt.other, doubt.event):
        for part in _side(step, register):
            out.print(part, soft_wrap=isinstance(part, Text))
    out.print()


def _side(step: Step, register: Register) -> Iterator[Any]:
    from servanda.cli.lists import SHORT
    from servanda.cli.printing import address, indented
    from servanda.views.cite import cite, plain, quoted
    from servanda.views.export.source import terms

    event, citation = step.event, cite(step, terms(register, step.source), "en")
    yield indented(f"{step.id[:SHORT]}  {step.date or 'no date'}  {event.stage}: {event.what or event.kind}", 2)
    yield indented(f"{event.kind}, {', '.join(event.polities)}{f', {event.when}' if event.when else ''}")
    for sentence in step.sentences:
        yield indented(quoted(plain(sentence), "ru"))
    yield indented(f"— {citation.outlet}{citation.tail}")
    if citation.link:
        yield address(citation.link, "    ")
