"""Near-identical texts: a fingerprint of each, the marks by which likely twins are found, and the check of a pair."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.model.pledge import UNDATED
from servanda.register.ledger import Ledger, StoryRow

SHINGLE = 4
"""Words in a shingle."""
SHORTEST = 25
"""Texts with fewer words have no fingerprint: short notices are alike without being copies."""
SAME = 0.7
"""Share of common shingles (Jaccard) from which on two texts are one."""
BANDS, ROWS, SEED = 16, 4, 20260224
_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[str]:
    """The runs of words in a text, regardless of case, punctuation and ё; empty for a short text."""
    words = _WORD.findall(text.lower().replace("ё", "е"))
    if len(words) < SHORTEST:
        return frozenset()
    return frozenset(" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def bands(text: str) -> list[str]:
    """Marks of the text: near-identical texts have one in common, all but surely; others hardly ever."""
    pieces = shingles(text)
    if not pieces:
        return []
    from rensa import RMinHash

    sketch = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    sketch.update(sorted(pieces))
    digest = sketch.digest()
    rows = [digest[at * ROWS : (at + 1) * ROWS] for at in range(BANDS)]
    return [f"{number:x}:{''.join(f'{value:08x}' for value in row)}" for number, row in enumerate(rows)]


def same_text(one: str, other: str) -> bool:
    left, right = shingles(one), shingles(other)
    return bool(left) and len(left & right) >= SAME * len(left | right)


def kept_much(one: str, other: str) -> bool:
    """Whether of two texts at one address the later can be the earlier, changed: half of the words are common."""
    left, right = ({*_WORD.findall(text.lower().replace("ё", "е"))} for text in (one, other))
    return 2 * len(left & right) >= len(left | right)


def original(group: Sequence[StoryRow]) -> StoryRow:
    """The story of a group of reprints that came first."""
    return min(group, key=lambda row: (row.date or UNDATED, row.id))


def group(ledger: Ledger, story: str) -> list[StoryRow]:
    """All stories that tell the same text as this one, by way of any number of others, itself included."""
    found: dict[str, StoryRow] = dict(ledger.stories([story]))
    waiting = list(found)
    while waiting:
        row = found[waiting.pop()]
        near = ledger.stories(ledger.twins(ledger.bands(row.id)) - found.keys())
        twins = {id: twin for id, twin in near.items() if same_text(row.text, twin.text)}
        found |= twins
        waiting += twins
    return list(found.values())
