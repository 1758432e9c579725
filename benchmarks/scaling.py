"""How long the program takes to start, and how the reading of archives scales over cores and sizes, with its memory."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.archive import make

PART = 250_000
"""Bytes of a part: small enough that two processes end at nearly the same time."""
STORY = (
    "Глава Башкортостана встретился с послом Узбекистана. Стороны договорились открыть в 2027 году рейс."
)
READ = """
import resource, sys, time
from pathlib import Path
from servanda.archive import parts, read_archive
parts.SIZE = int(sys.argv[3])
if __name__ == "__main__":
    start = time.monotonic()
    steps = list(read_archive([sys.argv[1]], Path(sys.argv[2]), workers=int(sys.argv[4])))
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(time.monotonic() - start, sum(one.ru_utime + one.ru_stime for one in used), used[1].ru_maxrss / 1024)
"""


def starting(times: int = 7) -> None:
    """Prints the medians of `--help` and of the first result of `read`, by the clock and by processor time."""
    servanda = str(Path(sys.executable).with_name("servanda"))
    with tempfile.TemporaryDirectory() as folder:
        story = Path(folder, "story.txt")
        story.write_text(STORY, "utf-8")
        for title, words in (("servanda --help", ["--help"]), ("read, a first result", ["read", str(story)])):
            told = [_run([servanda, *words]) for _ in range(times)]
            clock, spent = (statistics.median(column) for column in zip(*told, strict=True))
            print(f"{title:24} {clock:6.2f} s by the clock, {spent:.2f} s of processor time")


def _run(command: list[str]) -> tuple[float, float]:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    clock, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def archives(texts: Path, articles: int) -> None:
    """Prints how fast archives of the texts are read: a quarter in one process, the whole in one and in two."""
    with texts.open(encoding="utf-8") as lines:
        listed = [json.loads(line)["text"] for line in lines]
    seconds = {}
    for count, workers in ((articles // 4, 1), (articles, 1), (articles, 2)):
        with tempfile.TemporaryDirectory() as folder:
            archive = Path(folder, "archive")
            archive.mkdir()
            make(listed, count, archive)
            words = [sys.executable, "-c", READ, f"{archive}/*.jsonl", f"{folder}/out", str(PART), str(workers)]
            one = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
            told = subprocess.run(words, check=True, capture_output=True, text=True, env=one).stdout
        clock, spent, peak = map(float, told.split())
        seconds[count, workers] = clock
        print(
            f"archive of {count} articles, {workers} processes: {count / clock:.1f} articles/s by the clock,"
            f" {1000 * spent / count:.1f} ms of processor time an article, largest process {peak:.0f} MB"
        )
    print(f"two processes give {seconds[articles, 1] / seconds[articles, 2]:.2f} times one")
