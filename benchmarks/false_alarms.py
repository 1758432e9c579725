"""A fair sample of what is coded in ordinary news, for a person to judge: `python -m benchmarks.false_alarms --help`.

Draws texts at random from a file of stories (JSON lines with id, text, date, source), reads them with the installed
program, draws events at random from all that it coded, and prints these as JSON lines: number, story, day, outlet,
address and the event's slots. A count of texts and events goes to standard error. The same seed gives the same texts.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def texts(given: Sequence[Row], known: Iterable[Row], count: int, seed: int) -> list[Row]:
    """At most `count` rows, none of which has the id or the text of a known one, in the order of their ids."""
    seen = {mark for row in known for mark in marks(row)}
    fresh = sorted((row for row in given if not seen & marks(row)), key=lambda row: str(row["id"]))
    drawn = random.Random(seed).sample(fresh, min(count, len(fresh)))
    return sorted(drawn, key=lambda row: str(row["id"]))


def marks(row: Row) -> set[str]:
    return {str(row["id"]), sha256(row["text"].encode()).hexdigest()}


def read(stories: Sequence[Row]) -> list[Row]:
    """The lines of `servanda read --format jsonl`; its warnings go to standard error."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder, "stories.jsonl")
        kept = ({key: row.get(key) for key in ("id", "text", "date", "source")} for row in stories)
        bare.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept), "utf-8")
        servanda = Path(sys.executable).with_name("servanda")
        done = subprocess.run([servanda, "read", "--format", "jsonl", bare], stdout=subprocess.PIPE, check=False)
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def events(stories: Sequence[Row], coded: Sequence[Row]) -> list[Row]:
    """All events, each with what is known of its story."""
    told = {str(row["id"]): row for row in stories}
    return [
        {"story": row["id"], **{key: told[row["id"]].get(key) for key in ("date", "source", "url")}, **event}
        for row in coded
        for event in row["events"]
    ]


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, metavar="FILE")
    parser.add_argument("--texts", type=int, default=500, help="texts drawn from the file (default: 500)")
    parser.add_argument("--sample", type=int, default=100, help="events drawn from them (default: 100)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", type=Path, nargs="*", default=[], help="files of stories that are left out")
    given = parser.parse_args(words)
    known = [row for path in given.without for row in rows(path)]
    stories = texts(rows(given.path), known, given.texts, given.seed)
    coded = read(stories)
    found = events(stories, coded)
    drawn = sorted(random.Random(given.seed).sample(range(len(found)), min(given.sample, len(found))))
    for number, at in enumerate(drawn, 1):
        print(json.dumps({"number": number, **found[at]}, ensure_ascii=False))
    telling = sum(bool(row["events"]) for row in coded)
    print(
        f"{len(stories)} texts drawn, {len(coded)} read, {telling} with an event; "
        f"{len(found)} events, {len(drawn)} drawn; seed {given.seed}",
        file=sys.stderr,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
