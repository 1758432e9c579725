"""From sources into the register: what arrives is read and entered at once, and only then is its source done with.

A round may be ended at any moment: what was entered stays, a source whose stories are not all entered is asked again.
"""

from __future__ import annotations

import queue
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from servanda.errors import InputError, ServandaError, SourceError
from servanda.model.event import Coding
from servanda.model.story import RawItem, Story
from servanda.pipeline import BATCH, Reading, read_many
from servanda.register.entering import Entered
from servanda.register.register import Register
from servanda.sources import rounds
from servanda.sources.source import Source
from servanda.sources.visit import Delivered, NotThere, Web
from servanda.store.sources import Sources, VisitRow
from servanda.stories import clean

WAITING = 256
"""Items that may wait to be read: sources that bring more are held up meanwhile."""
RUSSIAN = "ru"
IN = "in "
"""Before the code of a language among what is counted."""
PATIENCE = 0.3
"""Seconds after which those who wait look whether the round was ended."""


@dataclass(frozen=True, slots=True)
class Visited:
    """A source as it stands after a visit, how many stories of it are new or changed, and how many items failed.

    `unread` counts the stories in other languages, by ISO 639 code: they are kept, but not read.
    """

    source: Source
    stories: int
    failed: int
    unread: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unread:
    """A story in another language than Russian: the register keeps it as it is, nothing is coded from it."""

    story: str
    language: str
    state: Literal["new", "changed", "unchanged"]


Told = Entered | Unread | ServandaError | Visited
_Arrival = tuple[Source, Delivered] | Source | None


def now() -> datetime:
    return datetime.now(UTC)


def take_in(
    register: Register,
    book: Sources,
    sources: Sequence[Source],
    web: Web,
    *,
    clock: Callable[[], datetime] = now,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Told]:
    """Visit those of the sources that are due, and enter what they bring; tells of each story, failure and visit.

    Hosts are asked side by side while the stories that came are read. Closing the iterator, or `stopped`, ends it.
    """
    belt = _Belt(book, sources, web, clock)
    belt.thread.start()
    counts: dict[str, Counter[str]] = {source.key: Counter() for source in sources}
    try:
        for batch in belt.batches(stopped):
            yield from _entered(register, book, batch, counts, clock)
    finally:
        belt.stop.set()
        belt.thread.join()


class _Belt:
    """The round in a thread of its own, and the belt on which its arrivals come, each source after its stories."""

    def __init__(self, book: Sources, sources: Sequence[Source], web: Web, clock: Callable[[], datetime]) -> None:
        self.book, self.sources, self.web, self.clock = book, sources, web, clock
        self.arrivals: queue.Queue[_Arrival] = queue.Queue(WAITING)
        self.under_way: set[str] = set()
        self.stop = threading.Event()
        self.failure: Exception | None = None
        self.thread = threading.Thread(target=self._run, name="round", daemon=True)

    def batches(self, stopped: Callable[[], bool]) -> Iterator[list[tuple[Source, Delivered] | Source]]:
        """What has arrived, a few at once, until all is there. Raises what ended the round."""
        while not stopped():
            batch: list[_Arrival] = []
            with suppress(queue.Empty):
                batch.append(self.arrivals.get(timeout=PATIENCE))
                while len(batch) < BATCH:
                    batch.append(self.arrivals.get_nowait())
            yield [arrival for arrival in batch if arrival is not None]
            if None in batch:
                break
        if self.failure:
            raise self.failure

    def _run(self) -> None:
        try:
            for after in rounds.fetch(self.sources, self.web, self._known, self._deliver, self.clock):
                self._put(after)
                if self.stop.is_set():
                    break
        except _Ended:
            return
        except Exception as error:
            self.failure = error
        with suppress(_Ended):
            self._put(None)

    def _known(self, id: str) -> bool:
        return id in self.under_way or self.book.knows(id, self.clock())

    def _deliver(self, source: Source, delivered: Delivered) -> None:
        if isinstance(delivered, RawItem) and delivered.id:
            self.under_way.add(delivered.id)
        self._put((source, delivered))

    def _put(self, arrival: _Arrival) -> None:
        while not self.stop.is_set():
            with suppress(queue.Full):
                self.arrivals.put(arrival, timeout=PATIENCE)
                return
        raise _Ended


class _Ended(Exception):
    """Nobody waits for arrivals any more."""


def _entered(
    register: Register,
    book: Sources,
    batch: Sequence[tuple[Source, Delivered] | Source],
    counts: dict[str, Counter[str]],
    clock: Callable[[], datetime],
) -> Iterator[Told]:
    arrived = [one for one in batch if not isinstance(one, Source)]
    stories: list[tuple[Source, Story]] = []
    for source, item in arrived:
        made = _story(source, item, book, clock)
        if isinstance(made, Story):
            stories.append((source, made))
        elif made is not None:
            counts[source.key]["failed"] += 1
            yield made
    for source, told in zip((source for source, _ in stories), _read(register, book, stories), strict=True):
        counts[source.key].update(_counted(told))
        yield told
    for source in (one for one in batch if isinstance(one, Source)):
        visited = _visited(source, counts[source.key])
        time = clock().isoformat(timespec="microseconds")
        unread = ", ".join(f"{language} {number}" for language, number in visited.unread.items())
        book.save(source, VisitRow(source.key, time, visited.stories, visited.failed, source.last_error, unread))
        yield visited


def _counted(told: Entered | Unread | ServandaError) -> list[str]:
    """Under what an outcome is counted: a failure, a state, or the language of a story that is kept unread."""
    if isinstance(told, ServandaError):
        return ["failed"]
    if isinstance(told, Unread):
        return [] if told.state == "unchanged" else [f"{IN}{told.language}"]
    return [told.state]


def _visited(source: Source, count: Counter[str]) -> Visited:
    unread = {name.removeprefix(IN): count[name] for name in sorted(count) if name.startswith(IN)}
    return Visited(source, count["new"] + count["changed"], count["failed"], unread)


def _story(
    source: Source, item: Delivered, book: Sources, clock: Callable[[], datetime]
) -> Story | ServandaError | None:
    """The story in an item; None where the register holds it as it is. One that can be none is not asked for again,
    nor is a page that is gone; one that was not there, later.
    """
    if isinstance(item, NotThere):
        book.passed_over(source, [item.id]) if item.for_good else book.missing(source, item.id, clock())
    if isinstance(item, SourceError):
        return item
    try:
        story = clean(item, any_language=True)
    except InputError as error:
        book.passed_over(source, [item.id] if item.id else [])
        return error
    return None if book.text(story.id) == story.text else story


def _read(
    register: Register, book: Sources, stories: Sequence[tuple[Source, Story]]
) -> Iterator[Entered | Unread | ServandaError]:
    """Read the stories that are in Russian and enter all, in one transaction; the outcome of each, in order."""
    russian = iter(list(read_many([story for _, story in stories if story.language == RUSSIAN], workers=1)))
    readings = [next(russian) if story.language == RUSSIAN else Reading(story, Coding()) for _, story in stories]
    coded = ((one.story, one.coding) for one in readings if not isinstance(one, ServandaError))
    entered = register.enter_many(coded, batch=max(1, len(stories)))
    for (source, story), reading in zip(stories, readings, strict=True):
        if isinstance(reading, ServandaError):
            yield reading
            continue
        done = next(entered)
        if done.story != story.id:
            book.passed_over(source, [story.id])
        yield done if story.language == RUSSIAN else Unread(done.story, story.language, done.state)


def chosen(book: Sources, names: Sequence[str], moment: datetime) -> list[Source]:
    """The sources of these names, to be asked now; all that are due where none are named.

    Raises NotFound for a name that no source has, SourceError for one that is paused.
    """
    if not names:
        return [source for source in book.all() if source.is_due(moment)]
    found = [book.one(name) for name in dict.fromkeys(names)]
    for source in found:
        if source.paused:
            remedy = f"`servanda sources resume {source.key}` first"
            raise SourceError("it is paused", where=source.key, remedy=remedy)
    return [replace(source, due=None) for source in found]
