"""The page of one story: its text with the events marked; and a text pasted or uploaded, read at once, then entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from servanda.errors import EmptyInput, InputError, NotRussian, NotText, TooLarge
from servanda.model.story import Story
from servanda.views.dossier.figures import amount
from servanda.views.links import link
from servanda.views.queries.reading import KINDS, LARGEST_FILE, LONGEST, Given, read, uploaded
from servanda.views.queries.story import StoryView, imprint_rows, reading_view, story_view
from servanda.views.web.desk import desk
from servanda.views.web.forms import form, upload, word
from servanda.views.web.pages.pledge import event_words
from servanda.views.web.permits import needs
from servanda.views.web.rendering import render, url

BODY = LARGEST_FILE + 1_000_000
"""Bytes of a form with a file, or with a page in it."""
LONGEST_WORD = 500


@dataclass(frozen=True, slots=True)
class Citable:
    """What the citation of a story is made of."""

    source: str | None
    url: str | None
    title: str | None
    outlet: str | None
    date: str | None


@needs("reader")
def show(request: Request) -> Response:
    """`GET /stories/ID`; an id may hold slashes, as an address does."""
    return _page(request, story_view(desk(request).register, request.path_params["id"]))


@needs("editor")
def new(request: Request) -> Response:
    """`GET /stories/new`: a form for a text."""
    return _form(request, Given("", date=desk(request).today.isoformat()))


@needs("editor", body=BODY)
def read_now(request: Request) -> Response:
    """`POST /stories/read`: what is pasted or uploaded, read and shown; nothing is stored."""
    data = form(request)
    given = _given(data)
    try:
        file = upload(data, "file")
        if file is not None:
            given = uploaded(file.filename or "", file.file.read(LARGEST_FILE + 1), given)
        view = reading_view(desk(request).register, read(given))
    except InputError as error:
        return _form(request, given, error)
    return _page(request, view, given)


@needs("editor", body=BODY)
def enter(request: Request) -> Response:
    """`POST /stories`: read it, and enter it in the register."""
    given = _given(form(request))
    try:
        reading = read(given)
    except InputError as error:
        return _form(request, given, error)
    entered = desk(request).register.enter(reading.story, reading.coding)
    return RedirectResponse(url(f"/stories/{entered.story}", entered=entered.state), 303)


def _page(request: Request, view: StoryView, given: Given | None = None) -> Response:
    here = desk(request)
    state = request.query_params.get("entered")
    return render(
        request,
        "story.html",
        view=view,
        citable=_citable(view.story),
        amount=partial(amount, language=here.language),
        given=given,
        imprint=imprint_rows(view.story.imprint),
        editing=here.may("editor"),
        entered=state if state in ("new", "changed", "unchanged") else None,
        **event_words(),
    )


def _citable(story: Story) -> Citable:
    return Citable(story.source, story.url, story.title, story.imprint.outlet, story.date)


def _form(request: Request, given: Given, error: InputError | None = None) -> Response:
    return render(
        request,
        "story-new.html",
        status=422 if error else 200,
        given=given,
        fault=_fault(error) if error else None,
        error=error,
        kinds=KINDS,
        largest=LARGEST_FILE // 1_000_000,
        longest=LONGEST,
    )


def _fault(error: InputError) -> str:
    """The kind of fault, which the page says in the reader's language."""
    names: tuple[tuple[type[InputError], str], ...] = (
        (EmptyInput, "empty"), (NotText, "no text"), (TooLarge, "too large"), (NotRussian, "not Russian"),
    )  # fmt: skip
    return next((name for kind, name in names if isinstance(error, kind)), "")


def _given(data: FormData) -> Given:
    content: Any = data.get("content")
    about = {name: word(data, name)[:LONGEST_WORD] for name in ("title", "source")}
    return Given(
        content=content if isinstance(content, str) else "",
        kind="html" if word(data, "kind") == "html" else "text",
        date=_day(word(data, "date")),
        url=link(word(data, "url")) or "",
        **about,
    )


def _day(given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        return ""


routes = [
    Route("/stories/new", new),
    Route("/stories/read", read_now, methods=["POST"]),
    Route("/stories", enter, methods=["POST"]),
    Route("/stories/{id:path}", show),
]
