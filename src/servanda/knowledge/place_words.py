"""Words that stand beside names of places and decide what the names mean."""

from __future__ import annotations

from functools import cache

from servanda.knowledge.tables import rows


@cache
def words(role: str) -> frozenset[str]:
    """Lemmas with a role of `place_words.tsv` or `government_words.tsv`."""
    files = ("place_words.tsv", "government_words.tsv")
    return frozenset(row["lemma"] for file in files for row in rows(file) if row["role"] == role)
