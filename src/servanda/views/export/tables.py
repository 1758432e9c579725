"""The tables that CSV, XLSX, Parquet and the data package share: their columns, what each means, and their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from servanda.coding.codes import codes
from servanda.model.event import whole
from servanda.model.pledge import Pledge
from servanda.model.when import bounds, valid
from servanda.views.cite import plain
from servanda.views.export.columns import EVENTS, FIGURES, PLEDGES, Column
from servanda.views.export.content import Content, Measured, Options, citation, shown
from servanda.views.export.places import polity_of

TableName = Literal["pledges", "events", "figures"]
Row = dict[str, Any]
"""Values by column: text, a number, a boolean, a list of texts, or None."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `name` in files, its columns in order."""

    name: TableName
    about: str
    columns: tuple[Column, ...]


TABLES: Mapping[TableName, Table] = {
    "pledges": Table(
        "pledges", "Undertakings between polities, and how each stands on the day of the export.", PLEDGES
    ),
    "events": Table("events", "Acts of cooperation as the stories report them, one row an event and story.", EVENTS),
    "figures": Table(
        "figures", "Measured quantities about the relation of polities, as the stories give them.", FIGURES
    ),
}


def rows(name: TableName, content: Content, options: Options) -> Iterator[Row]:
    """The rows of one table, reading the content once."""
    if name == "figures":
        for measured in content.figures:
            yield figure_row(measured, content, options)
        return
    for pledge in content.pledges:
        yield from PLEDGE_ROWS[name](pledge, content, options)


def pledge_rows(pledge: Pledge, content: Content, options: Options) -> Iterator[Row]:
    """The one row of a pledge, with the words that its status rests on."""
    status, step = pledge.status, shown(pledge)
    said = citation(step, content, options.language)
    yield {
        "id": pledge.id,
        "what": pledge.what,
        "kind": pledge.kind,
        "polities": list(pledge.polities),
        "status": status.name,
        "as_of": status.as_of,
        "since": status.since,
        "first_due": status.first_due,
        "due": status.due,
        "due_day": status.due_day,
        "kept_on": status.kept_on,
        "days": status.days,
        "promised_times": status.promised_times,
        "slips": len(status.slips),
        "slip_days": sum(slip.days for slip in status.slips),
        "last_news": status.last_news,
        "announced": pledge.promised,
        "decided_by": status.decision.user if status.decision else None,
        "decided_why": status.decision.reason if status.decision else None,
        "events": len(pledge.steps),
        "stories": len(pledge.stories),
        "quotation": " ".join(step.sentences) or None,
        "citation": said.text(),
        "link": said.link,
    }


def event_rows(pledge: Pledge, content: Content, options: Options) -> Iterator[Row]:
    """A row for each event of a pledge, in the order of time."""
    for step in pledge.steps:
        event, said = step.event, citation(step, content, options.language)
        coded = codes(event, day=step.date, held_in=polity_of(event.where))
        first, last = span(event.when)
        yield {
            "id": step.id,
            "pledge": pledge.id,
            "story": step.story,
            "published": step.date,
            "kind": event.kind,
            "stage": event.stage,
            "polities": list(event.polities),
            "actors": list(event.actors),
            "what": event.what,
            "when": event.when,
            "when_first": first,
            "when_last": last,
            "where": event.where,
            "within": event.within,
            "fields": list(event.fields),
            "speaker": event.speaker,
            "plover": coded.plover,
            "plover_modes": list(coded.modes),
            "cameo": coded.cameo,
            "goldstein": coded.goldstein,
            "quad": coded.quad,
            "sure": event.sure,
            "evidence": list(step.sentences),
            "citation": said.text(),
            "link": said.link,
            "outlet": plain(step.outlet) or None,
            "source": step.source,
            "title": step.title,
            "reprint_of": step.reprint_of,
            "corrected": list(step.corrected),
        }


def figure_row(measured: Measured, content: Content, options: Options) -> Row:
    figure, said = measured.figure, citation(measured, content, options.language)
    first, last = span(figure.period)
    change = figure.change
    return {
        "id": measured.id,
        "story": measured.story,
        "published": measured.date,
        "measure": figure.measure,
        "polities": list(figure.polities),
        "period": figure.period,
        "period_first": first,
        "period_last": last,
        "value": whole(figure.value),
        "unit": figure.unit,
        "change": None if isinstance(change, str) else whole(change),
        "direction": change if isinstance(change, str) else None,
        "evidence": list(measured.sentences),
        "citation": said.text(),
        "link": said.link,
        "outlet": plain(measured.outlet) or None,
        "source": measured.source,
        "title": measured.title,
    }


def span(edtf: str | None) -> tuple[str | None, str | None]:
    """First and last day of a time as ISO days; None for what is open or unknown."""
    if not edtf or not valid(edtf):
        return None, None
    first, last = bounds(edtf)
    return first.isoformat() if first else None, last.isoformat() if last else None


PLEDGE_ROWS: Mapping[str, Callable[[Pledge, Content, Options], Iterator[Row]]] = {
    "pledges": pledge_rows,
    "events": event_rows,
}
