"""A sentence as one string, character for character where its words stand."""

from __future__ import annotations

from servanda.model.marked import Sentence


def string(sentence: Sentence) -> str:
    """The sentence's text: a character at i of it stands at `sentence.span.start + i` of the story.

    What lies between words reads as spaces, whatever it was.
    """
    at = sentence.span.start
    pieces: list[str] = []
    for word in sentence.words:
        if word.start >= at:
            length = word.end - word.start
            if word.start > at:
                pieces.append(" " * (word.start - at))
            pieces.append(word.text if len(word.text) == length else word.text[:length].ljust(length))
            at = word.end
    return "".join(pieces)
