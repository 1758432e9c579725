"""The dossiers of polities and pairs on the web, the list to choose them from, and their files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from servanda.errors import UsageError
from servanda.knowledge import polities as known
from servanda.model.event import FIELDS
from servanda.model.status import STATUSES
from servanda.register.dossier import dossier as put_together
from servanda.register.register import Register
from servanda.register.tables import Asked
from servanda.register.where import Where
from servanda.store.outlets import asked
from servanda.views import dossier as documents
from servanda.views.dossier.figures import shown
from servanda.views.queries import polities
from servanda.views.queries.dossier import PAGE, Chosen, DossierView, dossier_view
from servanda.views.web import charts
from servanda.views.web.asking import number_of, one_of, parties_of
from servanda.views.web.desk import Desk, desk, place
from servanda.views.web.permits import needs
from servanda.views.web.rendering import render, url

PRINTED = 300
"""Pledges that the view for printing lists."""
MOST = 1500
"""Entries that one file may be made of: more take long, and nobody reads them at a sitting."""
FILES = ("docx", "pdf", "brief.docx", "brief.pdf")
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
STEPS = (1, 3, 8, 20, 60)
"""From which count on a cell of the table of fields is how dark."""


@needs("reader")
def choose(request: Request) -> Response:
    """All polities and the pairs with most pledges; polities found by a name."""
    register, words = desk(request).register, request.query_params.get("q", "").strip()
    found = polities.find(register, words) if words else ()
    if len(found) == 1:
        return RedirectResponse(url(f"/polities/{found[0].code}"), 303)
    return _choice(request, query=words, found=found)


@needs("reader")
def choose_pair(request: Request) -> Response:
    """To the dossier of two polities that are named; back to the list where one is not known."""
    given = {name: request.query_params.get(name, "").strip() for name in ("one", "other")}
    codes = {name: polities.named(text) for name, text in given.items()}
    missing = next((name for name, text in given.items() if text and codes[name] is None), None)
    if missing:
        return _choice(request, one=given["one"], other=given["other"], fault=missing)
    if codes["one"] and codes["other"] and codes["one"] != codes["other"]:
        return RedirectResponse(url(f"/pairs/{codes['one']}/{codes['other']}"), 303)
    return RedirectResponse("/polities", 303)


def _choice(
    request: Request,
    query: str = "",
    found: tuple[polities.Held, ...] = (),
    one: str = "",
    other: str = "",
    fault: str | None = None,
) -> Response:
    index = polities.index(desk(request).register)
    status = 422 if fault else 200
    asked = {"query": query, "found": found, "one": one, "other": other, "fault": fault}
    return render(request, "polities.html", status=status, index=index, **asked)


@needs("reader")
def polity(request: Request) -> Response:
    """The dossier of one polity."""
    code = request.path_params["code"]
    if not known.known(code):
        raise HTTPException(404)
    return _dossier(request, (code,))


@needs("reader")
def pair(request: Request) -> Response:
    """The dossier of a pair: two codes, of which each may hold a slash."""
    parts = request.path_params["codes"].split("/")
    for at in range(1, len(parts)):
        one, other = "/".join(parts[:at]), "/".join(parts[at:])
        if known.known(one) and known.known(other) and one != other:
            return _dossier(request, (one, other))
    raise HTTPException(404)


def _dossier(request: Request, codes: tuple[str, ...]) -> Response:
    here = desk(request)
    printing = request.query_params.get("view") == "print"
    page = 1 if printing else number_of(request, "page")
    field, status = one_of(request, "field", FIELDS), one_of(request, "status", STATUSES)
    view = dossier_view(here.register, codes, Chosen(field, status, page, PRINTED if printing else PAGE))
    return render(
        request, "dossier.html", view=view, print_view=printing, too_many=view.standing.held > MOST, years=_years(view),
        told_years="; ".join(f"{year}: {count}" for year, count in view.standing.by_year), heat=_heat,
        shares=charts.shares, strip=charts.strip, columns=_columns,
        drawn=partial(charts.figures, language=here.language), shown=partial(shown, language=here.language),
    )  # fmt: skip


def _years(view: DossierView) -> tuple[int, int]:
    """The first and the last year in which people are named."""
    years = [year for person in view.people for year in person.years]
    return (min(years), max(years)) if years else (int(view.as_of[:4]),) * 2


def _heat(count: int) -> int:
    return sum(count >= step for step in STEPS)


def _columns(years: tuple[tuple[int, int], ...]) -> tuple[charts.Column, ...]:
    return charts.columns([(str(year), count) for year, count in years])


@needs("reader")
def file(request: Request) -> Response:
    """The dossier or the brief of a polity or a pair as a file, of a period where one is given."""
    here, codes, given = desk(request), parties_of(request).codes, request.query_params.get("format", "docx")
    if given not in FILES or len(codes) not in (1, 2):
        raise UsageError("no such file", remedy=f"name one or two polities, and one of {', '.join(FILES)}")
    kind, _, form = given.rpartition(".")
    document = _document(here, request, codes, kind == "brief")
    with TemporaryDirectory(prefix="servanda-") as folder:
        out = Path(folder, f"dossier.{form}")
        documents.write(document, out, form, here.today.isoformat())
        content = out.read_bytes()
    name = f"{kind or 'dossier'}-{'-'.join(codes)}-{here.today.isoformat()}.{form}"
    return Response(content, media_type=TYPES[form], headers={"Content-Disposition": _attached(name)})


def _document(here: Desk, request: Request, codes: tuple[str, ...], brief: bool) -> documents.Document:
    """What the register holds of them in the period, composed. Raises UsageError where that is too much for a file."""
    since, until = _day(request, "since"), _day(request, "until")
    where = Where(polities=codes, promised=None, since=since, until=until)
    register = here.register
    if register.table(Asked(where, size=1, most=0)).total > MOST:
        raise UsageError(f"that is over {MOST} entries", remedy="choose a period, or a pair")
    made = put_together(
        codes, here.today.isoformat(), register.pledges(here.today, where), register.figures(*codes)
    )
    ledger = place(request).users.ledger
    with register.ledger.reading():
        terms = cache(lambda source: asked(ledger, source).terms)
        choice = documents.Choice(here.language, since, until, (), terms, _title(register))
        return (documents.brief if brief else documents.compose)(made, choice)


def _title(register: Register) -> Callable[[str], str | None]:
    """The title of a story."""

    def title(story: str) -> str | None:
        row = register.ledger.story(story)
        return row.title if row else None

    return title


def _day(request: Request, name: str) -> str | None:
    """A day of the query; None where it is left open. Raises UsageError where it is none."""
    text = request.query_params.get(name, "").strip()
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError as error:
        raise UsageError(f"{text[:20]!r} is no day", remedy="write it as 2024-03-01") from error


def _attached(name: str) -> str:
    """The header by which a browser keeps a file under a name that may have letters of any script."""
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in ".-") else "-" for letter in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name.replace('/', '-'), safe='')}"


routes: list[BaseRoute] = [
    Route("/polities", choose),
    Route("/polities/{code:path}", polity),
    Route("/pairs", choose_pair),
    Route("/pairs/{codes:path}", pair),
    Route("/dossier", file),
]
