"""Annotated texts as marked stories with their gold records, the marks cached between runs."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from servanda.errors import ServandaError
from servanda.model.marked import Marked
from servanda.model.span import Span
from servanda.model.story import RawItem
from servanda.pipeline import BATCH
from servanda.reading import mark
from servanda.stories import clean
from training.stories import stories

CACHE = Path("out/marks")
MADE_UP = 0.5
"""Weight of a made-up story."""
BESIDE, EMPTY = 0.4, 0.1
"""Weight of a text that was annotated beside the main ones, and of one of them that holds nothing: such texts are
drawn from everything that an outlet prints, and would make the models deaf on news of cooperation."""


@dataclass(frozen=True, slots=True)
class Example:
    """A marked story and what an annotator recorded of it. `gold` has `events` and `figures` with string evidence."""

    marked: Marked
    gold: dict[str, Any]
    weight: float = 1.0
    """What it counts for in learning which of its sentences tell of an act."""
    trust: float = 1.0
    """What its events count for in learning who takes part, how far an act is, and what fills its slots."""

    @property
    def text(self) -> str:
        return self.marked.story.text

    def sentences(self, record: dict[str, Any]) -> frozenset[int]:
        """Indices of the sentences that a gold record's evidence covers by half or more."""
        told = list(self.evidence(record))
        listed = enumerate(self.marked.sentences)
        return frozenset(at for at, sentence in listed if any(covers(span, sentence.span) for span in told))

    def evidence(self, record: dict[str, Any]) -> Iterator[Span]:
        """Where in the text a gold record's evidence stands."""
        for quote in map(str.strip, record["evidence"]):
            if (start := self.text.find(quote)) >= 0:
                yield Span(start, start + len(quote))


def covers(told: Span, sentence: Span) -> bool:
    """Whether evidence and a sentence have half of the shorter of them in common."""
    common = min(told.end, sentence.end) - max(told.start, sentence.start)
    return common * 2 >= min(len(told), len(sentence))


def load(
    *paths: Path,
    dense: Sequence[Path] = (),
    beside: Sequence[Path] = (),
    texts: Sequence[Path] = (),
    stamp: str = "",
) -> list[Example]:
    """Annotated texts (id, text, date, source, events, figures) with their marks; `stamp` renews the cache.

    Those of `paths` are the main ones, or made up (`.txt`). Those of `dense` are made up with more acts to a sentence
    than news have: they teach only who takes part, how far an act is and what fills its slots. Those of `beside` count
    for less, and may lack their text where `texts` hold it under the same id: their evidence is then told by offsets.
    """
    held = {row["id"]: row["text"] for path in texts for row in rows(path)}
    found = []
    for path in paths:
        weight = MADE_UP if path.suffix == ".txt" else 1.0
        found += [Example(*one, weight, weight) for one in _load(list(rows(path)), stamp)]
    for path in dense:
        found += [Example(*one, 0.0, MADE_UP) for one in _load(list(rows(path)), stamp)]
    for path in beside:
        known = [whole(row, held) for row in rows(path) if "text" in row or row["id"] in held]
        found += [Example(marked, row, BESIDE if row["events"] else EMPTY) for marked, row in _load(known, stamp)]
    return found


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON Lines file, or of a file of made-up stories (`.txt`)."""
    if path.suffix == ".txt":
        yield from stories(path)
        return
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def whole(row: dict[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """A record with its text, and its evidence as stretches of it. Raises ValueError for another text of that id."""
    if "text" in row:
        return row
    text = texts[row["id"]]
    if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
        raise ValueError(f"{row['id']}: not the text that was annotated")
    told = {
        sort: [{**one, "evidence": [text[start:end] for start, end in one["evidence"]]} for one in row[sort]]
        for sort in ("events", "figures")
    }
    return {**row, **told, "text": text}


def _load(records: list[dict[str, Any]], stamp: str) -> list[tuple[Marked, dict[str, Any]]]:
    key = hashlib.sha256(
        json.dumps([stamp, [(r["id"], r["text"], r.get("date")) for r in records]]).encode()
    ).hexdigest()
    cached = CACHE / f"{key[:16]}.pickle"
    if cached.exists():
        marks = pickle.loads(cached.read_bytes())
    else:
        marks = _mark(records)
        CACHE.mkdir(parents=True, exist_ok=True)
        cached.write_bytes(pickle.dumps(marks))
    return [(marks[record["id"]], record) for record in records if record["id"] in marks]


def _mark(records: list[dict[str, Any]]) -> dict[str, Marked]:
    read = []
    for row in records:
        try:
            read.append(
                clean(
                    RawItem(
                        where=row["id"],
                        content=row["text"],
                        id=row["id"],
                        date=row.get("date"),
                        source=row.get("source"),
                    )
                )
            )
        except ServandaError as error:
            print(f"left out: {error}")
    marks: dict[str, Marked] = {}
    for start in range(0, len(read), BATCH):
        for marked in mark(read[start : start + BATCH]):
            marks[marked.story.id] = marked
    return marks
