"""Sets of words that the rules of reading ask for, kept apart from them in `data/word_sets.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _sets() -> dict[str, dict[str, str]]:
    text = (files("servanda.knowledge") / "data" / "word_sets.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def word_set(asking: str, name: str) -> frozenset[str]:
    """The words of the set `name` of the module `asking`; KeyError where there is none."""
    return frozenset(_sets()[asking][name].split())
