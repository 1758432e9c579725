"""How fast whole stories are read beside natasha's full pipeline, gated and not, and where the time goes.

    ./run bench speed TEXTS.jsonl [--articles 100] [--rounds 5] [--peer-python PATH] [--profile | --lost]

`TEXTS.jsonl` holds a text a line in its field `text`. Five sides take turns in interleaved rounds at texts that none of
them has seen, after `--warm` texts each, all on one core, each in a process of its own, by processor time: natasha's
full pipeline; the reading engine alone; `read` without the gate; `read` with it; spaCy's blank tokeniser as a floor.
`read` is the whole way from the text to its records: cleaning, networks, marks, events and figures. Then it is measured
how long the program takes to start, and how an archive of `--archive` articles made of the texts is read in one process
and in two, and one a quarter as large, with the memory of the largest process (`--archive 0` leaves this out).
See benchmarks/sides.py for the peers' environment.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import scaling
from benchmarks.sides import FLOOR, PEER, READERS, TITLES, Worker, batches, stories


def race(options: argparse.Namespace) -> None:
    """Lets all sides read the same rounds and prints medians and ratios."""
    workers = [Worker(name, options.peer_python if name in (PEER, FLOOR) else sys.executable) for name in READERS]
    for worker in workers:
        if worker.error:
            print(f"skipped: {worker.error}")
    workers = [worker for worker in workers if not worker.error]
    warm, *rounds = batches(options.texts, options.warm, options.articles, options.rounds)
    for worker in workers:
        worker.read(warm)
    seconds: dict[str, list[float]] = {worker.name: [] for worker in workers}
    peaks: dict[str, float] = {}
    for texts in rounds:
        for worker in workers:
            answer = worker.read(texts)
            seconds[worker.name].append(answer["seconds"])
            peaks[worker.name] = answer["peak"]
    for worker in workers:
        worker.close()
    table(seconds, peaks, options)


def table(seconds: dict[str, list[float]], peaks: dict[str, float], options: argparse.Namespace) -> None:
    """Medians over the rounds; a ratio is the median of the ratios of each round."""
    print(f"{options.texts.name}: {options.rounds} rounds of {options.articles} articles, one core, processor time")
    print(f"{'':24} {'articles/s':>10} {'least':>7} {'most':>7} {'times natasha':>14} {'MB':>5}")
    for name, spent in seconds.items():
        speeds = [options.articles / one for one in spent]
        peers = seconds.get(PEER, spent)
        ratio = statistics.median(peer / own for peer, own in zip(peers, spent, strict=True))
        line = f"{TITLES[name]:24} {statistics.median(speeds):10.1f} {min(speeds):7.1f} {max(speeds):7.1f}"
        print(f"{line} {ratio if PEER in seconds else float('nan'):14.2f} {peaks[name]:5.0f}")


def profile(options: argparse.Namespace) -> None:
    """Prints the time of each stage, a line each, on as many texts as a race reads."""
    from servanda.coding import code, worth_reading
    from servanda.pipeline import BATCH, Reading
    from servanda.reading import marked
    from servanda.reading.engine import engine

    spent: dict[str, float] = {}
    warm, *rounds = batches(options.texts, options.warm, options.articles, options.rounds)

    def timed(stage: str, call: Callable[..., Any], *given: Any) -> Any:
        start = time.process_time()
        made = call(*given)
        spent[stage] = spent.get(stage, 0.0) + time.process_time() - start
        return made

    def run(texts: list[str]) -> int:
        cleaned = timed("cleaning", list, stories(texts))
        chosen = [story for story in cleaned if timed("gate", worth_reading, story)]
        for start in range(0, len(chosen), BATCH):
            batch = chosen[start : start + BATCH]
            parsed = timed("networks", engine().parse, batch)
            marks = [timed("marks", marked, story, one) for story, one in zip(batch, parsed, strict=True)]
            codings = [timed("coding", code, one) for one in marks]
            for story, coding in zip(batch, codings, strict=True):
                timed("records", Reading(story, coding).record)
        return len(chosen)

    run(warm)
    spent.clear()
    passed, count = sum(map(run, rounds)), len(rounds) * options.articles
    total = sum(spent.values())
    print(f"{options.texts.name}: {count} texts, {passed} pass the gate; {count / total:.1f} articles/s")
    for stage, seconds in spent.items():
        print(f"{stage:10} {1000 * seconds / count:7.2f} ms an article  {100 * seconds / total:5.1f} %")


def lost(options: argparse.Namespace) -> None:
    """Prints how much of all texts the gate lets pass, and how many events and figures it loses of those found."""
    from servanda.coding import worth_reading
    from servanda.errors import ServandaError
    from servanda.pipeline import read
    from servanda.sources.files import items
    from servanda.stories import clean

    def whole_stories() -> Iterator[Any]:
        for item in items([str(options.texts)]):
            try:
                if not isinstance(item, ServandaError):
                    yield clean(item)
            except ServandaError:
                continue

    total, passed, found, gone = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for reading in read(whole_stories(), gate=False):
        passes = worth_reading(reading.story)
        told = {"events": len(reading.coding.events), "figures": len(reading.coding.figures)}
        size = {"texts": 1, "characters": len(reading.story.text)}
        total.update(size)
        found.update(told)
        (passed if passes else gone).update(size if passes else told)
    for name, whole in total.items():
        print(f"{name:10} {passed[name]:9} of {whole:9} pass, {100 * passed[name] / whole:.1f} %")
    for name, whole in found.items():
        print(f"{name:10} {gone[name]:9} of {whole:9} lost")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--warm", type=int, default=100)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer-python", default=sys.executable)
    parser.add_argument("--profile", action="store_true", help="instead of the race, the time that each stage takes")
    parser.add_argument("--lost", action="store_true", help="instead of the race, what the gate loses")
    parser.add_argument("--archive", type=int, default=2000, help="articles of the archive; 0: none is read")
    options = parser.parse_args()
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    if options.profile or options.lost:
        (profile if options.profile else lost)(options)
        return
    race(options)
    os.sched_setaffinity(0, cores)
    scaling.starting()
    if options.archive:
        scaling.archives(options.texts, options.archive)


if __name__ == "__main__":
    main()
