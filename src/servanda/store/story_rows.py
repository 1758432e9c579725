"""Stories in the database: their versions, their reprints, and the words by which they are found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete, insert, select, update

from servanda.register.ledger import StoryRow, Version
from servanda.store import schema, search
from servanda.store.session import Session

STORY_FIELDS = tuple(StoryRow.__slots__)


class StoryRows(Session):
    """The part of the ledger that keeps stories."""

    def story(self, id: str) -> StoryRow | None:
        return self.stories([id]).get(id)

    def stories(self, ids: Collection[str]) -> dict[str, StoryRow]:
        table = schema.stories
        query = select(*(table.c[name] for name in STORY_FIELDS))
        return {row.id: StoryRow(*row) for row in self._among(query, table.c.id, ids)}

    def stories_at(self, url: str, date: str | None) -> list[str]:
        table = schema.stories
        query = select(table.c.id).where(table.c.url == url, table.c.date.is_not_distinct_from(date))
        return list(self.connection.execute(query.order_by(table.c.id)).scalars())

    def put_story(self, row: StoryRow, lemmas: str) -> None:
        """A new story where the version is 1; else in the place of what was held, whose bands and links go."""
        table = schema.stories
        values = {name: getattr(row, name) for name in STORY_FIELDS}
        if row.version == 1:
            nr = self.connection.execute(insert(table).values(values).returning(table.c.nr)).scalar_one()
        else:
            nr = self.connection.execute(select(table.c.nr).where(table.c.id == row.id)).scalar_one()
            search.forget(self.connection, nr)
            for held in (schema.bands, schema.story_links):
                self.connection.execute(delete(held).where(held.c.story == row.id))
            self.connection.execute(update(table).where(table.c.nr == nr).values(values))
        search.index(self.connection, {nr: lemmas})

    def put_version(self, version: Version) -> None:
        values = {name: getattr(version, name) for name in Version.__slots__}
        self.connection.execute(insert(schema.versions).values(values))

    def versions(self, story: str) -> list[Version]:
        table = schema.versions
        query = select(*(table.c[name] for name in Version.__slots__)).where(table.c.story == story)
        return [Version(*row) for row in self.connection.execute(query.order_by(table.c.version))]

    def put_bands(self, story: str, bands: Sequence[str]) -> None:
        if bands:
            self.connection.execute(insert(schema.bands), [{"band": band, "story": story} for band in bands])

    def put_story_links(self, story: str, addresses: Sequence[str]) -> None:
        if addresses:
            values = [{"story": story, "address": address} for address in dict.fromkeys(addresses)]
            self.connection.execute(insert(schema.story_links), values)

    def twins(self, bands: Sequence[str]) -> set[str]:
        table = schema.bands
        return {row.story for row in self._among(select(table.c.story).distinct(), table.c.band, bands)}

    def bands(self, story: str) -> list[str]:
        table = schema.bands
        return list(self.connection.execute(select(table.c.band).where(table.c.story == story)).scalars())

    def set_reprints(self, originals: Mapping[str, str | None]) -> None:
        table, told = schema.stories, schema.events
        self.touch([row.id for row in self._among(select(told.c.id), told.c.story, originals)])
        for story, original in originals.items():
            self.connection.execute(update(table).where(table.c.id == story).values(reprint_of=original))

    def reprints(self, story: str) -> set[str]:
        table = schema.stories
        return set(self.connection.execute(select(table.c.id).where(table.c.reprint_of == story)).scalars())

    def search(self, lemmas: Sequence[str], limit: int) -> list[StoryRow]:
        ids = search.found(self.connection, lemmas, limit)
        rows = self.stories(ids)
        return [rows[id] for id in ids]
