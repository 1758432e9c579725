"""Words that tell of meetings of persons and of deals between bodies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from servanda.knowledge.tables import rows


@dataclass(frozen=True, slots=True)
class Cue:
    """`kind`: meeting or deal; `sort` of a deal, as people name it; `by_object`: only with a person as its object."""

    kind: str
    sort: str | None
    by_object: bool


@lru_cache(maxsize=1)
def cues() -> dict[str, Cue]:
    """The words by lemma."""
    return {row["word"]: Cue(row["kind"], row["sort"] or None, row["with"] == "obj") for row in rows("encounters.tsv")}
