"""The register: what the command line, the web and other programs call."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, islice

from servanda.errors import NotFound, RegisterError
from servanda.model.decision import Decision, Verb, standing
from servanda.model.event import Coding
from servanda.model.pledge import Pledge, Step
from servanda.model.story import Story
from servanda.register import agenda, background, deciding, dossier, entering, reviewing, series
from servanda.register.background import Background
from servanda.register.entering import Entered
from servanda.register.history import Record, history
from servanda.register.hosts import hosts
from servanda.register.ledger import Ledger, Saved, StoryRow
from servanda.register.parties import region
from servanda.register.pledges import pledge as built
from servanda.register.shape import event_ids
from servanda.register.summaries import grouped
from servanda.register.tables import Asked, Row, Table
from servanda.register.traits import Traits, traits
from servanda.register.where import Where
from servanda.register.where import load as load_where
from servanda.register.words import lemmas

BATCH = 64
"""Stories entered in one transaction."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the register takes the day and the time from."""

    today: Callable[[], date] = lambda: datetime.now().astimezone().date()
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def stamp(self) -> str:
        return self.now().isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class Found:
    """What a saved search finds; `fresh` are the pledges with news since the last look."""

    name: str
    where: Where
    pledges: tuple[Pledge, ...]
    fresh: tuple[Pledge, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many pledges a saved search finds, and how many of them have news since the last look (`seen`, ISO)."""

    name: str
    where: Where
    seen: str
    pledges: int
    fresh: int


class Register:
    """One register. Every method is one transaction; several threads and processes may use a register at once."""

    def __init__(self, ledger: Ledger, clock: Clock | None = None) -> None:
        self.ledger = ledger
        self.clock = clock or Clock()

    # entering

    def enter(self, story: Story, coding: Coding) -> Entered:
        """Enter a story with what was coded from it; a story that the register holds as it is changes nothing."""
        with self.ledger.writing():
            return entering.enter(self.ledger, story, coding, self.clock.stamp)

    def enter_many(self, stories: Iterable[tuple[Story, Coding]], batch: int = BATCH) -> Iterator[Entered]:
        """Enter stories, `batch` of them in one transaction; each is told of once it is safe."""
        waiting = iter(stories)
        while chunk := list(islice(waiting, batch)):
            with self.ledger.writing():
                stamp = self.clock.stamp
                done = [entering.enter(self.ledger, story, coding, stamp) for story, coding in chunk]
            yield from done

    # pledges

    def pledges(self, as_of: date | None = None, where: Where | None = None) -> list[Pledge]:
        """All pledges as known on a day (today), in the order in which they were first told.

        Stories without a date are known today, and on no day before.
        Lone acts that nobody had announced are left out unless `where` asks for them.
        """
        where, day = where or Where(), as_of or self.clock.today()
        summed_up = day == self.clock.today() and self._sum_up(day)
        with self.ledger.reading():
            return self._taken(where, day, self.ledger.wanted(where, day) if summed_up else None)

    def _taken(self, where: Where, day: date, among: set[str] | None) -> list[Pledge]:
        """The pledges that a filter takes; `among` are those that come into question, where that is known."""
        ids = self.ledger.find_pledges(where.coarse())
        found = self._pledges([id for id in ids if among is None or id in among], day)
        return [pledge for pledge in found if where.takes(pledge)]

    def table(self, asked: Asked | None = None) -> Table:
        """A page of the register as a table, as it stands today, with counts by facet (see `Asked`).

        Nothing is built for it: a page of a large register costs no more than one of a small one, but for counting.
        """
        today = self.clock.today()
        self._sum_up(today)
        with self.ledger.reading():
            return self.ledger.table(asked or Asked(), today)

    def rows(self, asked: Asked) -> tuple[Row, ...]:
        """A page of the table alone, nothing counted."""
        today = self.clock.today()
        self._sum_up(today)
        with self.ledger.reading():
            return self.ledger.rows(asked, today)

    def _sum_up(self, today: date) -> bool:
        """See that summaries hold today, whatever the day was when they were made; False where nothing can be written.

        Only those of stories without a date, or with one to come, ever have to be made anew.
        """
        with self.ledger.reading():
            if self.ledger.settled(today):
                return True
        try:
            with self.ledger.writing():
                self.ledger.refresh(today)
        except RegisterError:
            return False
        return True

    def pledge(self, id: str, as_of: date | None = None) -> Pledge:
        """The pledge that holds the event `id`, or that event's unique beginning.

        Raises NotFound.
        """
        with self.ledger.reading():
            found = self._pledges([self._thread(id)], as_of or self.clock.today())
        if not found:
            raise NotFound(f"no pledge {id}", remedy="`servanda pledges` lists them with their ids")
        return found[0]

    def listed(self, asked: Asked) -> list[str]:
        """The ids of all pledges of a table, whatever the page, in its order."""
        today = self.clock.today()
        self._sum_up(today)
        with self.ledger.reading():
            return self.ledger.listed(asked, today)

    def among(self, ids: Sequence[str], as_of: date | None = None) -> list[Pledge]:
        """The pledges of these ids, in their order, as known on a day (today); what is unknown then is left out.

        All of them are held at once: whoever wants many asks for a page after the other.
        """
        with self.ledger.reading():
            return self._pledges(ids, as_of or self.clock.today())

    def _thread(self, id: str) -> str:
        pledge = self.ledger.pledges_of([self._event(id)])
        if not pledge:
            raise NotFound(f"no pledge {id}", remedy="`servanda pledges` lists them with their ids")
        return next(iter(pledge.values()))

    def _event(self, id: str) -> str:
        """The event that an id, or its beginning, names."""
        found = self.ledger.named(id.strip()) if id.strip() else []
        if id in found or len(found) == 1:
            return id if id in found else found[0]
        what = f"{id} is the beginning of several ids" if found else f"no pledge or event {id}"
        raise NotFound(what, remedy="`servanda pledges` lists them with their ids")

    def _pledges(self, ids: Sequence[str], as_of: date) -> list[Pledge]:
        threads = self.ledger.steps_in(ids)
        events = [step.id for steps in threads.values() for step in steps]
        decisions = grouped(threads, standing(self.ledger.decisions(events)))
        undated, held = as_of >= self.clock.today(), hosts(self.ledger, threads, decisions)
        made = (
            built(id, threads[id], as_of, decisions.get(id, ()), held.get(id, ()), undated=undated)
            for id in ids
            if id in threads
        )
        return [pledge for pledge in made if pledge]

    # decisions

    def decide(
        self,
        verb: Verb,
        subject: str,
        *,
        user: str,
        reason: str = "",
        other: str | None = None,
        slot: str | None = None,
        value: str | None = None,
    ) -> Decision:
        """Write down a decision on an event, or the pledge that it names (see `Decision`), and let it take effect.

        Raises UsageError for one that has no sense, NotFound where it names what the register does not hold.
        """
        with self.ledger.writing():
            decision = Decision(
                id=0,
                verb=verb,
                subject=self._event(subject),
                user=user,
                time=self.clock.stamp,
                reason=reason,
                other=self._event(other) if other else None,
                slot=slot,
                value=value,
            )
            return deciding.decide(self.ledger, decision)

    def undo(self, id: int, *, user: str, reason: str = "") -> Decision:
        """Take a decision back, by a new one; an undoing can be undone too."""
        with self.ledger.writing():
            decision = Decision(0, "undo", "", user, self.clock.stamp, reason, undoes=id)
            return deciding.decide(self.ledger, decision)

    def review(self, limit: int = 50, left: Collection[str] = ()) -> list[reviewing.Doubt]:
        """Pairs of events that may belong to one pledge, on which nobody has decided; the likeliest first."""
        with self.ledger.reading():
            return reviewing.review(self.ledger, limit, left)

    def unsure(self, limit: int = 50, left: Collection[str] = ()) -> list[reviewing.Unsure]:
        """Events that may be none, on which nobody has decided; the least certain first."""
        with self.ledger.reading():
            return reviewing.unsure(self.ledger, limit, left)

    def progress(self, left: Collection[str] = ()) -> reviewing.Progress:
        """How much waits for review, and how much is done."""
        with self.ledger.reading():
            return reviewing.progress(self.ledger, left)

    def history(self, id: str) -> list[Record]:
        """All that happened to a story, or to the pledge that holds an event: entered, changed, decided, undone."""
        with self.ledger.reading():
            story = self.ledger.story(id)
            if story:
                events = [row.id for row in self.ledger.events_of([id])]
                return history(self.ledger, [id], events)
            steps = self.ledger.steps_in([self._thread(id)])
            told = [step for thread in steps.values() for step in thread]
            return history(self.ledger, sorted({step.story for step in told}), [step.id for step in told])

    # views of the whole

    def story(self, id: str) -> StoryRow:
        """A story as the register holds it. Raises NotFound."""
        with self.ledger.reading():
            row = self.ledger.story(id)
        if row is None:
            raise NotFound(f"no story {id}")
        return row

    def search(self, words: str, limit: int = 50) -> list[StoryRow]:
        """Stories that hold all the words, in any of their forms, newest first."""
        with self.ledger.reading():
            return self.ledger.search(lemmas(words), limit)

    def figures(self, *polities: str, measure: str | None = None) -> list[series.Figures]:
        """Series of figures in which all the polities take part."""
        with self.ledger.reading():
            return series.figures(self.ledger.figures(polities, measure))

    def gatherings(self, *polities: str, as_of: date | None = None) -> list[series.Gatherings]:
        """Gatherings that recur, with their dates, planned and actual."""
        return series.gatherings(self.pledges(as_of, Where(kind="gathering", polities=polities, promised=None)))

    def due(self, days: int = 56, as_of: date | None = None, where: Where | None = None) -> agenda.Agenda:
        """What falls due within `days` days, what is overdue, what slipped, what has gone quiet."""
        day, where = as_of or self.clock.today(), where or Where()
        summed_up = day == self.clock.today() and self._sum_up(day)
        with self.ledger.reading():
            called = self.ledger.calling(where, day, (day + timedelta(days)).isoformat()) if summed_up else None
            return agenda.agenda(self._taken(where, day, called), day, days)

    def dossier(self, *polities: str, as_of: date | None = None) -> dossier.Dossier:
        """All that the register holds of one polity, or of a pair."""
        day = as_of or self.clock.today()
        pledges = self.pledges(day, Where(polities=polities, promised=None))
        return dossier.dossier(polities, day.isoformat(), pledges, self.figures(*polities))

    def background(self, story: str, most: int = 5) -> Background:
        """Earlier pledges that a story of the register goes on from, newest and most telling first.

        Raises NotFound.
        """
        row = self.story(story)
        with self.ledger.reading():
            events = [held.traits for held in self.ledger.events_of([story])]
            return self._background(story, row.date, events, most)

    def background_of(self, story: Story, coding: Coding, most: int = 5) -> Background:
        """The same for a story that was read, and is not entered."""
        day = story.date[:10] if story.date else None
        ids = event_ids(story.id, coding.events)
        events = [traits(Step(id, story.id, day, event)) for id, event in zip(ids, coding.events, strict=True)]
        with self.ledger.reading():
            return self._background(story.id, day, events, most)

    def _background(self, story: str, told: str | None, events: Sequence[Traits], most: int) -> Background:
        ids: dict[str, None] = {}
        for event in events:
            ids |= dict.fromkeys(self.ledger.pledges_of([event.step]).values())
            for pair in _pairs(event.parties):
                ids |= dict.fromkeys(self.ledger.find_pledges({"polities": pair, "until": told}))
        found = self._pledges(list(ids), date.fromisoformat(told) if told else self.clock.today())
        return background.background(story, told, events, found, most)

    # saved searches

    def save(self, name: str, where: Where) -> None:
        """Keep a search under a name; all that the register holds by now counts as seen."""
        with self.ledger.writing():
            self.ledger.put_saved(Saved(name, where.dump(), self.clock.stamp))

    def saved(self) -> list[Found]:
        """The saved searches, with how many pledges each finds, and those with news since the last look."""
        with self.ledger.reading():
            searches = self.ledger.saved()
            news = {one.name: self.ledger.entered_after(one.seen) for one in searches}
        return [self._found(one, news[one.name]) for one in searches]

    def searches(self) -> list[Counted]:
        """The saved searches with how many pledges each finds, and how many have news: nothing is built for it."""
        today = self.clock.today()
        self._sum_up(today)
        with self.ledger.reading():
            return [self._counted(one, today) for one in self.ledger.saved()]

    def _counted(self, saved: Saved, today: date) -> Counted:
        where = load_where(saved.filter)
        totals = [
            self.ledger.table(Asked(where, size=0, most=0, news_after=news), today).total for news in (None, saved.seen)
        ]
        return Counted(saved.name, where, saved.seen, *totals)

    def look(self, name: str) -> Found:
        """What a saved search finds, and what of it is new; from now on, that is seen. Raises NotFound."""
        with self.ledger.writing():
            saved = next((one for one in self.ledger.saved() if one.name == name), None)
            if saved is None:
                raise NotFound(f"no saved search {name}")
            found = self._found(saved, self.ledger.entered_after(saved.seen))
            self.ledger.put_saved(Saved(name, saved.filter, self.clock.stamp))
        return found

    def forget(self, name: str) -> None:
        """Drop a saved search."""
        with self.ledger.writing():
            self.ledger.drop_saved(name)

    def _found(self, saved: Saved, news: set[str]) -> Found:
        where = load_where(saved.filter)
        pledges = self.pledges(None, where)
        fresh = tuple(one for one in pledges if any(step.id in news for step in one.steps))
        return Found(saved.name, where, tuple(pledges), fresh)


def _pairs(parties: Iterable[str]) -> list[tuple[str, ...]]:
    """The pairs of parties by which earlier pledges are looked up: regions as they are, else countries."""
    codes = sorted({region(code) for code in parties})
    return list(combinations(codes, 2)) if len(codes) > 1 else [tuple(codes)]
