"""What a form means where it could mean several things, or nothing of the kind: by its neighbours and by the story."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from servanda.knowledge import place_words
from servanda.knowledge.polities import Polity, Sense
from servanda.model.marked import NameSpan, Sentence
from servanda.model.span import Span
from servanda.reading.gazetteer import DASHES, Hit

OPEN, CLOSE = "«„“\"", "»“”\""
MAJOR = 300_000
"""Inhabitants from which on a city is meant rather than a namesake nearer to the story."""
SMALL = 60_000
"""Inhabitants below which a town needs something besides its name to be found."""
ADJECTIVAL = re.compile(r"(?:ий|ый|ой|ая|яя|ое|ее|ые|ие)$")
LONGEST_TITLE = 8
"""Words between quotation marks that are a title still, and not somebody's speech."""
WITHIN = frozenset(["в", "во", "из", "под", "близ", "до", "через"])
"""Prepositions that people's names do not follow."""
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
        codes = {sense.code for sense in hit.senses if not sense.weak and sense.form != "shared"}
        if len(codes) == 1 and not any(sense.weak and sense.name.isupper() for sense in hit.senses):
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
    said = (before in ("город", "г") and city) or (before == "аэропорт" and sense.form == "airport")
    kindred = max((setting.support[code] for code in chain(sense.code)[:2]), default=0)
    if city and not setting.support[sense.code]:
        kindred = setting.support[sense.code.partition("/")[0]]
    word = sentence.words[hit.first]
    major = polity.population >= MAJOR or (polity.kind != "city" and not sense.weak)
    agrees = hit.first != hit.last or (sense.form == "adjective") == (word.pos == "ADJ")
    plain = sense.form != "adjective" or not city
    return (said, agrees, plain, major, kindred > 0, not sense.weak, kindred, polity.population, not city)


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
    if sense.form == "shared" or (hit.first == hit.last and in_person(sense, hit, sentence, setting)):
        return False
    if sense.form == "adjective":
        return not inside(hit, sentence)
    if sense.form == "inhabitant":
        return True
    if sense.name.isupper():
        return not sense.weak or abbreviated(sense, setting)
    if (sense.person or sense.weak) and lemma_before(hit, sentence) in place_words.words("after"):
        return False
    if hit.first == hit.last and (describes(hit, sentence) or longer_name(hit, sentence, setting)):
        return False
    if sense.weak:
        return backed(sense, hit, sentence, setting)
    if sense.form == "government" and hit.first > 0 and sentence.words[hit.first - 1].rel == "amod":
        return sentence.words[hit.first - 1].lemma == "московский"
    if small(sense, setting):
        if sense.person:
            return said_place(hit, sentence) or lemma_before(hit, sentence) in WITHIN
        return said_place(hit, sentence) or setting.seen_as("LOC", hit.span)
    if sense.common and hit.first == hit.last == first_word(sentence):
        return opening(hit, sentence, setting)
    return True


def first_word(sentence: Sentence) -> int:
    """Index of the first word with letters, before which a capital says nothing."""
    return next((index for index, word in enumerate(sentence.words) if word.text[:1].isalpha()), 0)


def opening(hit: Hit, sentence: Sentence, setting: Setting) -> bool:
    """At the beginning of a sentence, where every word has a capital: «Того заключило договор», «Того же мнения»."""
    word = sentence.words[hit.first]
    if word.pos == "PROPN" or any(name.span.overlaps(hit.span) for name in setting.names):
        return True
    known = any(setting.support[sense.code] > 1 for sense in hit.senses)
    return known and word.rel.startswith(("nsubj", "obj", "root")) and lemma_after(hit, sentence) != "же"


def describes(hit: Hit, sentence: Sentence) -> bool:
    """An adjective before its noun that looks like a town: «в Приморском районе», «в Константиновском дворце»."""
    words = sentence.words
    if words[hit.last].pos != "ADJ" or hit.last + 1 >= len(words):
        return False
    return words[hit.last + 1].pos in ("NOUN", "PROPN", "ADJ", "CCONJ") and words[hit.last].rel in ("amod", "conj")


def longer_name(hit: Hit, sentence: Sentence, setting: Setting) -> bool:
    """The first part of a longer proper name: «Владимир Владимирович», «Салават Юлаев»."""
    words = sentence.words
    if hit.last + 1 >= len(words) or setting.exactly("LOC", hit.span):
        return False
    after = words[hit.last + 1]
    return after.head == hit.last and after.rel.startswith("flat") and after.text[:1].isupper()


def small(sense: Sense, setting: Setting) -> bool:
    """A town so small that most words of its form mean something else, unless the story speaks of its region."""
    polity = setting.polities[sense.code]
    if polity.kind != "city" or sense.form != "name" or polity.population >= SMALL:
        return False
    region = polity.code.partition("/")[0]
    return not setting.support[region] and polity.code != setting.polities[region].capital


def inside(hit: Hit, sentence: Sentence) -> bool:
    """An adjective that names a street, a sea, a language: «Киевский вокзал», «Японское море», «русский язык»."""
    words = sentence.words
    after = hit.last + 1
    while after + 1 < len(words) and (words[after].text in (",", "и") or words[after].pos == "ADJ"):
        after += 1
    noun = words[after].lemma if after < len(words) else ""
    if lemma_after(hit, sentence) in place_words.words("culture"):
        return True
    capital = words[hit.first].text[0].isupper()
    return (capital and noun in place_words.words("inside")) or noun in place_words.words("nature")


def in_person(sense: Sense, hit: Hit, sentence: Sentence, setting: Setting) -> bool:
    """Part of a person's name: «Владимир Петров», «Киров заявил»; «в Кирове» is a place whatever the network saw."""
    span = next((name.span for name in setting.names if name.kind == "PER" and name.span.overlaps(hit.span)), None)
    if (span is not None and span != hit.span) or after_initial(hit, sentence):
        return True
    if sense.form in ("adjective", "inhabitant"):
        return span is not None
    if not sense.person or setting.exactly("LOC", hit.span):
        return False
    return not said_place(hit, sentence) and lemma_before(hit, sentence) not in WITHIN


def after_initial(hit: Hit, sentence: Sentence) -> bool:
    """A surname after initials, «имени А. С. Пушкина»."""
    words = sentence.words
    if hit.first < 2 or words[hit.first - 1].text != ".":
        return False
    initial = words[hit.first - 2].text
    return len(initial) == 1 and initial.isupper() and initial.isalpha()


def said_place(hit: Hit, sentence: Sentence) -> bool:
    """The word before says that a place follows: «город Мирный», «посёлок Ключи»."""
    return lemma_before(hit, sentence) in place_words.words("kind")


def backed(sense: Sense, hit: Hit, sentence: Sentence, setting: Setting) -> bool:
    """Something besides the word itself says that the place is meant: the word before, or the network."""
    if sense.form == "airport":
        return any(word.lemma.startswith("аэропорт") for word in sentence.words)
    words = sentence.words[hit.first : hit.last + 1]
    if all(word.text.isupper() for word in words):
        return False
    if said_place(hit, sentence):
        return True
    if quoted(hit, sentence, setting) or (hit.first == hit.last and ADJECTIVAL.search(sense.name)):
        return False
    listed = words[-1].rel == "conj" or lemma_before(hit, sentence) in PLACE_PREPOSITIONS
    if setting.polities[sense.code].kind == "city" and not listed:
        return False
    country = sense.code.partition("/")[0].partition("-")[0]
    if "-" in sense.code and not setting.support[country]:
        return False
    return setting.exactly("LOC", hit.span)


def abbreviated(sense: Sense, setting: Setting) -> bool:
    """An abbreviation of several meanings needs the story to speak of the one: «РБ» of Bashkortostan or Belarus."""
    return any(setting.support[code] for code in ([sense.code] if "-" in sense.code else chain(sense.code)))


def quoted(hit: Hit, sentence: Sentence, setting: Setting) -> bool:
    """Within a short title in quotation marks, save a way between places and the whole name of a union: «Газпром
    Оренбург», but «Уфа — Вена», «Большая двадцатка»."""
    words = sentence.words
    before = range(hit.first - 1, max(-1, hit.first - LONGEST_TITLE - 1), -1)
    start = next((index for index in before if words[index].text in OPEN), None)
    if start is None or any(words[i].text in CLOSE and words[i].text not in OPEN for i in range(start + 1, hit.first)):
        return False
    after = range(hit.last + 1, min(len(words), start + LONGEST_TITLE + 2))
    end = next((index for index in after if words[index].text in CLOSE), None)
    if end is None:
        return False
    title = words[start + 1 : end]
    if len(title) == hit.last - hit.first + 1 and setting.polities[hit.senses[0].code].kind == "union":
        return False
    way = any(word.text in DASHES for word in title) and all(word.pos in ("PROPN", "PUNCT", "SYM") for word in title)
    return not way and all(word.pos not in ("VERB", "AUX") for word in title)
