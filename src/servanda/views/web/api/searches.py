"""Saved searches: keeping, looking, and the addresses of their calendars and feeds."""

from __future__ import annotations

from typing import Any

from servanda.register.where import Where
from servanda.views.queries import searches as queries
from servanda.views.web.api.operation import Call, Operations
from servanda.views.web.api.pledges import Filter
from servanda.views.web.api.shapes import PledgeRow, Shape
from servanda.views.web.feeds import addresses

OPERATIONS = Operations("Searches")
MOST = 200
"""Pledges of a look that are told."""


class Looking(Shape):
    """What a search looks for; as in the query of the list of pledges."""

    kind: str | None
    polity: tuple[str, ...]
    status: tuple[str, ...]
    field: str | None
    text: str | None
    since: str | None
    until: str | None
    announced: str
    speaker: str | None
    outlet: str | None
    due_from: str | None
    due_until: str | None
    changed_from: str | None
    slipped: bool | None


class SearchShape(Shape):
    """A saved search: how many pledges it finds, how many have news since the last look, and its addresses.

    The addresses hold the secret that opens them to whoever has it; null where the search is not published.
    """

    name: str
    seen: str
    pledges: int
    fresh: int
    filter: Looking
    calendar: str | None
    feed: str | None


class Searches(Shape):
    """All saved searches, by name."""

    items: tuple[SearchShape, ...]


class Look(Shape):
    """What a search finds, and the first of what of it is new."""

    name: str
    pledges: int
    fresh: int
    items: tuple[PledgeRow, ...]


@OPERATIONS.add("GET", "/searches", "reader", Searches, "Lists the saved searches.", signed_in=True)
def list_searches(call: Call[None, None]) -> Any:
    found = queries.searches(call.desk.register)
    return Searches(items=tuple(_shaped(one, call) for one in found))


def _shaped(found: queries.Search, call: Call[Any, Any]) -> SearchShape:
    calendar, feed = addresses(call.request, found) if found.secret else (None, None)
    counted = found.counted
    return SearchShape(
        name=found.name, seen=counted.seen, pledges=counted.pledges, fresh=counted.fresh,
        filter=_looking(counted.where), calendar=calendar, feed=feed,
    )  # fmt: skip


def _looking(where: Where) -> Looking:
    same = {name: getattr(where, name) for name in Looking.model_fields if hasattr(where, name)}
    announced = {True: "yes", False: "no", None: "all"}[where.promised]
    return Looking(**same, polity=where.polities, status=where.statuses, announced=announced)


def _one(call: Call[Any, Any], name: str) -> SearchShape:
    return next(_shaped(one, call) for one in queries.searches(call.desk.register) if one.name == name)


@OPERATIONS.add("PUT", "/searches/{name:path}", "editor", SearchShape, "Keeps a search under a name.", body=Filter)
def save_search(call: Call[None, Filter]) -> Any:
    return _one(call, queries.save(call.desk.register, call.part("name"), call.body.where()))


@OPERATIONS.add("DELETE", "/searches/{name:path}", "editor", None, "Drops a saved search.", status=204)
def drop_search(call: Call[None, None]) -> None:
    queries.forget(call.desk.register, call.part("name"))


@OPERATIONS.add(
    "POST", "/looks/{name:path}", "editor", Look, "Tells what is new in a saved search; from now on, that is seen."
)
def look(call: Call[None, None]) -> Any:
    found = queries.look(call.desk.register, call.part("name"), MOST)
    return Look(
        name=found.name, pledges=found.pledges, fresh=found.fresh,
        items=tuple(map(PledgeRow.model_validate, found.news)),
    )  # fmt: skip


@OPERATIONS.add(
    "POST", "/addresses/{name:path}", "editor", SearchShape,
    "Gives a search new secret addresses for its calendar and feed; the old ones lead nowhere from now on.", status=201,
)  # fmt: skip
def publish_search(call: Call[None, None]) -> Any:
    name = call.part("name")
    queries.where_of(call.desk.register, name)
    queries.published(call.desk.register).publish(name)
    return _one(call, name)


@OPERATIONS.add("DELETE", "/addresses/{name:path}", "editor", None, "Takes the addresses of a search back.", status=204)
def withdraw_search(call: Call[None, None]) -> None:
    queries.where_of(call.desk.register, call.part("name"))
    queries.published(call.desk.register).withdraw(call.part("name"))
