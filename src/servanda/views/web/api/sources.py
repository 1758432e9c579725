"""Sources: how they stand, trying and keeping one, asking them now; the reprint terms of outlets."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, cast

from pydantic import Field, StringConstraints

from servanda.errors import NotFound
from servanda.sources.trial import Trial, trial
from servanda.views.queries.sources import Standing, book, keep, standings
from servanda.views.web.api.operation import Call, Operations
from servanda.views.web.api.shapes import Asking, Limit, Line, Shape
from servanda.views.web.fetching import fetching, web

OPERATIONS = Operations("Sources")
Kind = Literal["feed", "section", "telegram"]


class SourceShape(Shape):
    """A source. `interval` is in seconds; `state` is new, well, failing or paused; times are ISO 8601."""

    key: str
    address: str
    kind: Kind
    name: str | None
    state: Literal["new", "well", "failing", "paused"]
    interval: float
    due: datetime | None
    last_success: datetime | None
    last_error: str | None
    failures: int
    paused: bool
    stories: int


class Sources(Shape):
    """All sources, those that fail first."""

    items: tuple[SourceShape, ...]


class VisitShape(Shape):
    """One visit: how many stories came, how many items could not be had, and the source's error."""

    time: str
    stories: int
    failed: int
    said: str | None


class Visits(Shape):
    """The visits to a source, the last first."""

    items: tuple[VisitShape, ...]


class Address(Asking):
    """Where a source may lie: a feed, a page with links to articles, a Telegram channel; a bare host will do."""

    address: Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]


class Keeping(Address):
    """An address to keep, and the name where the source has none."""

    name: Line | None = None


class TrialShape(Shape):
    """What was found at an address, how many stories it shows now, and the titles of the first of them."""

    address: str
    kind: Kind
    name: str | None
    count: int
    titles: tuple[str, ...]
    outlet: str


class Pausing(Asking):
    """Whether the source is left alone."""

    paused: bool


class Which(Asking):
    """The sources to ask now; all that are due where none are named."""

    sources: list[Line] = Field([], max_length=500)


class Listing(Asking):
    """How many visits at most."""

    limit: Limit = 50


class ProgressShape(Shape):
    """How far a round over the sources has come; `ended` is null while it goes on."""

    by: str
    started: str
    total: int
    visited: int
    new: int
    changed: int
    other: int
    failed: int
    faults: tuple[str, ...]
    ended: str | None


@OPERATIONS.add("GET", "/sources", "reader", Sources, "Lists the sources and how each stands.")
def list_sources(call: Call[None, None]) -> Any:
    return Sources(items=tuple(map(_shaped, standings(call.desk.register))))


def _shaped(found: Standing) -> SourceShape:
    about = {
        name: getattr(found.source, name) for name in SourceShape.model_fields if name not in ("state", "stories")
    }
    return SourceShape(**about, state=found.state, stories=found.stories)


def _one(call: Call[Any, Any], key: str) -> SourceShape:
    return next(_shaped(one) for one in standings(call.desk.register) if one.source.key == key)


@OPERATIONS.add(
    "POST", "/trials", "editor", TrialShape, "Tries an address and tells what it is and would bring; keeps nothing.",
    body=Address,
)  # fmt: skip
def try_source(call: Call[None, Address]) -> Any:
    return _trial(trial(call.body.address, web(call.request)))


def _trial(found: Trial) -> TrialShape:
    source = found.source
    return TrialShape(
        address=source.address, kind=cast(Kind, source.kind), name=source.name, count=found.count, titles=found.titles,
        outlet=found.outlet,
    )  # fmt: skip


@OPERATIONS.add("POST", "/sources", "editor", SourceShape, "Tries an address and keeps it.", body=Keeping, status=201)
def add_source(call: Call[None, Keeping]) -> Any:
    found = trial(call.body.address, web(call.request))
    return _one(call, keep(call.desk.register, found, call.body.name).key)


@OPERATIONS.add(
    "PATCH", "/sources/{key:path}", "editor", SourceShape, "Leaves a source alone, or asks it again from now on.",
    body=Pausing,
)  # fmt: skip
def pause_source(call: Call[None, Pausing]) -> Any:
    kept = book(call.desk.register)
    source = kept.one(call.part("key"))
    kept.pause(source, call.body.paused)
    return _one(call, source.key)


@OPERATIONS.add(
    "DELETE", "/sources/{key:path}", "editor", None, "Forgets a source; the stories that it brought stay.", status=204
)
def remove_source(call: Call[None, None]) -> None:
    kept = book(call.desk.register)
    kept.remove(kept.one(call.part("key")))


@OPERATIONS.add("GET", "/visits/{key:path}", "reader", Visits, "Lists the visits to a source.", query=Listing)
def list_visits(call: Call[Listing, None]) -> Any:
    kept = book(call.desk.register)
    found = kept.history(kept.one(call.part("key")), call.query.limit)
    return Visits(items=tuple(map(VisitShape.model_validate, found)))


@OPERATIONS.add(
    "POST", "/rounds", "editor", ProgressShape, "Begins to ask sources now; /rounds/last tells how far it has come.",
    body=Which, status=202,
)  # fmt: skip
def start_round(call: Call[None, Which]) -> Any:
    return ProgressShape.model_validate(fetching(call.request).start(call.body.sources, call.user))


@OPERATIONS.add("GET", "/rounds/last", "reader", ProgressShape, "Tells how far the last round over the sources came.")
def show_round(call: Call[None, None]) -> Any:
    last = fetching(call.request).last
    if last is None:
        raise NotFound("no sources were asked since the server started")
    return ProgressShape.model_validate(last)
