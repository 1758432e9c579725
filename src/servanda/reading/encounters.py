"""Who met whom, and who struck a deal with whom, inside one country too: by cue words and the parties tied to them.

The events of the codebook leave out what stays inside one polity; this tells of it, sentence by sentence. A party is
tied to a cue by the tree of the sentence: as its subject, its object, or what hangs on either. Whoever only tells of it
is no party.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.knowledge.encounters import Cue, cues
from servanda.knowledge.organisations import find, heads
from servanda.model.marked import Marked, Mention, Sentence, Word
from servanda.reading.speech_sources import speech_words

_NEAR = 7
"""Steps in the tree from a cue to a party."""
_QUOTED = re.compile(r"""[^«„“"]*[«„“"]([^«»"]+)[»“”"]""")
_HUMAN = ("person", "office")
_PARTIES = {"meeting": _HUMAN, "deal": ("organisation", "polity", *_HUMAN)}


@dataclass(frozen=True, slots=True)
class Encounter:
    """`kind` is meeting or deal, `parties` as the text writes them, in its order; `sort` is that of a deal:
    «купля/продажа», «инвестиции», «займ/возвращение займа», «наложение/выплата штрафа»."""

    kind: str
    parties: tuple[str, ...]
    sort: str | None
    sentence: int


def encounters(marked: Marked) -> tuple[Encounter, ...]:
    """Every meeting and deal told in a story, each once."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in marked.mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    found: dict[tuple[str, str | None, frozenset[str]], Encounter] = {}
    for number, sentence in enumerate(marked.sentences):
        told: set[tuple[str, str | None]] = set()
        here = by_sentence.get(number, ())
        parties = [m for m in here if m.form in ("name", "government", "part") and m.kind != "office"]
        persons = [m for m in here if m.entity >= 0 and _stands_for(m)]
        for place, cue in _cues(sentence):
            if (cue.kind, cue.sort) in told:
                continue
            fitting = [m for m in (*parties, *persons) if m.kind in _PARTIES[cue.kind] and _outer(m, parties)]
            fitting = [
                m for m in fitting if cue.kind == "meeting" or m.kind not in _HUMAN or _rel(sentence, m) == "nsubj"
            ]
            for group in _groups(sentence, place, cue, [m for m in fitting if not _is_media(m, sentence)]):
                key = frozenset(_key(m) for m in group)
                told.add((cue.kind, cue.sort))
                if not any(kind == cue.kind and key <= have for kind, _, have in found):
                    shown = tuple(_shown(m, marked.story.clean) for m in group)
                    found[cue.kind, cue.sort, key] = Encounter(cue.kind, shown, cue.sort, number)
    return tuple(found.values())


def _cues(sentence: Sentence) -> Iterator[tuple[int, Cue]]:
    for k, word in enumerate(sentence.words):
        cue = cues().get(word.lemma)
        if cue is not None and word.pos in ("NOUN", "VERB", "ADJ"):
            yield k, cue


def _is_media(mention: Mention, sentence: Sentence) -> bool:
    """A newspaper or an agency, which only tells."""
    known = find(mention.name)
    head = heads().get(sentence.words[mention.head].lemma)
    return mention.kind == "organisation" and "media" in (known.sort if known else "", head.sort if head else "")


def _stands_for(mention: Mention) -> bool:
    """A pronoun or a bare office whose holder is known."""
    return (mention.kind == "person" and mention.form == "reference") or mention.kind == "office"


def _outer(mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether no body or person holds the mention: a polity inside a ministry's name is no party of its own."""
    return not any(
        other.kind in ("organisation", "person") and other.span.holds(mention.span) and other.span != mention.span
        for other in others
    )


def _key(mention: Mention) -> str:
    return f"{mention.entity}" if mention.entity >= 0 else mention.name


def _shown(mention: Mention, text: str) -> str:
    if _stands_for(mention):
        return mention.name
    span = mention.bare or mention.span
    shown = text[span.start : span.end]
    quoted = _QUOTED.fullmatch(shown)
    return quoted.group(1) if quoted else shown


def _groups(sentence: Sentence, place: int, cue: Cue, parties: Sequence[Mention]) -> Iterator[tuple[Mention, ...]]:
    """The parties of each encounter that the cue tells of: all who meet together; of a deal two by two."""
    tied = [(steps, m) for m in parties if (steps := _steps(sentence.words, place, m.head)) <= _NEAR]
    tied = [(s, m) for s, m in tied if not _tells(sentence.words, m.head, place)]
    once: dict[str, tuple[int, Mention]] = {}
    for steps, mention in sorted(tied, key=lambda pair: pair[0]):
        once.setdefault(_key(mention), (steps, mention))
    listed = [mention for _, mention in once.values()]
    if cue.by_object and not any(_is_object(sentence.words, m.head, place) for m in listed):
        return
    if len(listed) < 2:
        return
    if cue.kind == "meeting":
        yield tuple(sorted(listed, key=lambda m: m.span))
        return
    actor = next((m for m in listed if _rel(sentence, m).startswith("nsubj")), listed[0])
    for other in [m for m in listed if m is not actor][: _others(sentence, listed, actor)]:
        yield tuple(sorted((actor, other), key=lambda m: m.span))


def _others(sentence: Sentence, listed: Sequence[Mention], actor: Mention) -> int:
    """How many stand against the actor: the nearest one, and those listed with it."""
    first = next(m for m in listed if m is not actor)
    return 1 + sum(_rel(sentence, m) == "conj" for m in listed if m not in (actor, first))


def _rel(sentence: Sentence, mention: Mention) -> str:
    return sentence.words[mention.head].rel


def _steps(words: Sequence[Word], one: int, other: int) -> int:
    """Steps between two words in the tree; many where they have no common head."""
    above = _above(words, one)
    for steps, at in enumerate(_above(words, other)):
        if at in above:
            return steps + above.index(at)
    return len(words)


def _above(words: Sequence[Word], at: int) -> list[int]:
    chain = [at]
    while words[chain[-1]].head >= 0 and len(chain) < 12:
        chain.append(words[chain[-1]].head)
    return chain


def _is_object(words: Sequence[Word], party: int, cue: int) -> bool:
    """Whether the party, or the noun it is set beside, is the cue's object: «принимает своего коллегу N»."""
    chain = _above(words, party)[:3]
    return cue in chain and any(words[at].rel == "obj" for at in chain[: chain.index(cue)])


def _tells(words: Sequence[Word], party: int, cue: int) -> bool:
    """Whether the party is the subject of a verb of saying: it tells of the act and takes no part; but not where it
    says so at the act itself («заявил на встрече с N»)."""
    at = party
    while words[at].rel in ("conj", "appos", "flat:name", "flat") and words[at].head >= 0:
        at = words[at].head
    verb = words[at].head
    if not words[at].rel.startswith("nsubj") or verb < 0 or speech_words().get(words[verb].lemma) != "say":
        return False
    chain = _above(words, cue)
    if verb not in chain:
        return True
    between = chain[: chain.index(verb)]
    attached = {w.lemma for w in words if w.head in between and w.rel == "case"}
    return any(words[k].pos == "VERB" for k in between) or not attached & _DURING


_DURING = frozenset({"на", "в", "после", "перед", "во", "по"})
