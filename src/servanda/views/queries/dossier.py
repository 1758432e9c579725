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
from servanda.model.event import FIELDS, KINDS
from servanda.model.pledge import Step
from servanda.model.status import StatusName
from servanda.register import series
from servanda.register.parties import above, top
from servanda.register.register import Register
from servanda.register.series import Gatherings
from servanda.register.summaries import summed
from servanda.register.tables import Asked, Order, Row, row
from servanda.register.where import Where
from servanda.store import schema
from servanda.store.ledger import SqlLedger
from servanda.views.dossier.compose import OPEN, ORDER
from servanda.views.export.content import shown
from servanda.views.queries.figures import FigurePage, figure_page
from servanda.views.queries.parties import due, newest, of_parties, party_counts

PAGE = 25
"""Pledges on a page of the list."""
FEW = 6
"""Entries of a short list: what presses, what comes, meetings."""
LOOKED_AT = 120
"""Pledges, newest first, in which people are looked for."""
OCCASIONS = 40
"""Gatherings, newest first, of which series are made."""
PEOPLE = 24
SERIES = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """How many pledges stand how. In `by_field` a pledge counts under each of its fields, under None without one.

    `by_year`: how many were first told of in each year, without gaps. `held` counts, beside pledges, the acts that
    nobody had announced, and `meetings` those of both.
    """

    total: int
    by_status: Mapping[StatusName, int]
    by_field: tuple[tuple[str | None, Mapping[StatusName, int]], ...]
    by_year: tuple[tuple[int, int], ...]
    held: int
    meetings: int

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
    gatherings: tuple[Gatherings, ...]
    people: tuple[Person, ...]
    looked_at: int
    """In how many entries people were looked for."""
    figures: FigurePage
    told: Mapping[str, Step]
    """The step whose words stand for a pledge of the short lists, by its id."""
    partners: tuple[Partner, ...] = ()


def dossier_view(register: Register, polities: tuple[str, ...], chosen: Chosen) -> DossierView:
    """The page of a polity, or of a pair, as of today."""
    register.rows(Asked(size=0))
    key = ("dossier", polities, chosen, register.clock.today())
    with register.ledger.reading():
        return cast(SqlLedger, register.ledger).remembered(key, lambda: _made(register, polities, chosen))


def _made(register: Register, polities: tuple[str, ...], chosen: Chosen) -> DossierView:
    today = register.clock.today()
    latest = newest(register, polities, LOOKED_AT)
    with register.ledger.reading():
        standing = _standing(register, polities)
        rows, total = _listed(register, polities, chosen, standing)
        overdue = due(register, polities, ("overdue",), FEW)
        slipped = due(register, polities, ("promised", "in the works", "postponed"), FEW, slipped=True)
        coming = due(register, polities, OPEN, FEW, since=today.isoformat())
        meetings = newest(register, polities, FEW, "meeting")
        built = register.among([*dict.fromkeys([*overdue, *slipped, *coming, *meetings])], today)
        short = {pledge.id: row(summed(pledge, today), today) for pledge in built}
        return DossierView(
            polities=polities,
            as_of=today.isoformat(),
            standing=standing,
            chosen=chosen,
            rows=rows,
            total=total,
            pages=max(1, -(-total // chosen.size)),
            overdue=tuple(short[id] for id in overdue),
            slipped=tuple(short[id] for id in slipped),
            coming=tuple(short[id] for id in coming),
            meetings=tuple(short[id] for id in meetings),
            gatherings=_gatherings(register, polities),
            people=_people(register, latest),
            looked_at=len(latest),
            figures=figure_page(register, polities, size=SERIES),
            told={pledge.id: shown(pledge) for pledge in built},
            partners=_partners(register, polities[0]) if len(polities) == 1 else (),
        )


def _listed(
    register: Register, polities: tuple[str, ...], chosen: Chosen, standing: Standing
) -> tuple[tuple[Row, ...], int]:
    """A page of the pledges chosen, status after status, what needs attention first; and how many these are."""
    counts = dict(standing.by_field).get(chosen.field, {}) if chosen.field else standing.by_status
    rows: list[Row] = []
    skipped = (chosen.page - 1) * chosen.size
    total = 0
    for status in standing.statuses:
        count = counts.get(status, 0) if chosen.status in (None, status) else 0
        total += count
        wanted = chosen.size - len(rows)
        if skipped < count and wanted:
            where = Where(polities=polities, statuses=(status,), field=chosen.field)
            order = Order("due") if status in OPEN else Order("news", True)
            rows += register.rows(Asked(where, order, wanted, skipped))
        skipped = max(0, skipped - count)
    return tuple(rows), total


def _standing(register: Register, polities: Sequence[str]) -> Standing:
    """Counted in one go over the summaries of the polities."""
    table, today = schema.summaries, register.clock.today().isoformat()
    status = case((table.c.turn <= today, table.c.turned), else_=table.c.status)
    year = func.substr(table.c.first_told, 1, 4)
    met = table.c.kinds.op("&")(1 << KINDS.index("meeting")) != 0
    columns = (table.c.promised, met, table.c.fields, status, year)
    query = of_parties(select(*columns, func.count()), polities, (False, True)).group_by(*columns)
    by_status: Counter[StatusName] = Counter()
    by_field: dict[str | None, Counter[StatusName]] = {}
    by_year: Counter[int] = Counter()
    connection = cast(SqlLedger, register.ledger).connection
    held = meetings = 0
    for promised, meeting, bits, name, told, count in connection.execute(query):
        held += count
        meetings += count if meeting else 0
        if not promised:
            continue
        by_status[name] += count
        if told:
            by_year[int(told)] += count
        named = [field for at, field in enumerate(FIELDS) if bits >> at & 1]
        for field in (*named, *([] if named else [None])):
            by_field.setdefault(field, Counter())[name] += count
    years = range(min(by_year), max(by_year) + 1) if by_year else ()
    fields = tuple((one, by_field[one]) for one in (*FIELDS, None) if one in by_field)
    return Standing(
        sum(by_status.values()),
        {name: by_status[name] for name in ORDER if name in by_status},  # type: ignore[misc, index]
        tuple(sorted(fields, key=lambda one: (one[0] is None, -sum(one[1].values())))),
        tuple((year, by_year[year]) for year in years),
        held,
        meetings,
    )


def _gatherings(register: Register, polities: tuple[str, ...]) -> tuple[Gatherings, ...]:
    """The series, those held or due last first."""
    return gathering_series(register, newest(register, polities, OCCASIONS, "gathering"))


def gathering_series(register: Register, ids: Sequence[str]) -> tuple[Gatherings, ...]:
    """The series that these gatherings make, each in time; the one told of last comes first."""
    pledges = register.among(ids)
    order = sorted(pledges, key=lambda one: (one.status.due_day or one.status.kept_on or "", one.steps[0].order))
    made = series.gatherings(order, register.ledger.traits([step.id for one in order for step in one.steps]))
    return tuple(sorted(made, key=lambda one: one.occurrences[-1].pledge.status.last_news or "", reverse=True))


def _people(register: Register, ids: Sequence[str]) -> tuple[Person, ...]:
    """Who is named as taking part in these pledges, those in most stories first."""
    told: dict[str, dict[str, Step]] = {}
    today = register.clock.today().isoformat()
    for steps in register.ledger.steps_in(ids).values():
        for step in steps:
            if step.reprint_of is None and (step.date or "") <= today:
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
    return tuple(
        Partner(other, count, top(other) == top(code))
        for other, count in party_counts(register, code).items()
        if other != code and other not in above(code) and code not in above(other)
    )
