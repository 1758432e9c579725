"""The register as a table: rows of pledges with filters, sorting, pages, and counts of what else could be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, Protocol, get_args

from servanda.model.event import Kind
from servanda.model.status import StatusName
from servanda.register.summaries import Summary
from servanda.register.where import Where

SortName = Literal["told", "news", "due", "what", "status", "promised", "slips", "slipped", "since"]
SORTS: tuple[SortName, ...] = get_args(SortName)
"""By what rows are sorted: first told, last told, due day, name, status, times promised, days put off, when last put
off, status since."""

Facet = Literal["party", "kind", "field", "status", "due", "speaker", "outlet"]
FACETS: tuple[Facet, ...] = get_args(Facet)
MOST = 12
"""Values of a facet that are counted out, where it has many."""


@dataclass(frozen=True, slots=True)
class Row:
    """One pledge as a table shows it on a day; see `Summary`."""

    id: str
    what: str
    kind: Kind
    fields: tuple[str, ...]
    polities: tuple[str, ...]
    status: StatusName
    since: str | None
    days: int | None
    """Of what is overdue, days since the due date; of what was kept, days late, negative: early."""
    rated: bool
    """A person gave it its status."""
    first_told: str | None
    last_told: str | None
    first_due: str | None
    due: str | None
    due_day: str | None
    kept_on: str | None
    promised_times: int
    slips: int
    slip_days: int
    slipped_on: str | None
    promised: bool
    events: int
    stories: int


@dataclass(frozen=True, slots=True)
class Count:
    """How many pledges a table would hold if this value were chosen too, or instead."""

    value: str
    number: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A page of the table, how many rows there are in all, and what could be chosen further."""

    rows: tuple[Row, ...]
    total: int
    facets: Mapping[Facet, tuple[Count, ...]]


@dataclass(frozen=True, slots=True)
class Order:
    """How a table is sorted: rows without the value come last either way."""

    by: SortName = "told"
    down: bool = False

    @classmethod
    def of(cls, text: str) -> Order:
        """`due` or, downwards, `-due`. Raises ValueError where there is no such order."""
        name = text.removeprefix("-")
        found = next((one for one in SORTS if one == name), None)
        if found is None:
            raise ValueError(text)
        return cls(found, text.startswith("-"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table is asked for. `news_after` (ISO time): something of it came to the register after that.

    `most`: how many values of parties, speakers and outlets are counted; 0 leaves counting out.
    """

    where: Where = field(default_factory=Where)
    order: Order = field(default_factory=Order)
    size: int = 50
    offset: int = 0
    news_after: str | None = None
    most: int = MOST


class Tables(Protocol):
    """What the table needs of a ledger. All of it within a transaction, `refresh` within a writing one."""

    def settled(self, today: date) -> bool: ...
    def refresh(self, today: date) -> None: ...
    def table(self, asked: Asked, today: date) -> Table: ...
    def rows(self, asked: Asked, today: date) -> tuple[Row, ...]: ...
    def listed(self, asked: Asked, today: date) -> list[str]: ...
    def wanted(self, where: Where, today: date, news_after: str | None = None) -> set[str]: ...
    def calling(self, where: Where, today: date, until: str) -> set[str]: ...


def row(summary: Summary, today: date) -> Row:
    """A summary as it reads on a day on which it holds."""
    day = today.isoformat()
    turned = summary.turn is not None and summary.turn <= day
    status = summary.turned if turned and summary.turned else summary.status
    days = summary.days
    if status == "overdue" and summary.due_day:
        days = (today - date.fromisoformat(summary.due_day)).days
    return Row(
        id=summary.id,
        what=summary.what,
        kind=summary.kind,
        fields=summary.fields,
        polities=summary.polities,
        status=status,
        since=summary.turn if turned else summary.since,
        days=days,
        rated=summary.rating is not None,
        first_told=summary.first_told,
        last_told=summary.last_told,
        first_due=summary.first_due,
        due=summary.due,
        due_day=summary.due_day,
        kept_on=summary.kept_on,
        promised_times=summary.promised_times,
        slips=summary.slips,
        slip_days=summary.slip_days,
        slipped_on=summary.slipped_on,
        promised=summary.promised,
        events=summary.events,
        stories=summary.stories,
    )


def due_spans(today: date) -> dict[str, tuple[date | None, date | None]]:
    """The spans of due dates that are counted, first and last day, None being open: one follows the other."""
    ends = {"past": -1, "month": 30, "quarter": 91, "year": 365}
    lasts = {name: today + timedelta(days=days) for name, days in ends.items()}
    firsts = [None, *(last + timedelta(days=1) for last in lasts.values())]
    return dict(zip([*lasts, "later"], zip(firsts, [*lasts.values(), None], strict=True), strict=True))
