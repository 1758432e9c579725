"""iCalendar (RFC 5545): an entry a pledge with a due date, that a calendar program can take in again and again.

The UID is the pledge's, so taking the file in anew updates the entry (SEQUENCE counts what was told and decided of it);
what was called off is CANCELLED. Written over an earlier file, entries that are there and not in the register any more
are cancelled too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


def write(content: Content, out: Path, options: Options) -> int:
    """Write the calendar; returns the number of its entries."""
    old = _sequences(options.previous) if options.previous else {}
    count = 0
    with out.open("wb") as file:
        file.write(_head(options))
        for pledge in content.pledges:
            if pledge.status.due_day:
                last = old.pop(uid(pledge), (0, None, ""))[0]
                file.write(entry(pledge, content, options, last).to_ical())
                count += 1
        for gone in _cancelled(old, content, options):
            file.write(gone.to_ical())
            count += 1
        file.write(b"END:VCALENDAR\r\n")
    return count


def uid(pledge: Pledge) -> str:
    return f"{pledge.id}@{DOMAIN}"


def entry(pledge: Pledge, content: Content, options: Options, last: int = 0) -> Event:
    """A pledge as an entry of the calendar, its quotation cited in the description.

    `last` is the SEQUENCE that it had: a new one is never lower, also where a decision was taken back.
    """
    from icalendar import Event

    status, step, language = pledge.status, shown(pledge), options.language
    said = citation(step, content, language)
    first, final = _days(pledge)
    head = word("calendar", "due", language)
    made = Event()
    made.add("uid", uid(pledge))
    made.add("dtstamp", _stamp(status.since or content.as_of))
    made.add("last-modified", _stamp(status.since or content.as_of))
    told = len(pledge.steps) + len(pledge.decisions)
    made.add("sequence", told if told >= last else last + 1)
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


def _sequences(path: Path) -> dict[str, tuple[int, date | None, str]]:
    """SEQUENCE, day and summary of each entry of an earlier calendar of ours; empty where it is none."""
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(path.read_bytes())
    except ValueError:
        return {}
    events: list[Any] = calendar.walk("VEVENT")
    return {
        str(event["uid"]): (int(event.get("sequence", 0)), event["dtstart"].dt, str(event.get("summary", "")))
        for event in events
        if str(event.get("uid", "")).endswith(f"@{DOMAIN}")
    }


def _cancelled(old: dict[str, tuple[int, date | None, str]], content: Content, options: Options) -> Iterator[Event]:
    """Entries of the earlier calendar that have no pledge any more."""
    from icalendar import Event

    for name, (sequence, day, summary) in old.items():
        made = Event()
        made.add("uid", name)
        made.add("dtstamp", _stamp(content.as_of))
        made.add("sequence", sequence + 1)
        made.add("dtstart", day)
        made.add("summary", summary)
        made.add("status", "CANCELLED")
        made.add("description", word("calendar", "gone", options.language))
        yield made
