"""Threads in the database: what each event goes on from, and the pledges that come of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select, update

from servanda.register.ledger import Member
from servanda.register.match import Link
from servanda.store import schema
from servanda.store.session import Session

_LINKS = select(*(schema.links.c[name] for name in Link.__slots__))


def _apart(query: Select[Any]) -> Select[Any]:
    """Of links, those to what may belong to their event and stands in another pledge."""
    table, other = schema.links, schema.links.alias("other")
    query = query.join(other, other.c.event == table.c.maybe).where(table.c.maybe.is_not(None))
    return query.where(other.c.pledge != table.c.pledge)


class ThreadRows(Session):
    """The part of the ledger that keeps threads."""

    def put_links(self, rows: Sequence[tuple[Link, str, str]]) -> None:
        self.drop_links([link.event for link, _, _ in rows])
        self.touched.update(pledge for _, pledge, _ in rows)
        values = [
            {
                "event": link.event, "place": place, "pledge": pledge, "to": link.to, "why": link.why,
                "score": link.score, "maybe": link.maybe, "maybe_why": link.maybe_why, "maybe_score": link.maybe_score,
            }
            for link, pledge, place in rows
        ]  # fmt: skip
        if values:
            self.connection.execute(insert(schema.links), values)

    def drop_links(self, ids: Collection[str]) -> None:
        table = schema.links
        self.touched.update(self._delete(table, table.c.event, ids, table.c.pledge))

    def links(self, ids: Collection[str]) -> dict[str, Link]:
        return {row.event: Link(*row) for row in self._among(_LINKS, schema.links.c.event, ids)}

    def pledges_of(self, ids: Collection[str]) -> dict[str, str]:
        table = schema.links
        return {row.event: row.pledge for row in self._among(select(table.c.event, table.c.pledge), table.c.event, ids)}

    def members(self, pledges: Collection[str]) -> list[Member]:
        table = schema.links
        query = select(table.c.event, table.c.place, table.c.to, table.c.pledge)
        return [Member(*row) for row in self._among(query, table.c.pledge, pledges)]

    def going_on(self, ids: Collection[str]) -> set[str]:
        table = schema.links
        return {row.event for row in self._among(select(table.c.event), table.c.to, ids)}

    def set_pledges(self, pledges: Mapping[str, str]) -> None:
        if pledges:
            self.touch(pledges)
            self.touched.update(pledges.values())
            table = schema.links
            query = update(table).where(table.c.event == bindparam("of")).values(pledge=bindparam("to_pledge"))
            self.connection.execute(query, [{"of": event, "to_pledge": pledge} for event, pledge in pledges.items()])

    def doubts(self) -> Iterator[Link]:
        """Links to what an event may go on from, where that stands in another pledge, the likeliest first."""
        table = schema.links
        query = _apart(_LINKS).order_by(table.c.maybe_score.desc(), table.c.place)
        with self.connection.execute(query, execution_options={"stream_results": True}) as rows:
            yield from (Link(*row) for row in rows)

    def count_doubts(self) -> int:
        query = _apart(select(func.count()).select_from(schema.links))
        return self.remembered("doubts", lambda: int(self.connection.execute(query).scalar_one()))

    def find_pledges(self, filter: Mapping[str, Any]) -> list[str]:
        """Pledges with an event that fits: `kind`, `polities` (all of them), `since` and `until` (days of stories)."""
        links, events, polities = schema.links, schema.events, schema.event_polities
        query = select(links.c.pledge, func.min(links.c.place)).group_by(links.c.pledge)
        if filter.get("kind"):
            query = query.join(events, events.c.id == links.c.event).where(events.c.kind == filter["kind"])
        for code in filter.get("polities") or ():
            inside = select(links.c.pledge).join(polities, polities.c.event == links.c.event)
            query = query.where(links.c.pledge.in_(inside.where(polities.c.polity == code)))
        if filter.get("since"):
            query = query.where(links.c.place >= filter["since"])
        if filter.get("until"):
            query = query.where(links.c.place < filter["until"] + "\x7f")
        return list(self.connection.execute(query.order_by(func.min(links.c.place))).scalars())
