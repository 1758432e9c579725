"""Dictionary readings of a Russian word, and words and phrases set in the nominative.

Forms come from OpenCorpora's dictionary as pymorphy3 carries it. Answers are kept per word form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from servanda.knowledge.inflect import analyzer
from servanda.model.marked import Word

CASES = {
    "nomn": "Nom",
    "gent": "Gen",
    "gen2": "Gen",
    "datv": "Dat",
    "accs": "Acc",
    "ablt": "Ins",
    "loct": "Loc",
    "loc2": "Loc",
}
NOMINALS = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON"})
_GENDERS = {"masc": "Masc", "femn": "Fem", "neut": "Neut"}
_NUMBERS = {"sing": "Sing", "plur": "Plur"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word form. `marks` are the dictionary's own: Name, Surn, Patr, Geox, Orgn, Abbr, Fixd."""

    lemma: str
    pos: str
    case: str | None
    number: str | None
    gender: str | None
    marks: frozenset[str]
    known: bool
    form: str
    place: int
    """Its place among the readings of `form`."""
    upright: str | None
    """The word as the dictionary writes it, where it needs no inflection to be a nominative."""

    @property
    def nominative(self) -> str:
        """The form in the nominative of its number; worked out where it is asked for, for most never are."""
        return _set_nominative(self.form, self.place) if self.upright is None else self.upright


@lru_cache(maxsize=8192)
def readings(form: str) -> tuple[Reading, ...]:
    """Every reading of a word form, the likeliest first; the nominative keeps number and gender."""
    low = form.lower()
    return tuple(_reading(low, place, parse) for place, parse in enumerate(analyzer().parse(low)))


@lru_cache(maxsize=8192)
def _set_nominative(form: str, place: int) -> str:
    parse = analyzer().parse(form)[place]
    number = parse.tag.number
    changed = parse.inflect({"nomn", number} if number else {"nomn"})
    return str(changed.word if changed else parse.word)


def _reading(form: str, place: int, parse: Any) -> Reading:
    tag = parse.tag
    case, number, gender = tag.case, tag.number, tag.gender
    return Reading(
        lemma=parse.normal_form,
        pos=str(tag.POS),
        case=CASES.get(case or ""),
        number=_NUMBERS.get(number or ""),
        gender=_GENDERS.get(gender or ""),
        marks=frozenset(tag.grammemes & {"Name", "Surn", "Patr", "Geox", "Orgn", "Abbr", "Fixd", "anim"}),
        known=parse.is_known,
        form=form,
        place=place,
        upright=parse.word if case in (None, "nomn") else None,
    )


@lru_cache(maxsize=8192)
def can_be(form: str, case: str) -> bool:
    """Whether the form may stand in the case (Universal name: Gen, Dat…); indeclinable words stand in all."""
    return any(r.case == case or "Fixd" in r.marks for r in readings(form))


def shaped(model: str, word: str) -> str:
    """`word` with the capitals of `model`, and ё only where it has one: «Семену» gives «Семен»."""
    if "ё" not in model.lower():
        word = word.replace("ё", "е")
    if model.isupper() and len(model) > 1:
        return word.upper()
    if "-" in model and "-" in word:
        heads, tails = model.split("-"), word.split("-")
        if len(heads) == len(tails):
            return "-".join(shaped(m, w) for m, w in zip(heads, tails, strict=True))
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


@lru_cache(maxsize=8192)
def _nominative(form: str, adjective: bool, case: str | None, number: str | None, gender: str | None) -> str:
    wanted = ("ADJF", "PRTF") if adjective else ("NOUN",)
    fitting = [r for r in readings(form) if r.pos in wanted]
    best = [r for r in fitting if r.case == case and number in (None, r.number)] or [
        r for r in fitting if r.case == case
    ]
    if not best:
        return form
    chosen = next((r for r in best if r.gender == gender), best[0])
    if adjective and chosen.number != "Plur" and gender and number != "Plur":
        return _agreeing(form, case, gender)
    return shaped(form, chosen.nominative)


def _agreeing(form: str, case: str | None, gender: str) -> str:
    """An adjective's nominative singular in the gender of its noun: «государственному» with «собрание»."""
    short = {v: k for k, v in _GENDERS.items()}[gender]
    for parse in analyzer().parse(form.lower()):
        if parse.tag.POS in ("ADJF", "PRTF") and CASES.get(parse.tag.case or "") == case:
            changed = parse.inflect({"nomn", "sing", short})
            if changed:
                return shaped(form, changed.word)
    return form


def gender_of(word: Word) -> str | None:
    """The gender of a noun by the dictionary where it knows the noun, else as tagged."""
    for reading in readings(word.text):
        if reading.pos == "NOUN" and reading.gender and reading.case in (word.feats.get("Case"), None):
            return reading.gender
    return word.feats.get("Gender")


def word_nominative(word: Word, case: str | None = None, gender: str | None = None, number: str | None = None) -> str:
    """A noun or an adjective in the nominative of its own number; other words as they are."""
    if word.pos not in NOMINALS and word.feats.get("VerbForm") != "Part":
        return word.text
    case = case or word.feats.get("Case")
    if case in (None, "Nom"):
        return word.text
    adjective = word.pos in ("ADJ", "DET") or word.feats.get("VerbForm") == "Part"
    return _nominative(
        word.text, adjective, case, number or word.feats.get("Number"), gender or word.feats.get("Gender")
    )


def phrase_case(words: Sequence[Word], head: int) -> str | None:
    """The case of a phrase: its head's tag, unless the head's form cannot stand in it and a modifier knows better."""
    tagged, number = words[head].feats.get("Case"), words[head].feats.get("Number")
    if tagged and can_be(words[head].text, tagged):
        nouns = [r for r in readings(words[head].text) if r.pos == "NOUN"]
        cases = [r.case for r in nouns if number in (None, r.number)]
        if not cases or tagged in cases:
            return tagged
        return "Gen" if "Gen" in cases else cases[0]
    for word in words[:head]:
        case = word.feats.get("Case")
        if case and can_be(words[head].text, case):
            return case
    return tagged


def phrase_nominative(words: Sequence[Word], head: int, text: str) -> str:
    """A noun phrase in the nominative: the head and what agrees with it before it (or after a dash) change,
    all that hangs on it stays. `text` is the story's; `words` are those of the phrase, `head` an index among them.
    """
    case = phrase_case(words, head)
    gender, number = gender_of(words[head]), words[head].feats.get("Number")
    changed: dict[int, str] = {}
    if case not in (None, "Nom"):
        changed[head] = word_nominative(words[head], case, gender, number)
        for i in range(head):
            if _agrees(words[i], case):
                changed[i] = word_nominative(words[i], case, gender, number)
        for i in range(head + 2, len(words)):
            if words[i - 1].text in "–—-" and words[i].text[:1].isupper() and can_be(words[i].text, case or ""):
                changed[i] = word_nominative(words[i], case)
    return joined(words, changed, text)


def _agrees(word: Word, case: str | None) -> bool:
    modifier = word.pos in ("ADJ", "DET") or word.feats.get("VerbForm") == "Part"
    return (modifier and can_be(word.text, case or "")) or (word.pos == "NOUN" and word.feats.get("Case") == case)


def joined(words: Sequence[Word], changed: Mapping[int, str], text: str) -> str:
    """The words with the changed ones replaced, and one space wherever `text` has white space between them."""
    parts: list[str] = []
    for i, word in enumerate(words):
        if i and text[words[i - 1].end : word.start].isspace():
            parts.append(" ")
        parts.append(changed.get(i, word.text))
    return "".join(parts)
