"""Summaries of pledges in the database: made anew, before a transaction ends, of all pledges that it touched."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import bindparam, delete, insert, or_, select, text, update

from servanda.model.decision import standing
from servanda.model.event import FIELDS, KINDS
from servanda.model.pledge import Step
from servanda.register.hosts import hosts
from servanda.register.ledger import Ledger
from servanda.register.parties import above
from servanda.register.summaries import ALWAYS, MAKING, Summary, Tags, grouped, summary, until
from servanda.register.traits import load
from servanda.store import schema
from servanda.store.desk_rows import DeskRows
from servanda.store.event_rows import STEPS, EventRows
from servanda.store.thread_rows import ThreadRows

PAGE = 250
"""Pledges that are summed up at once."""
UNKNOWN: dict[str, Any] = {name: None for name in Summary.__slots__ if name not in ("id", "good_from", "good_until")}
UNKNOWN |= dict.fromkeys(("what", "kind", "status"), "") | {"polities": "[]"}
UNKNOWN |= dict.fromkeys(("kinds", "fields", "promised_times", "slips", "slip_days", "events", "stories"), 0)
"""The row of a pledge of which nothing is known yet: its stories are of days to come."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A summary as it is to stand in the database."""

    pledge: str
    values: Mapping[str, Any]
    tags: frozenset[tuple[str, str]]
    pieces: tuple[str, ...]


class SummaryRows(EventRows, ThreadRows, DeskRows):
    """The part of the ledger that keeps summaries."""

    def settle(self) -> None:
        """Make the summaries of all pledges that this transaction has touched."""
        touched, self.touched = sorted(self.touched | self._hosted(self.touched)), set()
        for at in range(0, len(touched), PAGE):
            self._sum_up(touched[at : at + PAGE], self.today())

    def _hosted(self, pledges: Collection[str]) -> set[str]:
        """The pledges of agreements that are told of together with a gathering of these."""
        return {row.pledge for row in self._among(_TOGETHER, _GATHERED.c.pledge, pledges)}

    def made(self) -> bool:
        """Whether the summaries were made by the rules of this release."""
        table = schema.makings
        query = select(table.c.version).where(table.c.what == "summaries")
        return bool(self.connection.execute(query).scalar() == MAKING)

    def sum_up_all(self) -> None:
        """Make all summaries anew."""
        table = schema.makings
        self.connection.execute(text("DELETE FROM pledge_words"))
        for held in (schema.summary_tags, schema.summaries, table):
            self.connection.execute(delete(held))
        self.touched |= set(self.connection.execute(select(schema.links.c.pledge).distinct()).scalars())
        self.settle()
        self.connection.execute(insert(table).values(what="summaries", version=MAKING))

    def settled(self, today: date) -> bool:
        """Whether all summaries hold on a day."""
        table, day = schema.summaries, today.isoformat()
        late = select(table.c.nr).where(table.c.good_from > day).limit(1)
        past = select(table.c.nr).where(table.c.good_until < day).limit(1)
        return self.remembered(
            ("settled", today), lambda: not any(self.connection.execute(query).first() for query in (late, past))
        )

    def refresh(self, today: date) -> None:
        """Make those summaries anew that do not hold on a day."""
        table, day = schema.summaries, today.isoformat()
        query = select(table.c.pledge).where(or_(table.c.good_from > day, table.c.good_until < day))
        ids = list(self.connection.execute(query).scalars())
        for at in range(0, len(ids), PAGE):
            self._sum_up(ids[at : at + PAGE], today)

    def _sum_up(self, pledges: Sequence[str], today: date) -> None:
        threads: dict[str, list[Step]] = {}
        entered: dict[str, str] = {}
        parties: dict[str, set[str]] = {}
        for row in self._among(_TOLD, schema.links.c.pledge, pledges):
            step = self._step(row)
            threads.setdefault(row.pledge, []).append(step)
            entered[step.id] = row.entered
            traits = self.known.get(step.id) or load(row.traits)
            parties.setdefault(row.pledge, set()).update(
                code for own in traits.parties for code in (own, *above(own))
            )
        decisions = grouped(threads, standing(self.decisions(entered)))
        held = hosts(cast(Ledger, self), threads, decisions)
        made = []
        for id, steps in threads.items():
            found, tags = summary(id, steps, today, decisions.get(id, ()), held.get(id, ()))
            if found and isinstance(tags, Tags):
                known = max(entered[step.id] for step in steps)
                made.append(_known(found, tags, parties[id], steps, known))
            else:
                made.append(_unknown(id, steps, None if isinstance(tags, Tags) else tags))
        self._put_summaries(set(pledges) - threads.keys(), made)

    def _put_summaries(self, gone: Collection[str], made: Sequence[_Made]) -> None:
        table = schema.summaries
        query = select(table.c.pledge, table.c.nr, table.c.words)
        held = {row.pledge: row for row in self._among(query, table.c.pledge, {*gone, *(one.pledge for one in made)})}
        self._forget_words([held[id].nr for id in gone if id in held])
        self._delete(table, table.c.pledge, [id for id in gone if id in held])
        old = [{**one.values, "of": held[one.pledge].nr} for one in made if one.pledge in held]
        if old:
            self.connection.execute(_UPDATE, old)
        new = [one for one in made if one.pledge not in held]
        if new:
            self.connection.execute(insert(table), [dict(one.values) for one in new])
            held |= {row.pledge: row for row in self._among(query, table.c.pledge, [one.pledge for one in new])}
        fresh = {one.pledge for one in new}
        self._put_tags({held[one.pledge].nr: one for one in made}, [held[id].nr for id in held if id not in fresh])
        changed = [one for one in made if one.pledge in fresh or held[one.pledge].words != one.values["words"]]
        self._forget_words([held[one.pledge].nr for one in changed if one.pledge not in fresh])
        self._put_words({held[one.pledge].nr: one.pieces for one in changed if one.pieces})

    def _put_tags(self, made: Mapping[int, _Made], known: Collection[int]) -> None:
        table = schema.summary_tags
        held: dict[int, set[tuple[str, bool, str]]] = {}
        query = select(table.c.summary, table.c.facet, table.c.promised, table.c.value)
        for row in self._among(query, table.c.summary, known):
            held.setdefault(row.summary, set()).add((row.facet, row.promised, row.value))
        wanted = {nr: {(facet, one.values["promised"], value) for facet, value in one.tags} for nr, one in made.items()}
        gone = [nr for nr in made if held.get(nr, set()) - wanted[nr]]
        self._delete(table, table.c.summary, gone)
        for nr in gone:
            del held[nr]
        fresh = [(nr, tag) for nr in made for tag in sorted(wanted[nr] - held.get(nr, set()))]
        if fresh:
            names = ("facet", "promised", "value")
            self.connection.execute(
                insert(table), [{"summary": nr, **dict(zip(names, tag, strict=True))} for nr, tag in fresh]
            )

    def _forget_words(self, numbers: Sequence[int]) -> None:
        key = "rowid" if self.connection.dialect.name == "sqlite" else "summary"
        if numbers:
            self.connection.execute(
                text(f"DELETE FROM pledge_words WHERE {key} = :nr"), [{"nr": nr} for nr in numbers]
            )

    def _put_words(self, pieces: Mapping[int, tuple[str, ...]]) -> None:
        if not pieces:
            return
        if self.connection.dialect.name == "sqlite":
            query, values = _SQLITE_WORDS, [{"nr": nr, "words": " ".join(words)} for nr, words in pieces.items()]
        else:
            query, values = _POSTGRES_WORDS, [{"nr": nr, "words": _fitting(words)} for nr, words in pieces.items()]
        self.connection.execute(text(query), values)


_SQLITE_WORDS = "INSERT INTO pledge_words (rowid, pieces) VALUES (:nr, :words)"
_POSTGRES_WORDS = "INSERT INTO pledge_words (summary, pieces) VALUES (:nr, array_to_tsvector(:words))"
LONGEST, _MOST = 500, 40_000
"""Letters of a word, and words of a pledge, that PostgreSQL's vectors are sure to hold."""
_TOLD = STEPS.add_columns(schema.stories.c.entered, schema.events.c.traits)
_GATHERED, _LINK = schema.links.alias(), schema.links.alias()
_EVENT, _OTHER = schema.events.alias(), schema.events.alias()
_TOGETHER = (
    select(_LINK.c.pledge)
    .distinct()
    .select_from(_GATHERED)
    .join(_EVENT, (_EVENT.c.id == _GATHERED.c.event) & (_EVENT.c.kind == "gathering"))
    .join(_OTHER, (_OTHER.c.story == _EVENT.c.story) & (_OTHER.c.kind == "agreement"))
    .join(_LINK, _LINK.c.event == _OTHER.c.id)
)
_UPDATE = (
    update(schema.summaries)
    .where(schema.summaries.c.nr == bindparam("of"))
    .values({column.name: bindparam(column.name) for column in schema.summaries.columns if column.name != "nr"})
)


def _fitting(words: Sequence[str]) -> list[str]:
    return [word[:LONGEST] for word in words[:_MOST]]


def _known(found: Summary, tags: Tags, parties: Iterable[str], steps: Sequence[Step], entered: str) -> _Made:
    values = asdict(found)
    pledge = values.pop("id")
    values |= {
        "pledge": pledge, "place": _place(steps), "entered": entered, "words": tags.digest,
        "kinds": bits(KINDS, found.kinds), "fields": bits(FIELDS, found.fields),
        "polities": json.dumps(found.polities, ensure_ascii=False),
    }  # fmt: skip
    named = [("party", code) for code in parties]
    named += [("speaker", name) for name in tags.speakers] + [("outlet", name) for name in tags.outlets]
    return _Made(pledge, values, frozenset(named), tags.words)


def _unknown(pledge: str, steps: Sequence[Step], coming: str | None) -> _Made:
    """Until the first day of which something is told; for ever, where all of it was rejected."""
    values = {
        **UNKNOWN, "pledge": pledge, "place": _place(steps), "entered": "", "words": "",
        "good_from": ALWAYS, "good_until": until(coming),
    }  # fmt: skip
    return _Made(pledge, values, frozenset(), ())


def _place(steps: Sequence[Step]) -> str:
    return min("\x01".join(step.order) for step in steps)


def bits(all: Sequence[str], some: Iterable[str]) -> int:
    """A bit for each of `some`, by its place in `all`."""
    return sum(1 << all.index(one) for one in some)
