"""Annotated texts as marked stories with their gold records, the marks cached between runs."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from servanda.errors import ServandaError
from servanda.model.marked import Marked
from servanda.model.story import RawItem
from servanda.pipeline import BATCH
from servanda.reading import mark
from servanda.stories import clean

CACHE = Path("out/marks")


@dataclass(frozen=True, slots=True)
class Example:
    """A marked story and what an annotator recorded of it. `gold` has `events` and `figures` with string evidence."""

    marked: Marked
    gold: dict[str, Any]

    @property
    def text(self) -> str:
        return self.marked.story.text

    def sentences(self, record: dict[str, Any]) -> frozenset[int]:
        """Indices of the sentences that a gold record's evidence covers by half or more."""
        found = set()
        for quote in record["evidence"]:
            start = self.text.find(quote.strip())
            if start < 0:
                continue
            end = start + len(quote.strip())
            for index, sentence in enumerate(self.marked.sentences):
                common = min(end, sentence.span.end) - max(start, sentence.span.start)
                if common * 2 >= min(len(sentence.span), end - start):
                    found.add(index)
        return frozenset(found)


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def load(*paths: Path, stamp: str = "") -> list[Example]:
    """Read annotated files (id, text, date, source, events, figures) and mark their texts; `stamp` renews the cache."""
    rows = [row for path in paths for row in lines(path)]
    key = hashlib.sha256(json.dumps([stamp, [(r["id"], r["text"], r.get("date")) for r in rows]]).encode()).hexdigest()
    cached = CACHE / f"{key[:16]}.pickle"
    if cached.exists():
        marks = pickle.loads(cached.read_bytes())
    else:
        marks = _mark(rows)
        CACHE.mkdir(parents=True, exist_ok=True)
        cached.write_bytes(pickle.dumps(marks))
    return [Example(marks[row["id"]], row) for row in rows if row["id"] in marks]


def _mark(rows: list[dict[str, Any]]) -> dict[str, Marked]:
    stories = []
    for row in rows:
        try:
            stories.append(
                clean(
                    RawItem(
                        where=row["id"], content=row["text"], id=row["id"], date=row.get("date"), source=row.get("source")
                    )
                )
            )
        except ServandaError as error:
            print(f"left out: {error}")
    marks: dict[str, Marked] = {}
    for start in range(0, len(stories), BATCH):
        for marked in mark(stories[start : start + BATCH]):
            marks[marked.story.id] = marked
    return marks
