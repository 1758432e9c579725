"""The calendar and the feed of a saved search, as programs ask for them again and again."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from io import StringIO
from threading import Lock
from typing import Any, Literal, cast
from urllib.parse import quote, urlencode

from sqlalchemy import func, select
from starlette.requests import Request
from starlette.responses import Response

from servanda.errors import RegisterError
from servanda.model.pledge import Pledge
from servanda.register.register import Register
from servanda.register.tables import Asked, Order
from servanda.register.where import Where
from servanda.store import schema
from servanda.store.ledger import SqlLedger
from servanda.views.cite import Language
from servanda.views.export import atom, ics
from servanda.views.export.content import Content, Options
from servanda.views.export.source import terms
from servanda.views.queries.searches import Search, published

Kind = Literal["ics", "atom"]
PLACES = {"ics": "calendars", "atom": "feeds"}
TYPES = {"ics": "text/calendar; charset=utf-8", "atom": "application/atom+xml; charset=utf-8"}
PAST = timedelta(days=180)
"""How far back a calendar goes."""
ENTRIES = 1000
"""Entries of a calendar, the nearest first."""
TOLD = 100
"""Pledges whose changes a feed tells, those that changed last."""
PAGE = 100
REMEMBERED = 32
"""Answers held ready, while nothing changes."""


def addresses(request: Request, search: Search, language: Language | None = None) -> tuple[str, str]:
    """The addresses of a search's calendar and feed, with the secret that opens them."""
    return (
        address(request, search.name, search.secret, "ics", language),
        address(request, search.name, search.secret, "atom", language),
    )


def address(request: Request, name: str, secret: str | None, kind: Kind, language: Language | None = None) -> str:
    """Where programs find the calendar or the feed of a saved search."""
    query = {"key": secret, "language": language}
    given = urlencode({part: value for part, value in query.items() if value})
    base = str(request.base_url).rstrip("/")
    return f"{base}/{PLACES[kind]}/{quote(name, safe='')}.{kind}?{given}".rstrip("?")


def answer(request: Request, register: Register, name: str, where: Where, kind: Kind, language: Language) -> Response:
    """The calendar or feed; nothing but a status where the one who asks has it as it is."""
    stamp = _stamp(register, name, where, kind, language)
    headers = {"ETag": f'"{stamp}"', "Cache-Control": "private, max-age=300"}
    if request.headers.get("if-none-match", "").removeprefix("W/") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    made = _HELD.get(stamp, lambda: MAKERS[kind](register, name, where, language))
    headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(f'{name}.{kind}', safe='')}"
    return Response(made, headers=headers, media_type=TYPES[kind])


def first_day(today: date) -> date:
    """From which due date on a calendar tells of pledges."""
    return today - PAST


def of_calendar(where: Where, today: date) -> Where:
    """What of a search stands in its calendar: what falls due, from half a year ago on."""
    return replace(where, due_from=max(first_day(today).isoformat(), where.due_from or ""))


def calendar_entries(register: Register, where: Where) -> int:
    """How many pledges the calendar of a search tells of."""
    asked = Asked(of_calendar(where, register.clock.today()), size=0, most=0)
    return min(register.table(asked).total, ENTRIES)


def calendar(register: Register, name: str, where: Where, language: Language) -> bytes:
    """The calendar of a search; its entries keep their UIDs from one time to the next, what is gone is cancelled."""
    day = register.clock.today()
    chosen = _ids(register, of_calendar(where, day), Order("due"), ENTRIES)
    old = published(register).calendar(name, language)
    with register.ledger.reading():
        content = _content(register, chosen, day)
        parts = list(ics.calendar(content, _options(name, where, language), ics.before(old) if old else {}))
    made = b"".join(parts)
    if made != old:
        with suppress(RegisterError):
            published(register).keep_calendar(name, language, made)
    return made


def feed(register: Register, name: str, where: Where, language: Language) -> bytes:
    """The feed of a search: the last changes, the newest first."""
    chosen = _ids(register, where, Order("since", down=True), TOLD)
    written = StringIO()
    with register.ledger.reading():
        atom.feed(_content(register, chosen, register.clock.today()), written, _options(name, where, language))
    return written.getvalue().encode()


MAKERS: dict[Kind, Callable[[Register, str, Where, Language], bytes]] = {"ics": calendar, "atom": feed}


def _ids(register: Register, where: Where, order: Order, most: int) -> list[str]:
    return [row.id for row in register.table(Asked(where, order, size=most, most=0)).rows]


def _content(register: Register, ids: list[str], day: date) -> Content:
    def pledges() -> Iterable[Pledge]:
        for at in range(0, len(ids), PAGE):
            yield from register.among(ids[at : at + PAGE], day)

    return Content(pledges=pledges(), as_of=day.isoformat(), terms=cache(lambda source: terms(register, source)))


def _options(name: str, where: Where, language: Language) -> Options:
    return Options(language=language, title=name, where=where.dump())


def _stamp(register: Register, *about: Any) -> str:
    """A value that changes when the register, the day or what is asked for does."""
    summaries, decisions = schema.summaries, schema.decisions
    ledger = cast(SqlLedger, register.ledger)
    with ledger.reading():
        newest = ledger.connection.execute(select(func.max(summaries.c.entered))).scalar()
        decided = ledger.connection.execute(select(func.max(decisions.c.id))).scalar()
    told = (newest, decided, register.clock.today().isoformat(), ledger.where, *about)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


class _Held:
    """The answers made last."""

    def __init__(self) -> None:
        self.made: OrderedDict[str, bytes] = OrderedDict()
        self.lock = Lock()

    def get(self, stamp: str, make: Callable[[], bytes]) -> bytes:
        with self.lock:
            found = self.made.get(stamp)
        if found is None:
            found = make()
            with self.lock:
                self.made[stamp] = found
                while len(self.made) > REMEMBERED:
                    self.made.popitem(last=False)
        return found


_HELD = _Held()
