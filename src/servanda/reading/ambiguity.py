"""What a form means where it could mean several things, or nothing of the kind: by its neighbours and by the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from servanda.knowledge import place_words
from servanda.knowledge.polities import Polity, Sense
from servanda.model.marked import NameSpan, Sentence
from servanda.model.span import Span
from servanda.reading.gazetteer import Hit

OPEN, CLOSE = "«„“\"", "»“”\""
LONGEST_TITLE = 8
"""Words between quotation marks that are a title still, and not somebody's speech."""
PLACE_PREPOSITIONS = frozenset(["в", "во", "из", "на", "под", "близ", "до", "через", "у", "между", "от"])


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rules look at besides the words: the names that the network saw, and what the story speaks of."""

    polities: Mapping[str, Polity]
    names: Sequence[NameSpan] = ()
    support: Counter[str] = field(default_factory=Counter)
    """How often the story names each polity beyond doubt, a city counted for its region and country too."""

    def seen_as(self, kind: str, span: Span) -> bool:
        """Whether the network saw a name of this kind over the span."""
        return any(name.kind == kind and name.span.overlaps(span) for name in self.names)

    def exactly(self, kind: str, span: Span) -> bool:
        return any(name.kind == kind and name.span == span for name in self.names)


def support(hits: Iterable[Hit], home: Iterable[str]) -> Counter[str]:
    """Counts of the polities that are named beyond doubt; those that the outlet is at home in count once more."""
    counts: Counter[str] = Counter()
    for hit in hits:
        codes = {sense.code for sense in hit.senses}
        if len(codes) == 1 and not hit.senses[0].weak and not hit.senses[0].name.isupper():
            for code in chain(codes.pop()):
                counts[code] += 1
    counts.update(home)
    return counts


def chain(code: str) -> list[str]:
    """A code and all that it lies in: city, region, country."""
    place = code.partition("/")[0]
    return list(dict.fromkeys([code, place, place.partition("-")[0]]))


def chosen(hit: Hit, sentence: Sentence, setting: Setting) -> Sense | None:
    """The sense that the hit has here; None where it is no polity or place at all."""
    senses = [sense for sense in hit.senses if stands(sense, hit, sentence, setting)]
    if not senses:
        return None
    return max(senses, key=lambda sense: rank(sense, hit, sentence, setting))


def rank(sense: Sense, hit: Hit, sentence: Sentence, setting: Setting) -> tuple[float, ...]:
    """How well a sense fits: said to be a city, sure before weak, of what the story speaks, the greater place."""
    polity = setting.polities[sense.code]
    city = "/" in sense.code
    before = lemma_before(hit, sentence)
    said = before in ("город", "г") and city or (before == "аэропорт" and sense.form == "airport")
    kindred = max((setting.support[code] for code in chain(sense.code)[:2]), default=0)
    if city and not setting.support[sense.code]:
        kindred = setting.support[sense.code.partition("/")[0]]
    return (said, sense.form != "adjective" or not city, not sense.weak, kindred > 0, kindred, polity.population, not city)


def lemma_before(hit: Hit, sentence: Sentence) -> str:
    """The lemma of the word before, a full stop left out («г. Мирный»)."""
    index = hit.first - 1
    if index > 0 and sentence.words[index].text == ".":
        index -= 1
    return sentence.words[index].lemma if index >= 0 else ""


def lemma_after(hit: Hit, sentence: Sentence) -> str:
    words = sentence.words
    return words[hit.last + 1].lemma if hit.last + 1 < len(words) else ""


def stands(sense: Sense, hit: Hit, sentence: Sentence, setting: Setting) -> bool:
    """Whether the sense can stand here at all, by the rules below."""
    if sense.form == "shared":
        return False
    if sense.form == "adjective":
        return not inside(hit, sentence)
    if sense.form == "inhabitant":
        return setting.polities[sense.code].kind != "city" or not hit.span.start == sentence.span.start
    single = hit.first == hit.last
    if single and in_person(hit, sentence, setting):
        return False
    if sense.name.isupper():
        return not sense.weak or abbreviated(sense, setting)
    if sense.weak:
        return backed(sense, hit, sentence, setting)
    if single and hit.first == first_word(sentence):
        word = sentence.words[hit.first]
        return word.pos == "PROPN" or setting.seen_as("LOC", hit.span) or setting.seen_as("ORG", hit.span)
    return True


def first_word(sentence: Sentence) -> int:
    """Index of the first word with letters, before which a capital says nothing."""
    return next((index for index, word in enumerate(sentence.words) if word.text[:1].isalpha()), 0)


def inside(hit: Hit, sentence: Sentence) -> bool:
    """An adjective that names a street, a sea, a language: «Киевский вокзал», «Японское море», «русский язык»."""
    after = lemma_after(hit, sentence)
    word = sentence.words[hit.first]
    if after in place_words.words("culture"):
        return True
    return after in place_words.words("inside") and (word.text[0].isupper() or after in ("море", "язык"))


def in_person(hit: Hit, sentence: Sentence, setting: Setting) -> bool:
    """Part of a person's name: «Владимир Петров», «Киров заявил»; «в Кирове» is a place whatever the network saw."""
    span = next((name.span for name in setting.names if name.kind == "PER" and name.span.overlaps(hit.span)), None)
    if span is None:
        return False
    if span != hit.span:
        return True
    before = lemma_before(hit, sentence)
    return before not in PLACE_PREPOSITIONS and before not in place_words.words("kind")


def backed(sense: Sense, hit: Hit, sentence: Sentence, setting: Setting) -> bool:
    """Something besides the word itself says that the place is meant: the word before, or the network."""
    before = lemma_before(hit, sentence)
    if sense.form == "airport":
        return before in ("аэропорт", "аэропорту") or "аэропорт" in (w.lemma for w in sentence.words)
    if before in place_words.words("kind"):
        return True
    after = lemma_after(hit, sentence)
    if after in place_words.words("inside") or quoted(hit, sentence):
        return False
    word = sentence.words[hit.last]
    if word.pos == "ADJ" and hit.last + 1 < len(sentence.words) and sentence.words[hit.last + 1].pos in ("NOUN", "PROPN"):
        return False
    return setting.exactly("LOC", hit.span)


def abbreviated(sense: Sense, setting: Setting) -> bool:
    """An abbreviation of several meanings needs the story to speak of the one: «РБ» of Bashkortostan or Belarus."""
    return any(setting.support[code] for code in ([sense.code] if "-" in sense.code else chain(sense.code)))


def quoted(hit: Hit, sentence: Sentence) -> bool:
    """Within a short title in quotation marks that holds more than the name: «Газпром нефть Оренбург»."""
    words = sentence.words
    start = next((i for i in range(hit.first - 1, max(-1, hit.first - LONGEST_TITLE - 1), -1) if words[i].text in OPEN), None)
    if start is None or any(words[i].text in CLOSE and words[i].text not in OPEN for i in range(start + 1, hit.first)):
        return False
    stop = min(len(words), start + LONGEST_TITLE + 2)
    end = next((i for i in range(hit.last + 1, stop) if words[i].text in CLOSE), None)
    if end is None:
        return False
    return any(word.pos in ("VERB", "AUX") for word in words[start + 1 : end]) is False
