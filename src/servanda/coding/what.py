"""The thing agreed, opened, built: a short noun phrase out of the sentence that names the act best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from servanda.coding import frames
from servanda.coding.context import Context, region
from servanda.coding.cues import Candidate
from servanda.model.marked import Sentence, Word
from servanda.reading.inflection import joined, phrase_nominative

LONGEST = 14
"""Words of the phrase at most."""
DASHES = frozenset({"–", "—", "-"})
NOUNS = frozenset({"NOUN", "PROPN"})
KEPT = frozenset(
    {
        "amod",
        "nmod",
        "nummod",
        "case",
        "flat",
        "flat:name",
        "flat:foreign",
        "appos",
        "conj",
        "cc",
        "det",
        "compound",
        "punct",
        "nummod:gov",
        "nummod:entity",
    }
)
OBJECTS = ("obj", "nsubj:pass", "nsubj", "obl", "xcomp", "iobj")


def phrase(
    context: Context, group: Sequence[Candidate], ends: Mapping[str, str] | None = None
) -> tuple[str | None, tuple[str, ...]]:
    """The phrase in the nominative and its content lemmas; (None, ()) where no noun names the act.

    `ends` are the regions that a connection joins, with the names of its two places: where the phrase names other
    places, or none of these, they stand in it instead («прямые рейсы Уфа — Минск»).
    """
    for candidate in group:
        sentence = context.marked.sentences[candidate.sentence]
        if candidate.kind == "gathering" and (named := _named(context, candidate)):
            return named
        if (head := _head(context, candidate)) is not None:
            first, last = _extent(sentence, head)
            route = ""
            if ends and len(ends) == 2 and _names_others(context, candidate.sentence, first, last, frozenset(ends)):
                first, last = max(first, _modifiers(sentence, head)), head
                route = " " + " — ".join(ends.values())
            words = sentence.words[first : last + 1]
            text = _nominative(words, head - first, context.marked.story.text).strip(" ,—–-") + route
            listed = context.lemmas[candidate.sentence][first : last + 1]
            content = _content(listed, words)
            return balanced(text.strip(" ,—–-")), content
    return None, ()


def _named(context: Context, candidate: Candidate) -> tuple[str, tuple[str, ...]] | None:
    """The name of the gathering in which a cue stands: «XIX Форум регионов Казахстана и России»."""
    words = context.marked.sentences[candidate.sentence].words
    cues = [words[cue].start for cue in candidate.words]
    for mention in context.mentions[candidate.sentence]:
        if mention.kind == "gathering" and any(mention.span.start <= cue < mention.span.end for cue in cues):
            inside = [at for at, word in enumerate(words) if mention.span.start <= word.start < mention.span.end]
            listed = [context.lemmas[candidate.sentence][at] for at in inside]
            return mention.name, _content(listed, [words[at] for at in inside])
    return None


def _content(listed: Sequence[str], words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(
        lemma for lemma, word in zip(listed, words, strict=True) if word.pos in NOUNS | {"ADJ"} and len(lemma) > 2
    )


def _names_others(context: Context, at: int, first: int, last: int, ends: frozenset[str]) -> bool:
    """Whether a stretch of words names places that are none of the ends, or no end at all."""
    named = {region(c) for m in context.parties[at] if first <= m.head <= last for c in m.polities}
    return bool(named - ends) or not named


def _modifiers(sentence: Sentence, head: int) -> int:
    """The first of the adjectives right before a noun."""
    first = head
    while first and sentence.words[first - 1].rel == "amod":
        first -= 1
    return first


def _nominative(words: Sequence[Word], head: int, text: str) -> str:
    """The phrase in the nominative; what its number governs («500 детей») and what follows a dash («рейс Уфа — Астана»)
    stand as they are written."""
    dash = next((at for at in range(head + 1, len(words)) if words[at].text in DASHES), len(words))
    counted = any(w.rel.startswith("nummod") for w in words[:head])
    if counted and words[head].feats.get("Case") == "Gen":
        told = joined(words[:dash], {}, text)
    else:
        told = phrase_nominative(words[:dash], head, text)
    if dash < len(words):
        told += text[words[dash - 1].end : words[-1].end]
    return told


def balanced(text: str) -> str:
    """Without an opening quotation mark that nothing closes, and closed where the mark stands inside."""
    opened, closed = text.count("«"), text.count("»")
    if opened > closed:
        return text[1:].lstrip() if text.startswith("«") and closed == 0 else text + "»"
    return text


def _head(context: Context, candidate: Candidate) -> int | None:
    """The noun that names the thing: a strong cue noun, else the object of a cue verb, else any cue noun."""
    sentence = context.marked.sentences[candidate.sentence]
    words = sentence.words
    nouns = [at for at in candidate.words if words[at].pos in NOUNS]
    if nouns and candidate.strong and nouns[0] == candidate.words[0]:
        return nouns[0]
    for verb in (at for at in candidate.words if words[at].pos not in NOUNS):
        objects = {w.rel: at for at, w in enumerate(words) if w.head == verb and w.pos in NOUNS}
        for rel in OBJECTS[:2] if words[verb].lemma not in frames.light() else OBJECTS[:3]:
            if rel in objects:
                return objects[rel]
    return nouns[0] if nouns else None


def _extent(sentence: Sentence, head: int) -> tuple[int, int]:
    """First and last word of the phrase: what hangs on its head as noun phrases do, without clauses, unbroken."""
    words = sentence.words
    inside = {head}
    grown = True
    while grown:
        grown = False
        for at, word in enumerate(words):
            if at not in inside and word.head in inside and _belongs(sentence, at):
                inside.add(at)
                grown = True
    first = last = head
    while first - 1 in inside and last - first < LONGEST:
        first -= 1
    while last + 1 in inside and last - first < LONGEST:
        last += 1
    while last > head and words[last].pos in {"PUNCT", "ADP", "CCONJ"} and words[last].text not in '»"“”)':
        last -= 1
    while first < head and words[first].pos in {"PUNCT", "ADP", "CCONJ", "DET"} and words[first].text not in '«"„(':
        first += 1
    return first, last


def _belongs(sentence: Sentence, at: int) -> bool:
    word = sentence.words[at]
    head = sentence.words[word.head]
    if word.rel not in KEPT:
        return False
    if word.rel == "punct":
        return word.text in '«»"“”„–—-()' or word.text == ","
    if word.rel == "conj":
        return head.pos in NOUNS | {"ADJ"} and word.pos == head.pos
    return not (word.rel == "amod" and word.feats.get("VerbForm") == "Part" and at > word.head)
