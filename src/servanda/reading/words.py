"""Words of a sentence: what razdel cuts, which is what the networks were taught on."""

from __future__ import annotations

from collections.abc import Iterator

from razdel import tokenize

Token = tuple[int, int, str]
"""First character, the one after the last, and the characters between."""


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """The tokens of `text`, counted from `start`."""
    for token in tokenize(text):
        yield start + token.start, start + token.stop, token.text
