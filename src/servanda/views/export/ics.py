"""iCalendar (RFC 5545): an entry a pledge with a due date, that a calendar program can take in again and again.

An entry keeps its UID as long as its pledge holds the event that gave it, whatever else of the pledge comes to light;
SEQUENCE rises where it changed. What was called off is CANCELLED, and so is what an earlier calendar held and the
content has no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from servanda.model.pledge import Pledge
from servanda.views.cite import plain
from servanda.views.export.content import Content, Options, citation, shown
from servanda.views.export.places import place, polity_of
from servanda.views.export.program import PROGRAM
from servanda.views.export.tables import span
from servanda.views.wording import word

if TYPE_CHECKING:
    from icalendar import Event

DOMAIN = "servanda.invalid"
"""Right of the @ in a UID: a name that can belong to nobody (RFC 2606)."""
LONGEST_SPAN = timedelta(days=31)
"""A meeting or gathering of known days fills them; a date less exact («2024») is its last day."""
REMEMBERED = timedelta(days=90)
"""How long after its day an entry that is gone is still told to be cancelled."""


@dataclass(frozen=True, slots=True)
class Before:
    """An entry of the earlier calendar: its SEQUENCE, its day, and all of it but SEQUENCE."""

    sequence: int
    day: date
    summary: str
    text: bytes
    cancelled: bool


def write(content: Content, out: Path, options: Options) -> int:
    """Write the calendar; returns the number of its entries."""
    old = before(options.previous.read_bytes()) if options.previous else {}
    count = 0
    with out.open("wb") as file:
        for part in calendar(content, options, old):
            file.write(part)
            count += part.startswith(b"BEGIN:VEVENT")
    return count


def calendar(content: Content, options: Options, old: Mapping[str, Before]) -> Iterator[bytes]:
    """The calendar in parts: its head, each of its entries, its end. `old` are the entries that it had before."""
    yield _head(options)
    left = dict(old)
    for pledge in content.pledges:
        if pledge.status.due_day:
            name = _name(pledge, left)
            yield _numbered(entry(pledge, content, options, name), left.pop(name, None), _told(pledge)).to_ical()
    for gone in _cancelled(left, content, options):
        yield gone.to_ical()
    yield b"END:VCALENDAR\r\n"


def uid(event: str) -> str:
    """The UID that an event gives to the entry of its pledge."""
    return f"{event}@{DOMAIN}"


def _name(pledge: Pledge, left: Mapping[str, Before]) -> str:
    """The UID under which the pledge stood in the earlier calendar, by any of its events; else that of its first."""
    known = (uid(id) for id in (pledge.id, *(step.id for step in pledge.steps)))
    return next((name for name in known if name in left), uid(pledge.id))


def _told(pledge: Pledge) -> int:
    return len(pledge.steps) + len(pledge.decisions)


def _numbered(made: Event, last: Before | None, told: int) -> Event:
    """The entry with its SEQUENCE: as before where nothing changed, else higher than it was."""
    if last is None:
        made.add("sequence", told)
    elif last.text == made.to_ical():
        made.add("sequence", last.sequence)
    else:
        made.add("sequence", max(told, last.sequence + 1))
    return made


def entry(pledge: Pledge, content: Content, options: Options, name: str) -> Event:
    """A pledge as the entry `name` of the calendar, its quotation cited in the description; without a SEQUENCE."""
    from icalendar import Event

    status, step, language = pledge.status, shown(pledge), options.language
    said = citation(step, content, language)
    first, final = _days(pledge)
    head = word("calendar", "due", language)
    made = Event()
    made.add("uid", name)
    made.add("dtstamp", _stamp(status.since or content.as_of))
    made.add("last-modified", _stamp(status.since or content.as_of))
    made.add("dtstart", first)
    made.add("dtend", final + timedelta(days=1))
    made.add("summary", plain(pledge.what if _held(pledge) else f"{head}: {pledge.what}"))
    made.add("status", {"dropped": "CANCELLED", "considered": "TENTATIVE"}.get(status.name, "CONFIRMED"))
    made.add("transp", "TRANSPARENT")
    state = word("status", status.name, language)
    made.add("description", f"{state}\n\n{plain(' '.join(step.sentences))}\n— {said.text()}")
    if said.link:
        made.add("url", said.link)
    fields = dict.fromkeys(field for step in pledge.steps for field in step.event.fields)
    made.add("categories", [word("kind", pledge.kind, language), *(word("field", field, language) for field in fields)])
    where = next((step.event.where for step in reversed(pledge.steps) if step.event.where), None)
    if where:
        made.add("location", plain(where))
        code = polity_of(where)
        if code and (found := place(code)):
            made.add("geo", (found.latitude, found.longitude))
    return made


def _days(pledge: Pledge) -> tuple[date, date]:
    """First and last day of the entry."""
    last = date.fromisoformat(pledge.status.due_day or "")
    begin, end = span(pledge.status.due)
    if _held(pledge) and begin and end and date.fromisoformat(end) - date.fromisoformat(begin) < LONGEST_SPAN:
        return date.fromisoformat(begin), date.fromisoformat(end)
    return last, last


def _held(pledge: Pledge) -> bool:
    return pledge.kind in ("meeting", "gathering")


def _stamp(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day[:10]), datetime.min.time(), UTC)


def _head(options: Options) -> bytes:
    """All of a calendar before its entries."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//{PROGRAM}//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", plain(options.title))
    calendar.add("x-wr-calname", plain(options.title))
    whole: bytes = calendar.to_ical()
    return whole.removesuffix(b"END:VCALENDAR\r\n")


def before(file: bytes) -> dict[str, Before]:
    """The entries of an earlier calendar of ours, by UID; empty where it is none."""
    from icalendar import Calendar

    try:
        made = Calendar.from_ical(file)
    except ValueError:
        return {}
    events: list[Any] = made.walk("VEVENT")
    return {str(event["uid"]): _before(event) for event in events if str(event.get("uid", "")).endswith(f"@{DOMAIN}")}


def _before(event: Any) -> Before:
    sequence = int(event.pop("sequence", 0))
    gone = str(event.get("status", "")) == "CANCELLED"
    return Before(sequence, event["dtstart"].dt, str(event.get("summary", "")), event.to_ical(), gone)


def _cancelled(left: Mapping[str, Before], content: Content, options: Options) -> Iterator[Event]:
    """Entries of the earlier calendar that have no pledge any more."""
    from icalendar import Event

    oldest = date.fromisoformat(content.as_of) - REMEMBERED
    for name, last in left.items():
        if last.day < oldest:
            continue
        made = cast("Event", Event.from_ical(last.text)) if last.cancelled else Event()
        made.add("sequence", last.sequence if last.cancelled else last.sequence + 1)
        if not last.cancelled:
            made.add("uid", name)
            made.add("dtstamp", _stamp(content.as_of))
            made.add("dtstart", last.day)
            made.add("summary", last.summary)
            made.add("status", "CANCELLED")
            made.add("description", word("calendar", "gone", options.language))
        yield made
