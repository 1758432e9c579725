"""Series of figures by measure and parties, a page of them at a time, each value with the story that gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Select, and_, func, literal, or_, select

from servanda.register import series
from servanda.register.ledger import FigureRow, StoryRow
from servanda.register.register import Register
from servanda.register.series import Figures
from servanda.store import schema
from servanda.store.ledger import SqlLedger

PAGE = 12
"""Series on a page."""
MOST = 120
"""Readings of one series that are shown, those of the newest periods."""
UNREAD = ("text", "digest", "coding", "terms", "entered")
"""What of a story a citation does not need."""


@dataclass(frozen=True, slots=True)
class Source:
    """A story as its citation needs it."""

    source: str | None
    url: str | None
    title: str | None
    outlet: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Series:
    """A series with the stories of its values, by their ids; `left_out` readings of older periods are lacking."""

    figures: Figures
    sources: Mapping[str, Source]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class FigurePage:
    """A page of the series that fit, those with most values first; `total` counts all of them.

    `measures`: how many series there are of each measure, whatever measure was asked for.
    """

    series: tuple[Series, ...]
    total: int
    page: int
    pages: int
    measures: tuple[tuple[str, int], ...]


def figure_page(
    register: Register, polities: Sequence[str] = (), measure: str | None = None, page: int = 1, size: int = PAGE
) -> FigurePage:
    """The series in which all the polities take part, or regions of theirs."""
    table = schema.figures
    with register.ledger.reading():
        connection = cast(SqlLedger, register.ledger).connection
        told = func.count().label("told")
        groups = _of(select(table.c.measure, table.c.parties, told), polities).group_by(
            table.c.measure, table.c.parties
        )
        found = [(row.measure, row.parties, row.told) for row in connection.execute(groups)]
        measures: dict[str, int] = {}
        for name, _, _ in found:
            measures[name] = measures.get(name, 0) + 1
        wanted = sorted((one for one in found if measure in (None, one[0])), key=lambda one: (-one[2], one[:2]))
        pages = max(1, -(-len(wanted) // size))
        at = min(max(page, 1), pages)
        chosen = wanted[(at - 1) * size : at * size]
        made = tuple(_series(connection, name, parties, count) for name, parties, count in chosen)
    ordered = tuple(sorted(measures.items(), key=lambda one: (-one[1], one[0])))
    return FigurePage(tuple(one for one in made if one.figures.points), len(wanted), at, pages, ordered)


def _series(connection: Any, measure: str, parties: str, count: int) -> Series:
    """One series; reprints of a text are passed over."""
    table, stories = schema.figures, schema.stories
    columns = (literal("").label(name) if name in UNREAD else stories.c[name] for name in StoryRow.__slots__)
    query = (
        select(*(table.c[name] for name in FigureRow.__slots__), *columns)
        .join(stories, stories.c.id == table.c.story)
        .where(and_(table.c.measure == measure, table.c.parties == parties))
        .order_by(table.c.period.desc().nulls_last(), stories.c.date.desc(), table.c.story, table.c.number)
        .limit(MOST)
    )
    width = len(FigureRow.__slots__)
    rows = [(FigureRow(*row[:width]), StoryRow(*row[width:])) for row in connection.execute(query)]
    told = {row.id: Source(row.source, row.url, row.title, row.outlet, row.date) for _, row in rows}
    found = series.figures(rows)
    return Series(found[0] if found else Figures(measure, tuple(parties.split("+")), ()), told, max(0, count - MOST))


def _of(query: Select[Any], polities: Sequence[str]) -> Select[Any]:
    """Only figures of these polities: of a country also those of its regions, of a city those of its region."""
    padded = "+" + schema.figures.c.parties + "+"
    for code in polities:
        region = code.partition("/")[0]
        forms = (f"+{region}+",) if "-" in region else (f"+{region}+", f"+{region}-")
        query = query.where(or_(*(padded.contains(form, autoescape=True) for form in forms)))
    return query
