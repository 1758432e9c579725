"""The register as a table: filters, order, pages, saved searches, deeds on several pledges, files of what is shown."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import cast

from starlette.background import BackgroundTask
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from servanda.errors import UsageError
from servanda.model.event import FIELDS, KINDS
from servanda.model.status import STATUSES
from servanda.register.tables import due_spans
from servanda.views.queries import listing as lists
from servanda.views.queries.bulk import MOST, decide_all, undo_all
from servanda.views.queries.listing import Listing
from servanda.views.queries.searches import save
from servanda.views.web.desk import Desk, desk
from servanda.views.web.forms import form, word
from servanda.views.web.permits import needs
from servanda.views.web.rendering import render, url

FILES = {"csv": "csv", "xlsx": "xlsx", "jsonl": "jsonl", "parquet": "parquet", "ics": "ics", "geojson": "geojson"}
"""Formats in which a list can be taken away, with the ends of their names."""
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/jsonl; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "ics": "text/calendar; charset=utf-8",
    "geojson": "application/geo+json",
}
LONGEST_REASON = 1000


@needs("reader")
def show(request: Request) -> Response:
    """`GET /pledges`: the address holds all filters, the order and the page."""
    return _page(request, lists.listing(request.query_params.multi_items()))


def _page(request: Request, asked: Listing, *, fault: str | None = None) -> Response:
    here = desk(request)
    view = lists.shown(here.register, asked)
    spans = {
        name: {"due_from": first.isoformat() if first else None, "due_until": last.isoformat() if last else None}
        for name, (first, last) in due_spans(here.today).items()
    }
    return render(
        request,
        "register.html",
        status=422 if fault else 200,
        view=view,
        listing=view.listing,
        table=view.table,
        saved=[(one, url("/pledges", **lists.query_of(one.where))) for one in here.register.searches()],
        spans=spans,
        kinds=KINDS,
        fields=FIELDS,
        statuses=STATUSES,
        sizes=lists.SIZES,
        files=FILES,
        most=MOST,
        made=_numbers(request),
        fault=fault,
    )


def _numbers(request: Request) -> tuple[int, int] | None:
    """The first and last of the decisions just made, where some were."""
    first, _, last = request.query_params.get("made", "").partition("-")
    if all(part.isascii() and part.isdigit() and len(part) < 16 for part in (first, last)):
        return int(first), int(last)
    return None


@needs("editor")
def decide(request: Request) -> Response:
    """`POST /pledges/decide`: confirm, reject or rate the pledges chosen; then back to the list."""
    here, data = desk(request), form(request)
    chosen = [one for one in data.getlist("id") if isinstance(one, str)]
    asked = _asked(data)
    reason = " ".join(word(data, "reason").split())[:LONGEST_REASON]
    verb, value = word(data, "verb"), word(data, "value") or None
    if not chosen:
        return _page(request, asked, fault="none")
    if verb == "rate" and value not in STATUSES:
        return _page(request, asked, fault="rating")
    made = decide_all(here.register, verb, chosen, user=_user(here), reason=reason, value=value)
    return RedirectResponse(url("/pledges", **asked.query(), made=f"{made[0].id}-{made[-1].id}"), 303)


@needs("editor")
def undo(request: Request) -> Response:
    """`POST /pledges/undo`: take the decisions just made back."""
    here, data = desk(request), form(request)
    try:
        first, last = int(word(data, "first")), int(word(data, "last"))
    except ValueError:
        raise UsageError("no such decisions") from None
    undo_all(here.register, first, last, user=_user(here))
    return RedirectResponse(url("/pledges", **_asked(data).query()), 303)


@needs("editor")
def keep(request: Request) -> Response:
    """`POST /pledges/searches`: keep the filters under a name."""
    data = form(request)
    asked = _asked(data)
    try:
        save(desk(request).register, word(data, "name"), asked.where)
    except UsageError:
        return _page(request, asked, fault="name")
    return RedirectResponse(url("/pledges", **replace(asked, page=1).query()), 303)


@needs("reader")
def export(request: Request) -> Response:
    """`GET /pledges/export?format=csv&…`: all that the list holds, on whatever page, in its order, as one file."""
    from servanda.views.export import export as write
    from servanda.views.export.content import Options
    from servanda.views.export.source import content

    here, name = desk(request), request.query_params.get("format", "")
    if name not in FILES:
        raise HTTPException(404)
    asked = lists.listing(request.query_params.multi_items())
    ids = here.register.listed(asked.asked)
    folder = tempfile.TemporaryDirectory(prefix="servanda-")
    path = Path(folder.name) / f"pledges.{FILES[name]}"
    with here.register.ledger.reading():
        whole = content(here.register, here.today, asked.where)
        chosen = replace(whole, pledges=lists.pledges(here.register, ids))
        write(name, chosen, path, Options(language=here.language, table="pledges", bom=name == "csv"))
    return FileResponse(
        path,
        media_type=TYPES[name],
        filename=f"servanda-{here.today.isoformat()}-{len(ids)}.{FILES[name]}",
        headers={"X-Rows": str(len(ids)), "Cache-Control": "no-store"},
        background=BackgroundTask(folder.cleanup),
    )


def _asked(data: FormData) -> Listing:
    """The list from which a form came, by its query in the field `asked`."""
    from urllib.parse import parse_qsl

    return lists.listing(parse_qsl(word(data, "asked"), max_num_fields=100))


def _user(here: Desk) -> str:
    return cast(str, here.user.name if here.user else None)


routes = [
    Route("/pledges", show),
    Route("/pledges/export", export),
    Route("/pledges/decide", decide, methods=["POST"]),
    Route("/pledges/undo", undo, methods=["POST"]),
    Route("/pledges/searches", keep, methods=["POST"]),
]
