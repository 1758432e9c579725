"""Polities and pairs: how their pledges stand, who took part, figures, gatherings."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, cast

from pydantic import Field, StringConstraints

from servanda.errors import NotFound
from servanda.knowledge import polities as known
from servanda.model.event import Measure
from servanda.model.status import StatusName
from servanda.register import series
from servanda.register.tables import Asked, Order, Row
from servanda.register.where import Where
from servanda.views.queries.dossier import Chosen, DossierView, dossier_view, gathering_series
from servanda.views.queries.figures import FigurePage, Series, figure_page
from servanda.views.queries.pledge import Terms, terms_of
from servanda.views.web.api import shapes
from servanda.views.web.api.operation import Call, Operations
from servanda.views.web.api.pledges import Field_
from servanda.views.web.api.shapes import Asking, Code, FigureShape, Page, PledgeRow, Shape, Told

OPERATIONS = Operations("Polities")
Number = Annotated[int, Field(ge=1, le=100_000)]


class PolityShape(Shape):
    """A polity with its names."""

    code: str
    russian: str
    english: str


class Polities(Shape):
    """Polities by code, how many there are in all."""

    items: tuple[PolityShape, ...]
    total: int


class Naming(Page):
    """A part of a code, or of a Russian or English name."""

    text: Annotated[str, StringConstraints(max_length=80)] = ""


class Choosing(Asking):
    """Which of the pledges are listed, and their page."""

    field: Field_ | None = None
    status: StatusName | None = None
    page: Number = 1
    limit: shapes.Limit = 50


class Shares(Shape):
    """How many pledges of a field stand how; `field` is null for those without one."""

    field: str | None
    by_status: dict[StatusName, int]


class PersonShape(Shape):
    """Somebody, or a body, that took part: in how many stories, and when last."""

    name: str
    stories: int
    last: str | None
    office: str | None


class PartnerShape(Shape):
    """Another polity with which there are pledges."""

    code: str
    pledges: int


class PointShape(Shape):
    """One period. `disputed`: its sources give different values; all are told."""

    period: str | None
    disputed: bool
    readings: tuple[Told, ...]


class SeriesShape(Shape):
    """One measure between the same parties, by period; `left_out` readings of older periods are lacking."""

    measure: Measure
    parties: tuple[str, ...]
    points: tuple[PointShape, ...]
    left_out: int


class FiguresShape(Shape):
    """A page of series, those with most values first."""

    items: tuple[SeriesShape, ...]
    total: int
    page: int
    pages: int


class OccurrenceShape(Shape):
    """One time that a gathering was, or is to be, held: dates planned (`due`) and actual (`held`), EDTF."""

    pledge: str
    what: str
    status: StatusName
    polities: tuple[str, ...]
    number: int | None
    due: str | None
    held: str | None


class GatheringShape(Shape):
    """A gathering that recurs, its occurrences in time."""

    name: str
    occurrences: tuple[OccurrenceShape, ...]


class GatheringsShape(Shape):
    """Series of gatherings; `total` is how many single gatherings there are."""

    items: tuple[GatheringShape, ...]
    total: int


class DossierShape(Shape):
    """A polity or a pair as of today: how its pledges stand, what presses, and a page of the pledges chosen."""

    polities: tuple[str, ...]
    as_of: str
    total: int
    open: int
    by_status: dict[StatusName, int]
    by_field: tuple[Shares, ...]
    items: tuple[PledgeRow, ...]
    listed: int
    page: int
    pages: int
    overdue: tuple[PledgeRow, ...]
    slipped: tuple[PledgeRow, ...]
    coming: tuple[PledgeRow, ...]
    meetings: tuple[PledgeRow, ...]
    gatherings: tuple[GatheringShape, ...]
    people: tuple[PersonShape, ...]
    figures: FiguresShape
    partners: tuple[PartnerShape, ...]


class FigureQuery(Asking):
    """Figures in which all the polities take part."""

    polity: tuple[Code, ...] = Field((), max_length=10)
    measure: Measure | None = None
    page: Number = 1
    limit: Annotated[int, Field(ge=1, le=50)] = 20


class GatheringQuery(Page):
    """Gatherings in which all the polities take part; single gatherings are paged, the newest first."""

    polity: tuple[Code, ...] = Field((), max_length=10)


@OPERATIONS.add("GET", "/polities", "reader", Polities, "Lists the polities of the tables.", query=Naming)
def list_polities(call: Call[Naming, None]) -> Any:
    asked = call.query.text.casefold()
    found = [one for one in _all() if asked in f"{one.code}\n{one.russian}\n{one.english}".casefold()]
    return Polities(items=tuple(found[call.query.offset :][: call.query.limit]), total=len(found))


@cache
def _all() -> tuple[PolityShape, ...]:
    codes = sorted(known.table().polities)
    return tuple(PolityShape(code=code, russian=known.name(code), english=known.english(code)) for code in codes)


@OPERATIONS.add("GET", "/polities/{code:path}", "reader", DossierShape, "Shows a polity's dossier.", query=Choosing)
def show_polity(call: Call[Choosing, None]) -> Any:
    return _dossier(call, call.part("code"))


@OPERATIONS.add("GET", "/pairs/{one}/{other}", "reader", DossierShape, "Shows the dossier of a pair.", query=Choosing)
def show_pair(call: Call[Choosing, None]) -> Any:
    return _dossier(call, call.part("one"), call.part("other"))


def _dossier(call: Call[Choosing, None], *codes: str) -> DossierShape:
    for code in codes:
        if not known.known(code):
            raise NotFound(f"no polity {code}")
    asked, register = call.query, call.desk.register
    chosen = Chosen(field=asked.field, status=asked.status, page=asked.page, size=asked.limit)
    with register.ledger.reading():
        view = dossier_view(register, codes, chosen)
        return _shaped(view, terms_of(register), call)


def _shaped(view: DossierView, terms: Terms, call: Call[Any, Any]) -> DossierShape:
    standing = view.standing
    return DossierShape(
        polities=view.polities,
        as_of=view.as_of,
        total=standing.total,
        open=standing.open,
        by_status=dict(standing.by_status),
        by_field=tuple(Shares(field=name, by_status=dict(counts)) for name, counts in standing.by_field),
        items=_rows(view.rows),
        listed=view.total,
        page=view.chosen.page,
        pages=view.pages,
        overdue=_rows(view.overdue),
        slipped=_rows(view.slipped),
        coming=_rows(view.coming),
        meetings=_rows(view.meetings),
        gatherings=tuple(map(_gathering, view.gatherings)),
        people=tuple(map(PersonShape.model_validate, view.people)),
        figures=_figures(view.figures, terms, call),
        partners=tuple(map(PartnerShape.model_validate, view.partners)),
    )


def _rows(rows: tuple[Row, ...]) -> tuple[PledgeRow, ...]:
    return tuple(map(PledgeRow.model_validate, rows))


@OPERATIONS.add("GET", "/figures", "reader", FiguresShape, "Lists series of figures.", query=FigureQuery)
def list_figures(call: Call[FigureQuery, None]) -> Any:
    asked, register = call.query, call.desk.register
    with register.ledger.reading():
        found = figure_page(register, asked.polity, asked.measure, asked.page, asked.limit)
        return _figures(found, terms_of(register), call)


def _figures(found: FigurePage, terms: Terms, call: Call[Any, Any]) -> FiguresShape:
    items = tuple(_series(one, terms, call) for one in found.series)
    return FiguresShape(items=items, total=found.total, page=found.page, pages=found.pages)


def _series(found: Series, terms: Terms, call: Call[Any, Any]) -> SeriesShape:
    def told(one: series.Reading) -> Told:
        source = found.sources[one.story]
        slots = FigureShape.model_validate(one.figure).model_dump()
        said = shapes.citation(source, terms(source.source), call.desk.language)
        return Told(**slots, story=one.story, evidence=one.sentences, citation=said)

    points = tuple(
        PointShape(period=point.period, disputed=point.disputed, readings=tuple(map(told, point.readings)))
        for point in found.figures.points
    )
    made = found.figures
    measure = cast(Measure, made.measure)
    return SeriesShape(measure=measure, parties=made.parties, points=points, left_out=found.left_out)


@OPERATIONS.add(
    "GET", "/gatherings", "reader", GatheringsShape, "Lists gatherings that recur, with dates planned and held.",
    query=GatheringQuery,
)  # fmt: skip
def list_gatherings(call: Call[GatheringQuery, None]) -> Any:
    asked, register = call.query, call.desk.register
    where = Where(kind="gathering", polities=asked.polity, promised=None)
    with register.ledger.reading():
        table = register.table(Asked(where, Order("news", True), asked.limit, asked.offset, most=0))
        made = gathering_series(register, [one.id for one in table.rows])
    return GatheringsShape(items=tuple(map(_gathering, made)), total=table.total)


def _gathering(found: series.Gatherings) -> GatheringShape:
    return GatheringShape(
        name=found.name,
        occurrences=tuple(
            OccurrenceShape(
                pledge=one.pledge.id,
                what=one.pledge.what,
                status=one.pledge.status.name,
                polities=one.pledge.polities,
                number=one.number,
                due=one.due,
                held=one.held,
            )
            for one in found.occurrences
        ),
    )
