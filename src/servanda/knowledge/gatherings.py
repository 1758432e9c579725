"""Words and names of gatherings: forums, summits, exhibitions, days of culture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from servanda.knowledge.tables import rows


@dataclass(frozen=True, slots=True)
class GatheringWord:
    """`sort`: `head` heads a gathering's name, `weak` only with a number, a quoted name or a capital, `name` is one
    by itself («ПМЭФ»). `polities`: where a named one takes place."""

    word: str
    sort: str
    polities: tuple[str, ...]


@lru_cache(maxsize=1)
def words() -> dict[str, GatheringWord]:
    """Head words by lemma and names as written."""
    made = (GatheringWord(r["word"], r["sort"], tuple(r["polities"].split())) for r in rows("gatherings.tsv"))
    return {w.word: w for w in made if w.sort != "none"}


def word(lemma: str) -> GatheringWord | None:
    """The gathering word of a lemma; a compound is what its last part is, «онлайн-симпозиум»."""
    return words().get(lemma) or (words().get(lemma.rsplit("-", 1)[1]) if "-" in lemma else None)


def named(text: str) -> GatheringWord | None:
    """The gathering of an abbreviation, with its year or without: «ПМЭФ-2024», «ВЭФ»."""
    bare = text.split("-")[0] if text[-4:].isdigit() else text
    found = words().get(text) or words().get(bare)
    return found if found and found.sort == "name" else None
