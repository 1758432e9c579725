"""Words of a sentence: what razdel cuts, which is what the networks were taught on, at a third of its time.

Across a space razdel looks no further than the next sign, so what it makes of a string without spaces is kept, together
with the kind of sign beside it where that matters («27 -летний», «10 ,5»).
"""

from __future__ import annotations

import re

from razdel import tokenize

Token = tuple[int, int, str]
"""First character, the one after the last, and the characters between."""
CAPACITY = 32_768
LONGEST = 256
"""A string without spaces that has more characters is cut into parts of as many."""
_CHUNK = re.compile(rf"([а-яё]++|[a-z]++)([,.])?(?!\S)|\S{{1,{LONGEST}}}", re.IGNORECASE)
_NEXT = re.compile(r"\s*(\S?)")
_JOINS = frozenset("‑–—−-_.,/\\")
"""Signs that join what stands before and after them."""
_MARKS = frozenset("\\/!#$%&*+,.:;<=>?@^_`|~№…‑–—−-«“‘»”’\"„'([}])}")
_WORD, _NUMBER, _MARK = "а", "1", "."
_known: dict[tuple[str, str, str], tuple[Token, ...]] = {}


def tokens(text: str, start: int = 0) -> list[Token]:
    """The tokens of `text`, counted from `start`."""
    found: list[Token] = []
    last = ""
    for match in _CHUNK.finditer(text):
        begin, end = match.span()
        word, mark = match.groups()
        if word:
            middle = start + begin + len(word)
            found.append((start + begin, middle, word))
            if mark:
                found.append((middle, middle + 1, mark))
        else:
            chunk = text[begin:end]
            left = _kind(last) if chunk[0] in _JOINS else ""
            after = _NEXT.match(text, end) if chunk[-1] in _JOINS else None
            right = _kind(after[1]) if after else ""
            offset = start + begin
            found.extend((offset + a, offset + b, part) for a, b, part in _parts(left, chunk, right))
        last = text[end - 1]
    return found


def _kind(sign: str) -> str:
    """A sign of the same kind as a neighbour; none joins nothing, as a mark does."""
    if not sign or sign in _MARKS:
        return _MARK
    return _NUMBER if sign.isdecimal() else _WORD


def _parts(left: str, chunk: str, right: str) -> tuple[Token, ...]:
    """The tokens of a string without spaces between two neighbours, counted from its start."""
    key = left, chunk, right
    parts = _known.get(key)
    if parts is None:
        before = f"{left} " if left else ""
        shift = len(before)
        cut = [(token.start - shift, token.stop - shift, token.text) for token in tokenize(f"{before}{chunk} {right}")]
        parts = tuple(token for token in cut if 0 <= token[0] < len(chunk))
        if len(_known) >= CAPACITY:
            _known.clear()
        _known[key] = parts
    return parts
