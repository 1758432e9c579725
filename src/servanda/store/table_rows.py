"""The register's table out of its summaries: filters, pages and counts in SQL, for SQLite and PostgreSQL alike."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, literal_column, or_, select, text

from servanda.model.event import FIELDS, KINDS
from servanda.model.status import STATUSES
from servanda.register.summaries import FOREVER, Summary, pieces
from servanda.register.tables import FACETS, Asked, Count, Facet, Order, Row, Table, due_spans, row
from servanda.register.where import Where
from servanda.store import schema
from servanda.store.summary_rows import LONGEST, SummaryRows, bits

S = schema.summaries.c
_SUMMARY = [S[name] for name in Summary.__slots__ if name not in ("id", "kinds", "fields", "polities")]
_ROW = select(S.pledge, S.kinds, S.fields, S.polities, *_SUMMARY)
OWN: Mapping[Facet, tuple[str, ...]] = {
    "kind": ("kind",), "field": ("field",), "status": ("statuses",), "due": ("due_from", "due_until"),
    "speaker": ("speaker",), "outlet": ("outlet",),
}  # fmt: skip
"""The slots of a filter that a facet sets: its counts tell what there would be with another value in its place."""

TAGGED: tuple[Facet, ...] = ("party", "speaker", "outlet")


class TableRows(SummaryRows):
    """The part of the ledger that answers for lists."""

    def table(self, asked: Asked, today: date) -> Table:
        """A page of rows with counts."""
        return self.remembered(("table", asked, today), lambda: self._table(asked, today))

    def _table(self, asked: Asked, today: date) -> Table:
        self.settle()
        filters = _Filters(asked.where, today, self.connection.dialect.name, asked.news_after)
        total, facets = self._counted(filters, asked.most)
        return Table(self._page(filters, asked), total, facets)

    def rows(self, asked: Asked, today: date) -> tuple[Row, ...]:
        """A page of rows alone: nothing is counted."""
        if not asked.size:
            return ()
        return self.remembered(("rows", asked, today), lambda: self._rows(asked, today))

    def _rows(self, asked: Asked, today: date) -> tuple[Row, ...]:
        self.settle()
        return self._page(_Filters(asked.where, today, self.connection.dialect.name, asked.news_after), asked)

    def _page(self, filters: _Filters, asked: Asked) -> tuple[Row, ...]:
        if not asked.size:
            return ()
        order = _sorted(asked.order, filters.today)
        page = select(S.nr).where(*_walked(filters, asked.order)).order_by(*order)
        page = page.limit(asked.size).offset(asked.offset)
        rows = self.connection.execute(_ROW.where(S.nr.in_(page.scalar_subquery())).order_by(*order))
        return tuple(row(_summary(one), filters.today) for one in rows)

    def listed(self, asked: Asked, today: date) -> list[str]:
        """The pledges of all pages, in order."""
        self.settle()
        filters = _Filters(asked.where, today, self.connection.dialect.name, asked.news_after)
        query = select(S.pledge).where(*filters.all()).order_by(*_sorted(asked.order, today))
        return list(self.connection.execute(query).scalars())

    def wanted(self, where: Where, today: date, news_after: str | None = None) -> set[str]:
        """The pledges that a filter takes."""
        self.settle()
        filters = _Filters(where, today, self.connection.dialect.name, news_after)
        return set(self.connection.execute(select(S.pledge).where(*filters.all())).scalars())

    def calling(self, where: Where, today: date, until: str) -> set[str]:
        """Those of them that are open and due by a day, overdue, put off, or stalled."""
        self.settle()
        filters = _Filters(where, today, self.connection.dialect.name, None)
        open = stands(("considered", "promised", "in the works", "postponed", "overdue"), today)
        coming = and_(S.due_day >= today.isoformat(), S.due_day <= until)
        calls = or_(stands(("overdue", "stalled"), today), and_(open, or_(coming, S.slipped_on.is_not(None))))
        return set(self.connection.execute(select(S.pledge).where(*filters.all(), calls)).scalars())

    def _counted(self, filters: _Filters, most: int) -> tuple[int, dict[Facet, tuple[Count, ...]]]:
        if not most:
            query = select(func.count()).select_from(schema.summaries).where(*filters.all())
            return int(self.connection.execute(query).scalar_one()), {}
        groups = self._groups(filters)
        total = sum(group.number for group in groups if filters.takes(group, ()))
        facets = {facet: _counts(facet, filters, groups) for facet in FACETS if facet not in TAGGED}
        return total, facets | self._tagged(filters, most)

    def _groups(self, filters: _Filters) -> list[_Group]:
        """How many pledges there are of each combination of kinds, fields, status and span of due dates."""
        columns = (S.kinds, S.fields, _status(filters.today), _span(filters.today))
        query = select(*columns, func.count()).where(*filters.base()).group_by(*columns)
        return [_Group(*one) for one in self.connection.execute(query)]

    def _tagged(self, filters: _Filters, most: int) -> dict[Facet, tuple[Count, ...]]:
        """Parties, speakers and outlets: those that the same conditions narrow are counted in one go."""
        alike: dict[tuple[str, ...], list[Facet]] = {}
        for facet in TAGGED:
            alike.setdefault(OWN.get(facet, ()) if filters.chosen(facet) else (), []).append(facet)
        found: dict[Facet, tuple[Count, ...]] = {}
        for without, facets in alike.items():
            found |= self._told_most(filters, facets, without, most)
        return found

    def _told_most(
        self, filters: _Filters, facets: Sequence[Facet], without: tuple[str, ...], most: int
    ) -> dict[Facet, tuple[Count, ...]]:
        table, number = schema.summary_tags.c, func.count().label("number")
        place = func.row_number().over(partition_by=table.facet, order_by=(number.desc(), table.value))
        query = select(table.facet, table.value, number, place.label("place")).where(table.facet.in_(facets))
        if filters.where.promised is not None:
            query = query.where(table.promised == filters.where.promised)
        if filters.narrow(without):
            query = query.where(table.summary.in_(select(S.nr).where(*filters.all(without))))
        ranked = query.group_by(table.facet, table.value).subquery()
        chosen = {facet: filters.chosen(facet) for facet in facets}
        wanted = or_(ranked.c.place <= most, ranked.c.value.in_({value for some in chosen.values() for value in some}))
        numbers: dict[Facet, dict[str, int]] = {facet: {} for facet in facets}
        beyond: dict[tuple[Facet, str], int] = {}
        for one in self.connection.execute(select(ranked).where(wanted).order_by(ranked.c.place)):
            if one.place <= most:
                numbers[one.facet][one.value] = one.number
            else:
                beyond[one.facet, one.value] = one.number
        for facet, held in numbers.items():
            held |= {value: beyond.get((facet, value), 0) for value in sorted(chosen[facet] - held.keys())}
        return {
            facet: tuple(Count(value, number, value in chosen[facet]) for value, number in held.items())
            for facet, held in numbers.items()
        }


def _counts(facet: Facet, filters: _Filters, groups: list[_Group]) -> tuple[Count, ...]:
    """What the combinations tell of a facet."""
    numbers: dict[str, int] = {}
    for group in groups:
        if filters.takes(group, OWN[facet]):
            for value in group.values(facet):
                numbers[value] = numbers.get(value, 0) + group.number
    chosen = filters.chosen(facet)
    return tuple(
        Count(value, numbers.get(value, 0), value in chosen)
        for value in _VALUES[facet](filters.today)
        if value in numbers or value in chosen
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """So many pledges with these kinds and fields (bits), of this status and span of due dates."""

    kinds: int
    fields: int
    status: str
    span: str | None
    number: int

    def values(self, facet: Facet) -> list[str]:
        if facet == "kind":
            return _named(KINDS, self.kinds)
        if facet == "field":
            return _named(FIELDS, self.fields)
        one = self.status if facet == "status" else self.span
        return [one] if one else []


@dataclass(frozen=True)
class _Filters:
    """A filter as conditions on summaries."""

    where: Where
    today: date
    dialect: str
    news_after: str | None

    def all(self, without: Collection[str] = ()) -> list[ColumnElement[bool]]:
        """All conditions, but for those of the slots in `without`."""
        own = {slot: condition for slot, condition in self._counted.items() if slot not in without}
        return [*self.base(without), *own.values()]

    def base(self, without: Collection[str] = ()) -> list[ColumnElement[bool]]:
        """The conditions on what is not counted by combinations."""
        where = self.where
        found = [S.promised == where.promised if where.promised is not None else S.promised.is_not(None)]
        found += [_tag("party", code) for code in where.polities]
        found += [
            _tag(facet, value)
            for facet, value in (("speaker", where.speaker), ("outlet", where.outlet))
            if value and facet not in without
        ]
        found += [*self._times(), *self._told()]
        if not self.spans and "due_from" not in without:
            found += self._due()
        if self._words:
            found.append(_matching(self.dialect, self._words))
        return found

    def narrow(self, without: Collection[str] = ()) -> bool:
        """Whether there is any condition but that on lone acts."""
        return len(self.all(without)) > 1

    @cached_property
    def _words(self) -> list[str]:
        return sorted(pieces(self.where.text or ""))

    @cached_property
    def _counted(self) -> dict[str, ColumnElement[bool]]:
        where, found = self.where, {}
        if where.kind:
            found["kind"] = S.kinds.op("&")(bits(KINDS, [where.kind])) != 0
        if where.field:
            found["field"] = S.fields.op("&")(bits(FIELDS, [where.field])) != 0
        if where.statuses:
            found["statuses"] = stands(where.statuses, self.today)
        if self.spans:
            found["due_from"] = and_(*self._due())
        return found

    def _due(self) -> list[ColumnElement[bool]]:
        first, last = self.where.due_from, self.where.due_until
        return [*([S.due_day >= first] if first else []), *([S.due_day <= last] if last else [])]

    def _times(self) -> list[ColumnElement[bool]]:
        where, found = self.where, []
        if where.changed_from:
            found.append(_since(self.today) >= where.changed_from)
        if where.kept_from:
            found.append(S.kept_on >= where.kept_from)
        if where.kept_until:
            found.append(func.substr(S.kept_on, 1, 10) <= where.kept_until)
        if where.slipped is not None:
            found.append(S.slipped_on.is_not(None) if where.slipped else S.slipped_on.is_(None))
        if self.news_after:
            found.append(S.entered > self.news_after)
        return found

    def _told(self) -> list[ColumnElement[bool]]:
        """A story of it was published between two days; without a date, it was after all others."""
        since, until = self.where.since, self.where.until
        if not since and not until:
            return []
        links = schema.links
        found = [links.c.pledge == S.pledge]
        found += [links.c.place >= since] if since else []
        found += [links.c.place < until + "\x7f"] if until else []
        return [exists().where(*found)]

    def takes(self, group: _Group, without: Collection[str]) -> bool:
        """Whether a combination is wanted, but for the slots in `without`."""
        where = self.where
        return (
            ("kind" in without or not where.kind or where.kind in group.values("kind"))
            and ("field" in without or not where.field or where.field in group.values("field"))
            and ("statuses" in without or not where.statuses or group.status in where.statuses)
            and ("due_from" in without or not self.spans or group.span in self.spans)
        )

    @cached_property
    def spans(self) -> frozenset[str]:
        """The spans of due dates that make up the time asked for; none where it cuts through one."""
        first, last = self.where.due_from, self.where.due_until
        spans = {
            name: tuple(day.isoformat() if day else None for day in ends)
            for name, ends in due_spans(self.today).items()
        }
        whole = any(low == first for low, _ in spans.values()) and any(high == last for _, high in spans.values())
        if (not first and not last) or not whole:
            return frozenset()
        return frozenset(
            name
            for name, (low, high) in spans.items()
            if (not first or (low or "") >= first) and (not last or (high or FOREVER) <= last)
        )

    def chosen(self, facet: Facet) -> set[str]:
        where = self.where
        values: dict[Facet, Collection[str | None]] = {
            "party": where.polities, "kind": (where.kind,), "field": (where.field,), "status": where.statuses,
            "due": self.spans, "speaker": (where.speaker,), "outlet": (where.outlet,),
        }  # fmt: skip
        return {value for value in values[facet] if value}


_VALUES: Mapping[Facet, Callable[[date], Collection[str]]] = {
    "kind": lambda today: KINDS,
    "field": lambda today: FIELDS,
    "status": lambda today: STATUSES,
    "due": lambda today: list(due_spans(today)),
}


def _status(today: date) -> ColumnElement[str]:
    return case((S.turn <= today.isoformat(), S.turned), else_=S.status)


def stands(statuses: Collection[str], today: date) -> ColumnElement[bool]:
    """The condition that a pledge has one of these statuses on a day.

    It is said of the columns, and not of the case that chooses between them, as PostgreSQL knows how often each value
    of a column is met, and of the case nothing: it takes it for rare, and sorts where it should walk along an index.
    """
    day = today.isoformat()
    still = and_(or_(S.turn.is_(None), S.turn > day), S.status.in_(statuses))
    return or_(still, and_(S.turn <= day, S.turned.in_(statuses)))


def _since(today: date) -> ColumnElement[str]:
    return case((S.turn <= today.isoformat(), S.turn), else_=S.since)


def _span(today: date) -> ColumnElement[str | None]:
    ends = [(name, last) for name, (_, last) in due_spans(today).items() if last]
    whens = [(S.due_day <= last.isoformat(), literal(name)) for name, last in ends]
    return case((S.due_day.is_(None), None), *whens, else_=literal("later"))


def _tag(facet: str, value: str) -> ColumnElement[bool]:
    table = schema.summary_tags.c
    held = select(table.summary).where(table.facet == facet, table.promised.in_((False, True)), table.value == value)
    return S.nr.in_(held)


def _matching(dialect: str, words: list[str]) -> ColumnElement[bool]:
    if dialect == "sqlite":
        key, match = "rowid", text("pledge_words MATCH :words")
        match = match.bindparams(words=" ".join(f'"{word}"' for word in words))
    else:
        key, match = "summary", text("pieces @@ CAST(:words AS tsquery)")
        match = match.bindparams(words=" & ".join(f"'{word[:LONGEST]}'" for word in words))
    return S.nr.in_(select(literal_column(key)).select_from(text("pledge_words")).where(match))


def _walked(filters: _Filters, order: Order) -> list[ColumnElement[bool]]:
    """The conditions of a page; where nothing narrows the table, SQLite is to walk along an index, not to sort all."""
    promised = filters.where.promised
    if promised is None or order.by not in ("news", "due") or filters.narrow():
        return filters.all()
    return [func.coalesce(S.promised, not promised) == promised]


def _sorted(order: Order, today: date) -> list[ColumnElement[Any]]:
    columns: dict[str, ColumnElement[Any]] = {
        "told": S.place, "news": S.last_told, "due": S.due_day, "what": func.lower(S.what),
        "status": case(*((_status(today) == name, at) for at, name in enumerate(STATUSES))),
        "promised": S.promised_times, "slips": S.slip_days, "slipped": S.slipped_on, "since": _since(today),
    }  # fmt: skip
    column = columns[order.by]
    ranked = (column.desc() if order.down else column.asc()).nulls_last()
    return [ranked, S.place.desc() if order.down else S.place]


def _named(all: Collection[str], held: int) -> list[str]:
    return [one for at, one in enumerate(all) if held >> at & 1]


def _summary(found: Any) -> Summary:
    values = dict(found._mapping)
    values["id"] = values.pop("pledge")
    values["kinds"], values["fields"] = (
        tuple(_named(all, values[name])) for name, all in (("kinds", KINDS), ("fields", FIELDS))
    )
    values["polities"] = tuple(json.loads(values["polities"]))
    return Summary(**values)
