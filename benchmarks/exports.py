"""How long each data format takes for 100,000 events, and how much memory.

    ./run bench exports [EVENTS] [FORMAT…]

The events are made up: one pledge to three of them, a story and an address each. A format is measured in a process of
its own; time is that of the processor.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.views import sample

from servanda.model.event import Coding
from servanda.model.pledge import Pledge
from servanda.model.story import Imprint, Story
from servanda.views.export import FORMATS, export
from servanda.views.export.content import Content, Options, Told

EVENTS = 100_000


def pledges(events: int) -> Iterator[Pledge]:
    for at in range(-(-events // 3)):
        yield sample.one_of_many(at)


def stories(events: int) -> Iterator[Told]:
    for pledge in pledges(events):
        for step in pledge.steps:
            (said,) = step.sentences
            imprint = Imprint(outlet=step.outlet)
            story = Story(
                step.story, said, said, (), None, step.title, step.date, step.source, step.url, imprint=imprint
            )
            yield Told(story, Coding((step.event,)))


def measure(name: str, events: int) -> None:
    """Write one format and print a line on it."""
    with TemporaryDirectory() as folder:
        told = stories(events) if name in ("jsonl", "datapackage") else ()
        started = time.process_time()
        count = export(name, Content(pledges(events), (), told, (), "2025-02-01"), Path(folder) / "out", Options())
        spent = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name:12} {count:8,} written {spent:6.1f} s {memory:5} MB", flush=True)


if __name__ == "__main__":
    words = sys.argv[1:]
    events = int(words.pop(0)) if words and words[0].isdigit() else EVENTS
    names = words or list(FORMATS)
    if len(names) == 1:
        measure(names[0], events)
    else:
        for name in names:
            subprocess.run([sys.executable, "-m", "benchmarks.exports", str(events), name], check=False)
