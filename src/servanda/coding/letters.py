"""What the letters of a text tell before any network has read it: its sentences, frame words and polities.

All of it is derived from the frame lexicon and the tables of knowledge that the coder itself uses; there is no list of
its own, and what cannot be told by letters alone counts as said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from servanda.coding import frames
from servanda.coding.context import region
from servanda.knowledge import polities
from servanda.knowledge.leaders import home_of, leader, surnames_alone
from servanda.knowledge.organisations import known_at
from servanda.knowledge.polities import Sense
from servanda.knowledge.polity_rows import key
from servanda.model.span import Span
from servanda.model.story import Story

ENDING = 3
"""Letters of a lemma that inflection may change; what stands before them is looked for."""
SHORTEST = 4
KEPT = 16_384
"""Word forms that are remembered."""
_ENDS = re.compile(r"[.!?…]+[»\")]*\s+|[\n\r]+")
_WORDS = re.compile(r"\w+(?:[-–—]\w+)*")
_HYPHENS = re.compile(r"[-–—]")
_NAMED = frozenset({"name", "airport", "body", "government"})
"""Forms of a polity that are written with a capital."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its letters; `span` is in the cleaned text."""

    span: Span
    words: tuple[str, ...]
    named: frozenset[str]
    """Regions and countries that its words may name."""
    framed: bool
    """Whether a word of a frame stands in it."""


def home(story: Story) -> frozenset[str]:
    """Where the story is told from: an unsaid governor or ministry is there. A Russian text is at home in Russia."""
    known = home_of(story.source) or home_of(story.url) or ("RU",)
    return frozenset({region(known[0])})


def sentences(story: Story) -> list[Sentence]:
    """The sentences of the story's body that have words."""
    return [
        Sentence(span, words, _named(words), any(map(_of_frame, words)))
        for stretch in story.body
        for span in _parted(story.clean, stretch)
        if (words := tuple(_WORDS.findall(span.of(story.clean))))
    ]


def _parted(text: str, stretch: Span) -> Iterator[Span]:
    """Sentences parted by signs alone: too often rather than too seldom."""
    start = stretch.start
    for end in _ENDS.finditer(text, stretch.start, stretch.end):
        yield Span(start, end.start())
        start = end.end()
    yield Span(start, stretch.end)


def _named(words: Sequence[str]) -> frozenset[str]:
    """Regions and countries that words may name."""
    several, found = _several(), [_codes(word) for word in words]
    for at, word in enumerate(words):
        if (low := key(word)) in several:
            found.append(several[low].get(key(words[at + 1]), frozenset()) if at + 1 < len(words) else frozenset())
        if (word[:1].isupper() or word[-1:].isupper()) and (known := known_at(words, at)):
            found.append(frozenset(region(code) for code in known[1].polities if code != "*"))
    return frozenset().union(*found)


@lru_cache(maxsize=KEPT)
def _codes(word: str) -> frozenset[str]:
    """What a single word may name: a polity, a half of «российско-казахстанский», a leader known by the surname."""
    table, capital, low = polities.table(), word[:1].isupper(), key(word)
    parts = {low, *_HYPHENS.split(low)}
    codes = {region(sense.code) for part in parts for sense in table.senses.get(part, ()) if capital or _small(sense)}
    codes |= {region(table.halves[part]) for part in parts if part in table.halves}
    if capital:
        codes |= {code for size in range(SHORTEST, len(low) + 1) if (code := _leaders().get(low[:size]))}
    return frozenset(codes)


def _small(sense: Sense) -> bool:
    """Adjectives, inhabitants and common words for a polity need no capital."""
    return sense.form not in _NAMED or sense.name[:1].islower()


@cache
def _several() -> dict[str, dict[str, frozenset[str]]]:
    """First word of a polity's name of several to the second, to the regions and countries that may be meant."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for form, senses in polities.table().senses.items():
        first, _, rest = form.partition(" ")
        if rest:
            seconds, second = found.setdefault(first, {}), rest.partition(" ")[0]
            seconds[second] = seconds.get(second, frozenset()) | {region(sense.code) for sense in senses}
    return found


@cache
def _leaders() -> dict[str, str]:
    """Stems of the surnames of leaders known by them to their countries."""
    return {stem(name): found.polity for name in surnames_alone() if (found := leader(name))}


@lru_cache(maxsize=KEPT)
def _of_frame(word: str) -> bool:
    """Whether a form may be one of a word of a frame."""
    low = frames.plain(word)
    parts = {low, *_HYPHENS.split(low)}
    return any(part[:size] in _stems() for part in parts for size in range(1, len(part) + 1))


def stem(lemma: str) -> str:
    """What all forms of a word begin with, as far as that can be told from its lemma."""
    return lemma if len(lemma) <= SHORTEST else lemma[: max(SHORTEST, len(lemma) - ENDING)]


@cache
def _stems() -> frozenset[str]:
    return frozenset(stem(lemma) for lemma in frames.kinds().entries)
