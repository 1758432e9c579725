"""How well, and how fast, the register puts events together: `python -m benchmarks.threads --help`.

quality  a synthetic register of 2,000 pledges: precision, recall and F1 over pairs of events in one thread
chains   the same over chains written from real facts: events coded by hand, and events as the program codes them
scale    100,000 events entered in time: time for a thousand at the beginning and the end, pages and searches after

For `scale` the processor's time of this process is counted, and that of a PostgreSQL server of this machine, so that
other work on the machine matters little; with a server elsewhere give `--clock`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path
from typing import Any

import servanda.store as store
from benchmarks.synthetic import TOPICS, Made, Maker
from servanda.model.event import KINDS, Coding, Event
from servanda.model.span import Span
from servanda.model.story import RawItem, Story
from servanda.register.register import Clock, Register
from servanda.store.connection import connect
from servanda.stories import clean

CLOCK = Clock(today=lambda: date(2026, 3, 1))
CHAINS = Path(__file__).parent / "chains" / "stories.jsonl"
FITTING = [{kind} for kind in KINDS] + [{"connection", "project"}]
"""Kinds that one undertaking can have in two annotations: a bridge that is being built is either of two."""


def pairs(groups: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in groups)


def agreement(truth: dict[str, str], found: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over the pairs of events that stand in one thread."""
    both = pairs(Counter((truth[event], found[event]) for event in truth).values())
    precision = both / max(1, pairs(Counter(found[event] for event in truth).values()))
    recall = both / max(1, pairs(Counter(truth.values()).values()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def enter(register: Register, made: Iterable[Made]) -> dict[str, str]:
    """Enter stories; gives the true thread of each event by its id."""
    truth: dict[str, str] = {}
    for one in made:
        entered = register.enter(one.story, one.coding)
        truth |= dict(zip(entered.events, one.threads, strict=True))
    return truth


def quality(url: str, pledges: int, seed: int) -> float:
    register = store.open(url, CLOCK)
    truth = enter(register, Maker(seed).stories(pledges))
    with register.ledger.reading():
        found = register.ledger.pledges_of(truth)
    precision, recall, f1 = agreement(truth, found)
    print(f"{len(truth)} events in {len(set(truth.values()))} threads, {len(register.review(10_000))} pairs to review")
    print(f"pairs: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    return f1


def chains(url: str, *, coded: bool) -> float:
    """Chains written from real facts. With `coded`, the program reads the stories; else hand-coded events are used.

    An event of the program counts for the undertaking of the hand-coded event that it is: of its kind (`FITTING`) on
    some of its sentences. One that is none counts for an undertaking of its own, and one that it missed stands alone.
    """
    rows = [json.loads(line) for line in CHAINS.read_text("utf-8").splitlines()]
    stories = [clean(RawItem(row["id"], row["text"], id=row["id"], date=row["date"])) for row in rows]
    by_hand = [_by_hand(row, story) for row, story in zip(rows, stories, strict=True)]
    register = store.open(url, CLOCK)
    truth: dict[str, str] = {}
    missed: dict[str, str] = {}
    for row, story, coding in zip(rows, stories, _read(stories) if coded else by_hand, strict=True):
        entered = register.enter(story, coding)
        names = [_undertaking(event, row, story) for event in coding.events]
        truth |= {id: name or f"none {id}" for id, name in zip(entered.events, names, strict=True)}
        missed |= {f"{row['id']} {one['thread']}": one["thread"] for one in row["events"] if one["thread"] not in names}
    with register.ledger.reading():
        found = register.ledger.pledges_of(truth)
    precision, recall, f1 = agreement(truth | missed, found | {id: id for id in missed})
    events = sum(len(row["events"]) for row in rows)
    waiting = len(register.review(10_000))
    print(f"{events} events in {len(rows)} stories, {len(missed)} missed; {waiting} pairs to review")
    print(f"pairs: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    return f1


def _read(stories: list[Story]) -> list[Coding]:
    from servanda.pipeline import read

    return [reading.coding for reading in read(stories)]


def _by_hand(row: dict[str, Any], story: Story) -> Coding:
    return Coding(tuple(_event(one, story.text) for one in row["events"]))


def _event(slots: dict[str, Any], text: str) -> Event:
    spans = tuple(Span(text.index(line), text.index(line) + len(line)) for line in slots["evidence"])
    lists = {name: tuple(slots[name]) for name in ("polities", "actors", "fields")}
    return Event(**{**{name: slots[name] for name in slots if name != "thread"}, **lists, "evidence": spans})


def _undertaking(event: Event, row: dict[str, Any], story: Story) -> str | None:
    """Of the hand-coded events of its kind on its sentences, the one that has most of them, named most alike."""

    def common(one: dict[str, Any]) -> tuple[int, float]:
        places = [(story.text.index(line), story.text.index(line) + len(line)) for line in one["evidence"]]
        shared = sum(span.start < end and start < span.end for span in event.evidence for start, end in places)
        return shared, SequenceMatcher(None, event.what or "", one["what"]).ratio()

    like = [(common(one), one["thread"]) for one in row["events"] if {one["kind"], event.kind} in FITTING]
    best = max(like, default=((0, 0.0), ""))
    return best[1] if best[0][0] else None


def scale(url: str, events: int, seed: int, clock: Callable[[], float]) -> float:
    register = store.open(url, CLOCK)
    made = Maker(seed).stories(events // 4)
    entered, started, marks = 0, clock(), [0.0]
    while entered < events and (batch := list(islice(made, 64))):
        for one in register.enter_many((story.story, story.coding) for story in batch):
            entered += len(one.events)
        while len(marks) * 1000 <= entered:
            marks.append(clock() - started)
            if len(marks) % 10 == 1:
                print(f"{entered:7} events, {marks[-1] - marks[-11]:6.1f} s for the last ten thousand", flush=True)
    first, last = marks[10] - marks[0], marks[-1] - marks[-11]
    print(f"a thousand events: {first / 10:.2f} s at first, {last / 10:.2f} s at last, {last / first:.2f} times")
    pages(register)
    return last / first


def processor(url: str) -> Callable[[], float]:
    """A clock of the seconds that the processor has given this process, and a PostgreSQL server of this machine."""
    if not url.startswith("postgresql"):
        return time.process_time
    with connect(url).connect() as connection:
        backend = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    server = _stat(backend)[1]
    return lambda: time.process_time() + _spent(server)


def _spent(server: int) -> float:
    """Seconds of a server: its own, those of its children, and those of the children that have ended."""
    own = _stat(server)
    children = (_stat(int(path.name)) for path in Path("/proc").iterdir() if path.name.isdecimal())
    ticks = sum(own[11:15]) + sum(sum(child[11:13]) for child in children if child[1:2] == [server])
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(process: int) -> list[int]:
    """Numbers of /proc/PID/stat from the state on: 1 the parent, 11 to 14 user and system time, own and waited."""
    try:
        told = Path(f"/proc/{process}/stat").read_text("utf-8", "replace")
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [0, *(int(word) for word in told.rpartition(")")[2].split()[1:])]


def pages(register: Register) -> None:
    """Medians over pledges and searches of many sizes."""
    with register.ledger.reading():
        ids = register.ledger.find_pledges({})[:: max(1, len(register.ledger.find_pledges({})) // 200)]
    print(f"a pledge's page: {median(lambda id: register.pledge(id), ids):.1f} ms")
    print(
        f"a search: {median(lambda word: register.search(word), [*TOPICS, 'соглашение', 'рейс Уфа', 'форум']):.1f} ms"
    )


def median(run: Callable[[str], object], given: Iterable[str]) -> float:
    times = []
    for one in given:
        started = time.perf_counter()
        run(one)
        times.append(time.perf_counter() - started)
    return 1000 * statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["quality", "chains", "scale"])
    parser.add_argument("--register", help="an empty one (default: a temporary file)")
    parser.add_argument("--pledges", type=int, default=2000)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clock", action="store_true", help="count time by the clock")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.register or f"sqlite:///{Path(folder) / 'register.db'}"
        if given.what == "quality":
            quality(url, given.pledges, given.seed)
        elif given.what == "chains":
            chains("sqlite://", coded=False)
            chains("sqlite://", coded=True)
        else:
            scale(url, given.events, given.seed, time.perf_counter if given.clock else processor(url))


if __name__ == "__main__":
    main()
