"""A month of gatherings and due dates."""

from __future__ import annotations

from babel.dates import format_date, get_day_names
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from servanda.views.cite import Language
from servanda.views.queries.calendar import Month, calendar, nearest, read_month
from servanda.views.queries.searches import published
from servanda.views.web.asking import parties_of
from servanda.views.web.desk import desk
from servanda.views.web.feeds import address
from servanda.views.web.permits import needs
from servanda.views.web.rendering import LOCALES, render

LISTED = 12
"""Saved searches whose addresses are listed."""
SHOWN = 4
"""Entries of a day that the grid shows; the others are folded."""


@needs("reader")
def month(request: Request) -> Response:
    """The month of the address, else that of today."""
    here = desk(request)
    wanted = read_month(request.query_params.get("month"), here.today)
    asked = parties_of(request)
    view = calendar(here.register, wanted, asked.codes)
    return render(
        request, "calendar.html", view=view, asked=asked, shown=SHOWN, today=here.today, calendars=_calendars(request),
        title=named(wanted, here.language), weekdays=weekdays(here.language),
        nearest=[
            (one, named(one, here.language))
            for one in (() if view.total else nearest(here.register, wanted, asked.codes))
            if one
        ],
        neighbours=[(one, named(one, here.language) if one else "") for one in (wanted.before, wanted.after)],
    )  # fmt: skip


def _calendars(request: Request) -> list[tuple[str, str]]:
    """The names of saved searches with the addresses of their calendars, for one who is signed in."""
    here = desk(request)
    if here.user is None:
        return []
    secrets = published(here.register).secrets()
    with here.register.ledger.reading():
        names = [one.name for one in here.register.ledger.saved()]
    return [
        (name, address(request, name, secrets.get(name), "ics", here.language))
        for name in names
        if secrets.get(name) or here.open_for_reading
    ][:LISTED]


def named(wanted: Month, language: Language) -> str:
    """«Ноябрь 2026», `November 2026`."""
    text = format_date(wanted.first, "LLLL y", locale=LOCALES[language])
    return text[:1].upper() + text[1:]


def weekdays(language: Language) -> list[tuple[str, str]]:
    """Short and full names of the days from Monday."""
    short, full = (get_day_names(width, "stand-alone", LOCALES[language]) for width in ("abbreviated", "wide"))
    return [(short[at], full[at]) for at in range(7)]


routes: list[BaseRoute] = [Route("/calendar", month)]
