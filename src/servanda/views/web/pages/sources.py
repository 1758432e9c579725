"""The sources: how each stands, adding one after a trial, asking them now, lists in OPML."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from servanda.errors import InputError, ServandaError
from servanda.sources import opml
from servanda.sources.trial import trial
from servanda.views.queries.sources import book, keep, standings, take_over
from servanda.views.web.desk import desk
from servanda.views.web.fetching import fetching, web
from servanda.views.web.forms import form, upload, word
from servanda.views.web.permits import needs
from servanda.views.web.rendering import render, url

LONGEST_ADDRESS = 2000
LARGEST_LIST = 4_000_000
MOST_LISTED = 200
"""Feeds of a list that are tried at once, while the browser waits."""
VISITS = 50
DONE = ("added", "paused", "resumed", "removed")


@needs("reader")
def sources(request: Request) -> Response:
    """All sources, and what came of the last round."""
    return _page(request)


def _page(request: Request, status: int = 200, **more: Any) -> Response:
    asked = request.query_params if request.method == "GET" else {}
    done = asked.get("done", "")
    known = {"tried": None, "address": "", "fault": "", "taken": None, "source": asked.get("source", "")}
    return render(
        request, "sources.html", status=status, sources=standings(desk(request).register),
        round=fetching(request).last, done=done if done in DONE else "", **(known | more),
    )  # fmt: skip


@needs("reader")
def progress(request: Request) -> Response:
    """How far the round has come: a part of the page, which asks for it again until all of it is to be shown anew."""
    last = fetching(request).last
    made = render(request, "sources-round.html", round=last)
    if request.headers.get("hx-request") and not (last and last.running):
        made.headers["HX-Refresh"] = "true"
    return made


@needs("reader")
def history(request: Request) -> Response:
    """One source with its visits."""
    kept = book(desk(request).register)
    source = kept.one(request.path_params["key"])
    standing = next(one for one in standings(desk(request).register) if one.source.key == source.key)
    return render(
        request, "source.html", standing=standing, visits=kept.history(source, VISITS), round=fetching(request).last
    )


@needs("editor")
def attempt(request: Request) -> Response:
    """Try an address, and say what it is and would bring."""
    address = word(form(request), "address")[:LONGEST_ADDRESS]
    try:
        return _page(request, tried=trial(address, web(request)), address=address)
    except ServandaError as error:
        return _page(request, 422, fault=error.what, address=address)


@needs("editor")
def add(request: Request) -> Response:
    """Keep a source that was tried."""
    address = word(form(request), "address")[:LONGEST_ADDRESS]
    try:
        source = keep(desk(request).register, trial(address, web(request)), word(form(request), "name")[:200] or None)
    except ServandaError as error:
        return _page(request, 422, fault=error.what, address=address)
    return _back("added", source.key)


@needs("editor")
def pause(request: Request) -> Response:
    """Leave a source alone, or ask it again from now on."""
    kept, key = book(desk(request).register), word(form(request), "key")
    paused = word(form(request), "paused") == "yes"
    kept.pause(kept.one(key), paused)
    return _back("paused" if paused else "resumed", key)


@needs("editor")
def remove(request: Request) -> Response:
    """Forget a source; the stories that it brought stay."""
    kept, key = book(desk(request).register), word(form(request), "key")
    kept.remove(kept.one(key))
    return _back("removed", key)


@needs("editor")
def fetch(request: Request) -> Response:
    """Begin a round over what is due, or over one source."""
    here, key = desk(request), word(form(request), "key")
    assert here.user is not None
    try:
        fetching(request).start([key] if key else [], here.user.name)
    except ServandaError as error:
        return _page(request, 422, fault=error.what)
    return RedirectResponse("/sources#round", 303)


@needs("reader")
def opml_out(request: Request) -> Response:
    """The feeds as a list that other readers take in."""
    content = opml.write(book(desk(request).register).all())
    headers = {"Content-Disposition": 'attachment; filename="servanda.opml"'}
    return Response(content, headers=headers, media_type="text/x-opml; charset=utf-8")


@needs("editor", body=LARGEST_LIST)
def opml_in(request: Request) -> Response:
    """Take the feeds of a list over, and say what became of each."""
    given = upload(form(request), "list")
    try:
        if given is None:
            raise InputError("no file was chosen")
        listed = opml.read(given.file.read(), given.filename or "list")
        if len(listed) > MOST_LISTED:
            raise InputError(f"more than {MOST_LISTED} feeds", remedy="use `servanda sources import`")
    except ServandaError as error:
        return _page(request, 422, fault=error.what)
    return _page(request, taken=take_over(desk(request).register, listed, web(request)))


def _back(done: str, key: str) -> Response:
    return RedirectResponse(url("/sources", done=done, source=key), 303)


routes = [
    Route("/sources", sources),
    Route("/sources/round", progress),
    Route("/sources/try", attempt, methods=["POST"]),
    Route("/sources/add", add, methods=["POST"]),
    Route("/sources/pause", pause, methods=["POST"]),
    Route("/sources/remove", remove, methods=["POST"]),
    Route("/sources/fetch", fetch, methods=["POST"]),
    Route("/sources/list.opml", opml_out),
    Route("/sources/list", opml_in, methods=["POST"]),
    Route("/sources/visits/{key:path}", history),
]
