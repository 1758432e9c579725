"""The way of a story on one page: raw item -> clean story -> marked sentences -> events and figures (-> register).

    for reading in read(stories):
        register.enter(reading.story, reading.coding)

Each arrow is one call with one immutable value; nothing calls back.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from typing import Any

from servanda.coding import code, worth_reading
from servanda.errors import EngineError, ServandaError
from servanda.model.event import Coding
from servanda.model.marked import Marked
from servanda.model.story import RawItem, Story
from servanda.reading import mark
from servanda.stories import clean

BATCH = 16
"""Stories handed to the networks at once: enough to fill their blocks, few enough that results come at once."""
LARGE = 200_000
"""Characters of stories from which on a batch is full, however few they are: memory is bounded by it."""
FEW = 64
"""Stories that are read before other processes are started: these take a second or two to load the networks."""
AHEAD = 3
"""Batches that wait for each process, so that none is idle and memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was made of one story.

    `marked` is None where the gate saw that nothing in it can be an event, and where another process read it.
    """

    story: Story
    coding: Coding
    marked: Marked | None = None

    def record(self) -> dict[str, Any]:
        """The line of `servanda read --format jsonl`: id, events and figures with the codebook's slots."""
        return {
            "id": self.story.id,
            "events": [event.record(self.story.text) for event in self.coding.events],
            "figures": [figure.record(self.story.text) for figure in self.coding.figures],
        }


def read(stories: Iterable[Story], *, gate: bool = True) -> Iterator[Reading]:
    """Read stories, in order. With `gate`, texts without a word of cooperation are not given to the networks."""
    for batch in _batches(iter(stories)):
        chosen = [story for story in batch if not gate or worth_reading(story)]
        marks = dict(zip((id(story) for story in chosen), mark(chosen), strict=True)) if chosen else {}
        for story in batch:
            marked = marks.get(id(story))
            yield Reading(story, code(marked) if marked else Coding(), marked)


def read_story(
    story: Story | str, *, date: str | None = None, source: str | None = None, id: str = "text"
) -> Reading:
    """Read one story, or a text with its day (ISO) and outlet.

    Raises InputError where a text is empty, no text, or not Russian.
    """
    if isinstance(story, str):
        story = clean(RawItem(where=id, content=story, id=id, date=date, source=source))
    return next(read([story], gate=False))


def read_many(
    stories: Iterable[Story], *, gate: bool = True, workers: int | None = None
) -> Iterator[Reading | ServandaError]:
    """Read stories in `workers` processes (None: one for each core), in order, with the results of `read`.

    An error stands in the place of a story whose reading failed, or ended the process that read it. Since the other
    processes start afresh, a script that calls this guards its own start by `if __name__ == "__main__":`.
    """
    waiting = iter(stories)
    count = workers or _cores()
    few = islice(waiting, FEW if count > 1 else None)
    yield from chain.from_iterable(_told(batch, gate) for batch in _batches(few))
    first = next(waiting, None)
    if first is not None:
        yield from _shared(chain([first], waiting), gate, count)


def _batches(stories: Iterator[Story]) -> Iterator[list[Story]]:
    batch: list[Story] = []
    for story in stories:
        batch.append(story)
        if len(batch) == BATCH or sum(len(one.text) for one in batch) >= LARGE:
            yield batch
            batch = []
    if batch:
        yield batch


def _told(batch: Sequence[Story], gate: bool) -> list[Reading | ServandaError]:
    """Read a batch; where that fails, its stories one by one, to tell which of them it is."""
    try:
        return list(read(batch, gate=gate))
    except ServandaError:
        raise
    except Exception as error:
        if len(batch) == 1:
            return [_failed(batch[0], f"{type(error).__name__}: {error}")]
        return [one for story in batch for one in _told([story], gate)]


def _shared(stories: Iterator[Story], gate: bool, workers: int) -> Iterator[Reading | ServandaError]:
    """Give batches out to processes; where one of these ends, what they had is read again, a story at a time."""
    under_way: deque[tuple[list[Story], Future[list[Coding | ServandaError]]]] = deque()
    pool, batches = _pool(workers), _batches(stories)
    try:
        while True:
            for batch in islice(batches, workers * AHEAD - len(under_way)):
                under_way.append((batch, pool.submit(_code, batch, gate)))
            if not under_way:
                return
            batch, future = under_way.popleft()
            made: Iterable[Coding | ServandaError]
            try:
                made = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                batch = [*batch, *(story for other, _ in under_way for story in other)]
                under_way.clear()
                made, pool = _one_by_one(batch, gate), _pool(workers)
            for story, one in zip(batch, made, strict=True):
                yield Reading(story, one) if isinstance(one, Coding) else one
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _code(batch: Sequence[Story], gate: bool) -> list[Coding | ServandaError]:
    """What a process sends back: the codings alone, for marks are many times as large."""
    return [one.coding if isinstance(one, Reading) else one for one in _told(batch, gate)]


def _one_by_one(stories: Sequence[Story], gate: bool) -> Iterator[Coding | ServandaError]:
    """Read stories in one process, and in another from the one on that ended it."""
    pool = _pool(1)
    for story in stories:
        try:
            yield pool.submit(_code, [story], gate).result()[0]
        except BrokenProcessPool:
            pool = _pool(1)
            yield _failed(story, "reading it ended the process, as for want of memory")
    pool.shutdown(wait=False)


def _failed(story: Story, why: str) -> EngineError:
    return EngineError(f"it could not be read: {why}", where=story.id, remedy="please report it, with the text")


def _pool(workers: int) -> ProcessPoolExecutor:
    """Processes that start afresh, for those that are copies inherit locks; each computes on one core."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return ProcessPoolExecutor(workers, get_context("spawn"), _begin)


def _begin() -> None:
    """Ctrl-C is for the process that started this one, and none outlives it: it may be killed before it can say so."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent_process(),), name="end", daemon=True).start()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
