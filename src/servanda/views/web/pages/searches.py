"""Saved searches: their list, and the calendar and feed of each."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from servanda.errors import NotFound
from servanda.views.cite import Language
from servanda.views.queries import searches as queries
from servanda.views.queries.listing import query_of
from servanda.views.web.desk import desk
from servanda.views.web.feeds import Kind, addresses, answer, calendar_entries, first_day
from servanda.views.web.language import LANGUAGES
from servanda.views.web.permits import needs, public
from servanda.views.web.rendering import render, url

LONGEST_SECRET = 100
DONE = ("seen", "published", "withdrawn", "forgotten")


@needs("reader", signed_in=True)
def searches(request: Request) -> Response:
    """All saved searches, with what they find and where programs find it."""
    here = desk(request)
    found = [
        (
            one,
            url("/pledges", **query_of(one.counted.where)),
            *_addresses(request, one),
            calendar_entries(here.register, one.counted.where),
        )
        for one in queries.searches(here.register)
    ]
    done = request.query_params.get("done", "")
    done = done if done in DONE else ""
    return render(request, "searches.html", searches=found, done=done, first_day=first_day(here.today))


def _addresses(request: Request, search: queries.Search) -> tuple[str, str]:
    """Where programs find it; nowhere, where neither the register is open nor the search published."""
    here = desk(request)
    return addresses(request, search, here.language) if search.secret or here.open_for_reading else ("", "")


@needs("editor")
def see(request: Request) -> Response:
    """Take all that a search finds as seen."""
    queries.look(desk(request).register, request.path_params["search"], 0)
    return _back("seen")


@needs("editor")
def publish(request: Request) -> Response:
    """Give a search secret addresses; those that it had lead nowhere any more."""
    register, name = desk(request).register, request.path_params["search"]
    queries.where_of(register, name)
    queries.published(register).publish(name)
    return _back("published")


@needs("editor")
def withdraw(request: Request) -> Response:
    """Take the addresses of a search back."""
    queries.published(desk(request).register).withdraw(request.path_params["search"])
    return _back("withdrawn")


@needs("editor")
def forget(request: Request) -> Response:
    """Drop a search."""
    queries.forget(desk(request).register, request.path_params["search"])
    return _back("forgotten")


def _back(done: str) -> Response:
    return RedirectResponse(url("/searches", done=done), 303)


@public
def calendar(request: Request) -> Response:
    """`GET /calendars/NAME.ics?key=SECRET`: for calendar programs."""
    return _file(request, "ics")


@public
def feed(request: Request) -> Response:
    """`GET /feeds/NAME.atom?key=SECRET`: for feed readers."""
    return _file(request, "atom")


def _file(request: Request, kind: Kind) -> Response:
    """The file, for who has its secret or may read the register; for all others there is none of that name."""
    here, name = desk(request), request.path_params["search"]
    key = request.query_params.get("key", "")[:LONGEST_SECRET]
    if not (here.may("reader") or (key and queries.published(here.register).opens(name, key))):
        raise HTTPException(404)
    try:
        where = queries.where_of(here.register, name)
    except NotFound:
        raise HTTPException(404) from None
    return answer(request, here.register, name, where, kind, _language(request))


def _language(request: Request) -> Language:
    """As the address says: programs that fetch calendars have no language of their own."""
    return next((one for one in LANGUAGES if one == request.query_params.get("language")), "ru")


routes = [
    Route("/searches", searches),
    Route("/searches/{search:path}/seen", see, methods=["POST"]),
    Route("/searches/{search:path}/publish", publish, methods=["POST"]),
    Route("/searches/{search:path}/withdraw", withdraw, methods=["POST"]),
    Route("/searches/{search:path}/forget", forget, methods=["POST"]),
    Route("/calendars/{search:path}.ics", calendar),
    Route("/feeds/{search:path}.atom", feed),
]
