"""What the pages of a polity and of a pair show: how its pledges stand, what presses, who took part, with whom.

Nothing here grows with the register but counting, which the database does; lists are cut or paged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import case, func, select

from servanda.knowledge.leaders import leader
from servanda.model.event import FIELDS, Kind
from servanda.model.pledge import Step
from servanda.model.status import StatusName
from servanda.register import series
from servanda.register.parties import above, top
from servanda.register.register import Register
from servanda.register.series import Gatherings
from servanda.register.tables import Asked, Order, Row
from servanda.register.where import Where
from servanda.store import schema
from servanda.store.ledger import SqlLedger
from servanda.views.dossier.compose import OPEN, ORDER
from servanda.views.export.content import shown
from servanda.views.queries.figures import FigurePage, figure_page

PAGE = 25
"""Pledges on a page of the list."""
FEW = 6
"""Entries of a short list: what presses, what comes, meetings."""
LOOKED_AT = 120
"""Pledges, newest first, in which people are looked for."""
OCCASIONS = 60
"""Gatherings, newest first, of which series are made."""
PEOPLE = 24
PARTNERS = 400
SERIES = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """How many pledges stand how. In `by_field` a pledge counts under each of its fields, under None without one.

    `by_year`: how many were first told of in each year, without gaps.
    """

    total: int
    by_status: Mapping[StatusName, int]
    by_field: tuple[tuple[str | None, Mapping[StatusName, int]], ...]
    by_year: tuple[tuple[int, int], ...]

    @property
    def open(self) -> int:
        return sum(self.by_status.get(name, 0) for name in OPEN)  # type: ignore[call-overload]

    @property
    def statuses(self) -> tuple[StatusName, ...]:
        """The statuses that any has, what needs attention first."""
        return tuple(name for name in ORDER if name in self.by_status)  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who took part, or a body: the stories of each year, and the office of those whom the tables know."""

    name: str
    stories: int
    years: Mapping[int, int]
    last: str | None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Partner:
    """A polity with which there are pledges; `here` tells whether it lies in the same country."""

    code: str
    pledges: int
    here: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of the pledges is listed."""

    field: str | None = None
    status: StatusName | None = None
    kind: Kind | None = None
    page: int = 1
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class DossierView:
    """A polity, or a pair. `rows` are a page of the pledges chosen, `total` how many these are."""

    polities: tuple[str, ...]
    as_of: str
    standing: Standing
    chosen: Chosen
    rows: tuple[Row, ...]
    total: int
    pages: int
    overdue: tuple[Row, ...]
    slipped: tuple[Row, ...]
    coming: tuple[Row, ...]
    meetings: tuple[Row, ...]
    meetings_total: int
    gatherings: tuple[Gatherings, ...]
    people: tuple[Person, ...]
    looked_at: int
    """In how many pledges people were looked for."""
    held: int
    """How many entries there are: pledges, and acts that nobody had announced."""
    figures: FigurePage
    told: Mapping[str, Step]
    """The step whose words stand for a pledge of the short lists, by its id."""
    partners: tuple[Partner, ...] = ()


def dossier_view(register: Register, polities: tuple[str, ...], chosen: Chosen) -> DossierView:
    """The page of a polity, or of a pair, as of today."""
    today = register.clock.today()
    with register.ledger.reading():
        standing = _standing(register, polities)
        statuses = (chosen.status,) if chosen.status else ()
        where = Where(kind=chosen.kind, polities=polities, statuses=statuses, field=chosen.field)
        listed = register.table(Asked(where, Order("status"), chosen.size, (chosen.page - 1) * chosen.size, most=0))
        late = Where(polities=polities, statuses=("overdue",))
        moved = Where(polities=polities, statuses=("promised", "in the works", "postponed"), slipped=True)
        ahead = Where(polities=polities, statuses=OPEN, due_from=today.isoformat())  # type: ignore[arg-type]
        met = Where(kind="meeting", polities=polities, promised=None)
        overdue, _ = _rows(register, late, Order("due"), FEW)
        slipped, _ = _rows(register, moved, Order("slips", True), FEW)
        coming, _ = _rows(register, ahead, Order("due"), FEW)
        meetings, meetings_total = _rows(register, met, Order("news", True), FEW)
        newest = _rows(register, Where(polities=polities, promised=None), Order("news", True), LOOKED_AT)
        return DossierView(
            polities=polities,
            as_of=today.isoformat(),
            standing=standing,
            chosen=chosen,
            rows=listed.rows,
            total=listed.total,
            pages=max(1, -(-listed.total // chosen.size)),
            overdue=overdue,
            slipped=slipped,
            coming=coming,
            meetings=meetings,
            meetings_total=meetings_total,
            gatherings=_gatherings(register, polities),
            people=_people(register, newest[0]),
            looked_at=len(newest[0]),
            held=newest[1],
            figures=figure_page(register, polities, size=SERIES),
            told=_told(register, [*overdue, *slipped, *meetings]),
            partners=_partners(register, polities[0]) if len(polities) == 1 else (),
        )


def _told(register: Register, rows: Sequence[Row]) -> dict[str, Step]:
    """The words of pledges, by their ids."""
    pledges = register._pledges([row.id for row in rows], register.clock.today())
    return {pledge.id: shown(pledge) for pledge in pledges}


def _rows(register: Register, where: Where, order: Order, size: int) -> tuple[tuple[Row, ...], int]:
    table = register.table(Asked(where, order, size, most=0))
    return table.rows, table.total


def _standing(register: Register, polities: Sequence[str]) -> Standing:
    """Counted in one go over the summaries of the polities."""
    table, tags, today = schema.summaries, schema.summary_tags, register.clock.today().isoformat()
    status = case((table.c.turn <= today, table.c.turned), else_=table.c.status)
    year = func.substr(table.c.first_told, 1, 4)
    query = select(table.c.fields, status, year, func.count()).where(table.c.promised.is_(True))
    for code in polities:
        having = select(tags.c.summary).where(
            tags.c.facet == "party", tags.c.promised.is_(True), tags.c.value == code
        )
        query = query.where(table.c.nr.in_(having))
    by_status: Counter[StatusName] = Counter()
    by_field: dict[str | None, Counter[StatusName]] = {}
    by_year: Counter[int] = Counter()
    connection = cast(SqlLedger, register.ledger).connection
    for bits, name, told, count in connection.execute(query.group_by(table.c.fields, status, year)):
        by_status[name] += count
        if told:
            by_year[int(told)] += count
        for field in [one for at, one in enumerate(FIELDS) if bits >> at & 1] or [None]:
            by_field.setdefault(field, Counter())[name] += count
    years = range(min(by_year), max(by_year) + 1) if by_year else ()
    fields = tuple((one, by_field[one]) for one in (*FIELDS, None) if one in by_field)
    return Standing(
        sum(by_status.values()),
        {name: by_status[name] for name in ORDER if name in by_status},  # type: ignore[misc, index]
        tuple(sorted(fields, key=lambda one: (one[0] is None, -sum(one[1].values())))),
        tuple((year, by_year[year]) for year in years),
    )


def _gatherings(register: Register, polities: tuple[str, ...]) -> tuple[Gatherings, ...]:
    """The series, those held or due last first."""
    where = Where(kind="gathering", polities=polities, promised=None)
    rows, _ = _rows(register, where, Order("news", True), OCCASIONS)
    return gathering_series(register, [row.id for row in rows])


def gathering_series(register: Register, ids: Sequence[str]) -> tuple[Gatherings, ...]:
    """The series that these gatherings make, each in time; the one told of last comes first."""
    pledges = register._pledges(ids, register.clock.today())
    order = sorted(pledges, key=lambda one: (one.status.due_day or one.status.kept_on or "", one.steps[0].order))
    made = series.gatherings(order)
    return tuple(sorted(made, key=lambda one: one.occurrences[-1].pledge.status.last_news or "", reverse=True))


def _people(register: Register, rows: Sequence[Row]) -> tuple[Person, ...]:
    """Who is named as taking part in these pledges, those in most stories first."""
    told: dict[str, dict[str, Step]] = {}
    for steps in register.ledger.steps_in([row.id for row in rows]).values():
        for step in steps:
            if step.reprint_of is None:
                for name in step.event.actors:
                    told.setdefault(name, {})[step.story] = step
    ranked = sorted(told, key=lambda name: (-len(told[name]), name))
    return tuple(_person(name, list(told[name].values())) for name in ranked[:PEOPLE])


def _person(name: str, steps: Sequence[Step]) -> Person:
    days = sorted(step.date for step in steps if step.date)
    last = days[-1] if days else None
    known = leader(name, int(last[:4]) if last else None)
    return Person(
        name,
        len(steps),
        dict(sorted(Counter(int(day[:4]) for day in days).items())),
        last,
        known.office if known else None,
    )


def _partners(register: Register, code: str) -> tuple[Partner, ...]:
    """The polities with which this one has pledges, whole countries and parts of them, most pledges first."""
    table = register.table(Asked(Where(polities=(code,)), size=1, most=PARTNERS))
    return tuple(
        Partner(count.value, count.number, top(count.value) == top(code))
        for count in table.facets["party"]
        if count.value != code and count.value not in above(code) and code not in above(count.value)
    )
