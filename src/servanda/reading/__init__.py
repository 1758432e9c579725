"""Text -> marked sentences. Pure: the same stories give the same marks, whatever else is read with them.

    networks (engine) -> polities -> gatherings, organisations, people, references -> times, amounts -> quotations
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from servanda.model.marked import Marked, Parsed
from servanda.model.story import Story
from servanda.reading.amounts import amounts
from servanda.reading.engine import Engine
from servanda.reading.engine import engine as loaded
from servanda.reading.parties import parties
from servanda.reading.polities import polities
from servanda.reading.quotes import quotes
from servanda.reading.times import times


def mark(stories: Sequence[Story], engine: Engine | None = None) -> list[Marked]:
    """Read stories: sentences with trees, and everything marked in them that coding needs."""
    parsed = (engine or loaded()).parse(stories)
    return [marked(story, made) for story, made in zip(stories, parsed, strict=True)]


def marked(story: Story, parsed: Parsed) -> Marked:
    """Everything marked in one story that the networks have parsed."""
    sentences = parsed.sentences
    mentions, home = parties(story, sentences, parsed.names, polities(story, sentences, parsed.names))
    return Marked(
        story,
        sentences,
        mentions,
        times(sentences, date.fromisoformat(story.date) if story.date else None),
        amounts(sentences),
        quotes(story, sentences, mentions),
        home,
    )
