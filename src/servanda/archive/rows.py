"""The tables of an archive: what their columns are, how a reading becomes rows, and how rows are read back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from servanda.errors import ServandaError
from servanda.model.event import Coding
from servanda.model.span import Span
from servanda.model.story import Imprint, ReprintTerms, Story
from servanda.register.shape import event_line, figure_line, read_event, read_figure

if TYPE_CHECKING:
    import pyarrow

    from servanda.pipeline import Reading

TABLES = ("stories", "events", "figures", "faults")
UNDATED = "unknown"
"""The month of stories without a date."""
TERMS = ReprintTerms.__slots__
Row = dict[str, Any]


def schema(table: str) -> pyarrow.Schema:
    """The columns of one of `TABLES`. `place` counts the records of the archive in their order."""
    import pyarrow as pa

    text, texts, whole = pa.string(), pa.list_(pa.string()), pa.int64()
    slots: Mapping[str, Mapping[str, Any]] = {
        "stories": {
            "id": text, "date": text, "source": text, "url": text, "title": text, "language": text, "outlet": text,
            "reference_required": pa.bool_(), "active_link_required": pa.bool_(), "logo_needs_permission": pa.bool_(),
            "quote": text, "links": texts, "text": text, "events": whole, "figures": whole,
        },
        "events": {
            "story": text, "number": whole, "kind": text, "stage": text, "polities": texts, "actors": texts,
            "what": text, "when": text, "where": text, "within": text, "fields": texts, "speaker": text,
            "evidence": texts, "sure": pa.float64(), "record": text,
        },
        "figures": {
            "story": text, "number": whole, "measure": text, "polities": texts, "period": text, "value": pa.float64(),
            "unit": text, "change": text, "evidence": texts, "record": text,
        },
        "faults": {"where": text, "error": text, "reason": text},
    }  # fmt: skip
    first = {"place": whole} if table == "faults" else {"month": text, "place": whole}
    return pa.schema(list({**first, **slots[table]}.items()))


def rows(place: int, reading: Reading) -> Mapping[str, list[Row]]:
    """The rows of one reading, by table."""
    story, coding = reading.story, reading.coding
    head = {"month": story.date[:7] if story.date else UNDATED, "place": place}
    about = {name: getattr(story, name) for name in ("id", "date", "source", "url", "title", "language", "text")}
    counts = {"events": len(coding.events), "figures": len(coding.figures)}
    terms = {name: getattr(story.terms, name) for name in TERMS}
    told = {**about, **terms, "outlet": story.imprint.outlet, "links": list(story.links), **counts}
    events = [
        {"story": story.id, "number": at, **event.record(story.text), "sure": event.sure,
         "record": event_line(event, story)}
        for at, event in enumerate(coding.events)
    ]  # fmt: skip
    figures = [
        {"story": story.id, "number": at, **_figure(figure.record(story.text)), "record": figure_line(figure, story)}
        for at, figure in enumerate(coding.figures)
    ]
    made = {"stories": [told], "events": events, "figures": figures}
    return {table: [_sound({**head, **row}) for row in listed] for table, listed in made.items()}


def _figure(record: Row) -> Row:
    """The slots of a figure with numbers as the columns have them: a change may also be a word."""
    value, change = record["value"], record["change"]
    as_text = None if change is None else str(change)
    return {**record, "value": None if value is None else float(value), "change": as_text}


def fault(place: int, error: ServandaError) -> Row:
    """The row of what could not be read; `error` is the name of its class, as errors.py draws them."""
    reason = f"{error.what}; {error.remedy}" if error.remedy else error.what
    return _sound({"place": place, "where": error.where, "error": type(error).__name__, "reason": reason})


def _sound(row: Row) -> Row:
    """Halves of surrogate pairs, which no file can hold, give way to a sign that it can."""
    return {name: _encodable(value) for name, value in row.items()}


def _encodable(value: Any) -> Any:
    if isinstance(value, list):
        return [_encodable(one) for one in value]
    if not isinstance(value, str) or value.isascii():
        return value
    return value.encode("utf-8", "replace").decode("utf-8")


def story(row: Row) -> Story:
    """The story of a row, as far as the register asks for it."""
    text = row["text"]
    return Story(
        id=row["id"],
        text=text,
        clean=text,
        body=(Span(0, len(text)),),
        title=row["title"],
        date=row["date"],
        source=row["source"],
        url=row["url"],
        language=row["language"],
        imprint=Imprint(outlet=row["outlet"]),
        terms=ReprintTerms(**{name: row[name] for name in TERMS}),
        links=tuple(row["links"]),
    )


def coding(events: list[Row], figures: list[Row]) -> Coding:
    """What was coded from a story, from the rows of its events and figures in their order."""
    return Coding(
        tuple(read_event(row["record"])[0] for row in events), tuple(read_figure(row["record"])[0] for row in figures)
    )
