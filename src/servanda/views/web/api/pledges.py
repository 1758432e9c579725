"""Pledges: the list with its filters, one of them, what happened to it, what falls due, the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from servanda.model.event import FIELDS, Kind
from servanda.model.pledge import Pledge
from servanda.model.status import StatusName
from servanda.register.agenda import Agenda
from servanda.register.history import Record
from servanda.register.summaries import summed
from servanda.register.tables import SORTS, Asked, Facet, Order, row
from servanda.register.where import Where
from servanda.views.queries.calendar import Entry, calendar, read_month
from servanda.views.queries.pledge import terms_of
from servanda.views.web.api import shapes
from servanda.views.web.api.operation import Call, Operations
from servanda.views.web.api.shapes import (
    Asking,
    AsOf,
    Code,
    Day,
    DecisionShape,
    Limit,
    Line,
    Page,
    PledgeRow,
    PledgeShape,
    Shape,
    Yes,
)  # fmt: skip

OPERATIONS = Operations("Pledges")
ORDERS = tuple(mark + name for name in SORTS for mark in ("", "-"))
Field_ = Literal[FIELDS]  # type: ignore[valid-type]
Sort = Literal[ORDERS]  # type: ignore[valid-type]
Month = Annotated[str, StringConstraints(pattern="^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$"), Field(examples=["2026-11"])]


class Filter(Asking):
    """Which pledges are wanted; all that is given must hold."""

    kind: Kind | None = None
    polity: tuple[Code, ...] = Field((), max_length=10, description="Each takes part, itself or by a part of it.")
    status: tuple[StatusName, ...] = Field((), max_length=10, description="Any of these.")
    field: Field_ | None = None
    text: Line | None = Field(None, description="All its words stand in names or sentences, in any form.")
    since: Day | None = Field(None, description="A story of it was published on this day or later.")
    until: Day | None = Field(None, description="A story of it was published on this day or before.")
    announced: Yes = Field("yes", description="`no` takes lone acts that nobody had announced alone, `all` both.")
    speaker: Line | None = None
    outlet: Line | None = None
    due_from: Day | None = None
    due_until: Day | None = None
    changed_from: Day | None = Field(None, description="Its status is as it is since this day or a later one.")
    slipped: bool | None = Field(None, description="Whether its due date was put off.")

    def where(self) -> Where:
        """The register's own filter."""
        given = self.model_dump(exclude={"polity", "status", "announced", *OUTSIDE})
        promised = {"yes": True, "no": False, "all": None}[self.announced]
        return Where(polities=self.polity, statuses=self.status, promised=promised, **given)


OUTSIDE = ("sort", "limit", "offset", "days")


class Listing(Filter, Page):
    """A filter, an order and a page."""

    sort: Sort = Field("told", description="With - downwards.")


class CountShape(Shape):
    """How many pledges the list would hold if this value were chosen too, or instead."""

    value: str
    number: int
    chosen: bool


class Pledges(Shape):
    """A page of the list, how many there are in all, and what could be chosen further."""

    items: tuple[PledgeRow, ...]
    total: int
    facets: Mapping[Facet, tuple[CountShape, ...]]


class RecordShape(Shape):
    """One thing that happened: a story came or changed, or a person decided."""

    time: str
    what: str
    story: str | None
    version: int | None
    decision: DecisionShape | None
    undone: bool


class History(Shape):
    """All that happened to a pledge or a story, in time."""

    items: tuple[RecordShape, ...]


class Ahead(Filter):
    """How far to look ahead, and what for."""

    days: int = Field(56, ge=0, le=3660)
    limit: Limit = 50


class Pressing(Shape):
    """A list of what calls for attention: how many there are, and the first of them."""

    total: int
    items: tuple[PledgeRow, ...]


class Due(Shape):
    """What falls due, what is overdue, what slipped, what has gone quiet."""

    as_of: str
    days: int
    coming: Pressing
    overdue: Pressing
    slipped: Pressing
    quiet: Pressing


class InMonth(Asking):
    """A month, that of today if left out."""

    month: Month | None = None
    polity: tuple[Code, ...] = Field((), max_length=10)


class EntryShape(Shape):
    """A pledge on its days. `held`: it took place then; else it is due then; `exact`: on a day of its own."""

    pledge: PledgeRow
    first: date
    last: date
    held: bool
    exact: bool


class MonthShape(Shape):
    """A month: entries on their days first, then what is due by its end; `cut`: there are more than are told."""

    month: str
    total: int
    cut: bool
    items: tuple[EntryShape, ...]


@OPERATIONS.add("GET", "/pledges", "reader", Pledges, "Lists pledges as they stand today.", query=Listing)
def list_pledges(call: Call[Listing, None]) -> Any:
    asked = call.query
    found = call.desk.register.table(Asked(asked.where(), Order.of(asked.sort), asked.limit, asked.offset))
    return Pledges(
        items=tuple(map(PledgeRow.model_validate, found.rows)),
        total=found.total,
        facets={name: tuple(map(CountShape.model_validate, counts)) for name, counts in found.facets.items()},
    )


@OPERATIONS.add("GET", "/pledges/{id}", "reader", PledgeShape, "Shows a pledge as known on a day.", query=AsOf)
def show_pledge(call: Call[AsOf, None]) -> Any:
    register = call.desk.register
    day = date.fromisoformat(call.query.as_of) if call.query.as_of else None
    with register.ledger.reading():
        return shapes.pledge(register.pledge(call.part("id"), day), terms_of(register), call.desk.language)


@OPERATIONS.add(
    "GET", "/history/{id:path}", "reader", History,
    "Tells all that happened to a pledge, an event or a story: entered, changed, decided, undone.",
)  # fmt: skip
def show_history(call: Call[None, None]) -> Any:
    found = call.desk.register.history(call.part("id"))
    return History(items=tuple(map(_record, found)))


def _record(found: Record) -> RecordShape:
    return RecordShape.model_validate(found)


@OPERATIONS.add("GET", "/due", "reader", Due, "Lists what falls due, is overdue, slipped, went quiet.", query=Ahead)
def list_due(call: Call[Ahead, None]) -> Any:
    found = call.desk.register.due(call.query.days, call.desk.today, call.query.where())
    lists = {name: _pressing(getattr(found, name), found, call.query.limit) for name in LISTS}
    return Due(as_of=found.as_of, days=found.days, **lists)


LISTS = ("coming", "overdue", "slipped", "quiet")


def _pressing(pledges: tuple[Pledge, ...], found: Agenda, limit: int) -> Pressing:
    day = date.fromisoformat(found.as_of)
    return Pressing(
        total=len(pledges),
        items=tuple(PledgeRow.model_validate(row(summed(one, day), day)) for one in pledges[:limit]),
    )


@OPERATIONS.add("GET", "/calendar", "reader", MonthShape, "Lists what is due or was held in a month.", query=InMonth)
def list_month(call: Call[InMonth, None]) -> Any:
    here = call.desk
    found = calendar(here.register, read_month(call.query.month, here.today), call.query.polity)
    entries: dict[str, EntryShape] = {}
    for day in found.by_day:
        entries |= {one.row.id: _entry(one, True) for one in day.entries if one.row.id not in entries}
    entries |= {one.row.id: _entry(one, False) for one in found.loose}
    return MonthShape(
        month=str(found.month), total=found.total, cut=found.cut, items=tuple(entries.values())
    )


def _entry(found: Entry, exact: bool) -> EntryShape:
    return EntryShape(
        pledge=PledgeRow.model_validate(found.row), first=found.first, last=found.last, held=found.held, exact=exact
    )
