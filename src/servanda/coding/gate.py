"""The gate: texts that can hold no event of the codebook need no networks. It asks twice, of the letters alone.

The wide gate looks at the whole text: a word of a frame stands in it. The strict one looks at each sentence with its
neighbours: a word of a frame stands in it, and two polities are in play, the story's home being one of them whether it
is named or not. Polities show by their names, by organisations and by leaders that everybody knows. All of it is
derived from the frame lexicon and the tables of knowledge that the coder itself uses; the gate has no list of its own,
and where it cannot tell, the text passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from servanda.coding import frames
from servanda.coding.context import region
from servanda.knowledge import polities
from servanda.knowledge.leaders import home_of, leader, surnames_alone
from servanda.knowledge.organisations import known_at
from servanda.knowledge.polities import Sense
from servanda.knowledge.polity_rows import key
from servanda.model.story import Story

ENDING = 3
"""Letters of a lemma that inflection may change; what stands before them is looked for."""
SHORTEST = 4
KEPT = 65_536
"""Word forms that are remembered."""
_ENDS = re.compile(r"[.!?…]+[»\")]*\s+|[\n\r]+")
_WORDS = re.compile(r"\w+(?:[-–—]\w+)*")
_HYPHENS = re.compile(r"[-–—]")
_NAMED = frozenset({"name", "airport", "body", "government"})
"""Forms of a polity that are written with a capital."""


def worth_reading(story: Story) -> bool:
    """Whether a story can hold an event, as far as its letters tell."""
    return holds_frame(story) and any(_in_play(list(_sentences(story)), _home(story)))


def holds_frame(story: Story) -> bool:
    """The wide gate: a word of a frame stands in the story's body."""
    automaton = _automaton()
    return any(automaton.find_matches_as_indexes(frames.plain(span.of(story.clean))) for span in story.body)


def _in_play(sentences: Sequence[Sequence[str]], home: frozenset[str]) -> Iterator[bool]:
    """The strict gate: whether each sentence has a word of a frame, and two polities in it or beside it."""
    named = [_named(words) for words in sentences]
    for at, words in enumerate(sentences):
        yield len(home.union(*named[max(0, at - 1) : at + 2])) > 1 and any(map(_of_frame, words))


def _home(story: Story) -> frozenset[str]:
    """Where the story is told from: an unsaid governor or ministry is there. A Russian text is at home in Russia."""
    known = home_of(story.source) or home_of(story.url) or ("RU",)
    return frozenset({region(known[0])})


def _sentences(story: Story) -> Iterator[list[str]]:
    """The words of each sentence, parted by signs alone: too often rather than too seldom."""
    for stretch in story.body:
        for text in _ENDS.split(stretch.of(story.clean)):
            if words := _WORDS.findall(text):
                yield words


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


@cache
def _automaton() -> Any:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(sorted(_stems()))
