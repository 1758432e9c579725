"""What `read` and `explain` print for people: plain text that wraps to the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.table import Table
from rich.text import Text

from servanda.cli.printing import console as terminal
from servanda.model.event import Event, Figure, whole
from servanda.model.story import Imprint, ReprintTerms, Story
from servanda.pipeline import Reading

console = terminal()


def show_reading(reading: Reading) -> None:
    """A table of the events and figures of one story, each with the sentence that it rests on."""
    story, coding = reading.story, reading.coding
    console.print(Text(story.title or story.id, style="bold"))
    about = filter(None, (story.id if story.title else None, story.source, story.date))
    console.print(Text(" · ".join(about), style="dim"))
    if not (coding.events or coding.figures):
        console.print("  no event of cooperation found\n")
        return
    for event in coding.events:
        console.print(_event_table(event, story))
    for figure in coding.figures:
        console.print(_figure_table(figure, story))
    console.print()


def _grid(rows: Iterator[tuple[str, str | Text]]) -> Table:
    table = Table.grid(padding=(0, 2), pad_edge=False)
    table.add_column(style="dim", no_wrap=True, min_width=10)
    table.add_column(overflow="fold")
    for name, value in rows:
        table.add_row("  " + name, value)
    return table


def _event_table(event: Event, story: Story) -> Table:
    def rows() -> Iterator[tuple[str, str | Text]]:
        yield event.kind, Text(f"{event.stage}: {event.what or '—'}", style="bold")
        yield "parties", ", ".join(event.polities)
        slots = (
            ("actors", ", ".join(event.actors)), ("when", event.when), ("where", event.where), ("within", event.within),
            ("fields", ", ".join(event.fields)), ("speaker", event.speaker),
        )  # fmt: skip
        yield from ((name, value) for name, value in slots if value)
        for span in event.evidence[:1]:
            yield "", Text(f"«{' '.join(span.of(story.text).split())}»", style="italic")

    return _grid(rows())


def _figure_table(figure: Figure, story: Story) -> Table:
    def rows() -> Iterator[tuple[str, str | Text]]:
        amount = "" if figure.value is None else f"{whole(figure.value)} {figure.unit or ''}"
        change = "" if figure.change is None else f"change {whole(figure.change)}"
        yield "figure", Text(f"{figure.measure}: {' '.join(filter(None, (amount, change)))}", style="bold")
        yield "parties", ", ".join(figure.polities)
        if figure.period:
            yield "period", figure.period
        for span in figure.evidence[:1]:
            yield "", Text(f"«{' '.join(span.of(story.text).split())}»", style="italic")

    return _grid(rows())


def show_steps(reading: Reading) -> None:
    """All that is handed over at each arrow of a story's way."""
    _show_story(reading.story)
    marked = reading.marked
    if marked is None:
        console.print("Not read: no word of any frame stands in it (the gate).")
        return
    _rule("Sentences, names and times")
    for number, sentence in enumerate(marked.sentences):
        console.print(Text(f"{number:3} ", style="dim") + Text(" ".join(sentence.span.of(marked.story.text).split())))
        for mention in marked.mentions:
            if mention.sentence == number:
                codes = " ".join(mention.polities) or "—"
                console.print(f"      {mention.kind:12} {codes:14} {mention.name}  ({mention.form})", style="cyan")
        for time in marked.times:
            if time.sentence == number:
                both = " or ".join(sorted(map(str, {time.future, time.past} - {None})))
                told = time.span.of(marked.story.text)
                console.print(f"      time         {both:14} «{told}» ({time.role})", style="cyan")
    if marked.quotes:
        _rule("Quotations")
        for quote in marked.quotes:
            words = " ".join(quote.span.of(marked.story.text).split())
            console.print(f"  {quote.speaker or 'nobody named'}: «{words[:100]}{'…' if len(words) > 100 else ''}»")
    _rule("Events, and why")
    for event in reading.coding.events:
        console.print(_event_table(event, marked.story))
        for step, reasons in groupby(event.reasons, key=lambda reason: reason.step):
            console.print(f"    {step:9} " + "; ".join(reason.because for reason in reasons), style="green")
    for figure in reading.coding.figures:
        console.print(_figure_table(figure, marked.story))
        for reason in figure.reasons:
            console.print(f"    {reason.step:9} {reason.because}", style="green")
    if reading.coding.silent:
        _rule("Sentences without an event, and why")
        for number, why in reading.coding.silent:
            console.print(f"  {number:3} {why}")


def _rule(title: str) -> None:
    console.print()
    console.print(Text(title, style="bold underline"))


def _show_story(story: Story) -> None:
    _rule("Story")
    for name, value in (
        ("id", story.id), ("title", story.title), ("date", story.date), ("source", story.source),
        ("address", story.url), ("language", story.language),
    ):  # fmt: skip
        if value:
            console.print(f"  {name:14} {value}")
    told = [*_imprint_rows(story.imprint), *_terms_rows(story.terms)]
    if told:
        _rule("Imprint and reprint terms")
        for name, value in told:
            console.print(f"  {name:22} {value}")


def _imprint_rows(imprint: Imprint) -> Iterator[tuple[str, str]]:
    rows = (
        ("outlet", imprint.outlet), ("registration", imprint.registration), ("authority", imprint.authority),
        ("founder", imprint.founder), ("editor-in-chief", imprint.editor), ("age mark", imprint.age_mark),
        ("copyright", " ".join(filter(None, (imprint.copyright_years, imprint.copyright_holder)))),
    )  # fmt: skip
    yield from ((name, value) for name, value in rows if value)


def _terms_rows(terms: ReprintTerms) -> Iterator[tuple[str, str]]:
    said = {True: "yes", False: "no"}
    rows = (
        ("reference required", terms.reference_required), ("active link required", terms.active_link_required),
        ("logo by permission only", terms.logo_needs_permission),
    )  # fmt: skip
    yield from ((name, said[value]) for name, value in rows if value is not None)
    if terms.quote:
        yield "in their words", f"«{terms.quote}»"
