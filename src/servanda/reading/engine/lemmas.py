"""Dictionary forms: of the readings that pymorphy3 knows for a word, the one that best agrees with its tag."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from servanda.reading.engine.morph import Tag

CAPACITY = 50_000
"""Words with their tags that are kept."""
WORDS = 8192
"""Words whose readings are kept: one word has several tags."""
LONGEST = 64
"""A token with more characters is no word; it is its own dictionary form."""
_CYRILLIC = re.compile("[а-яё]")

_POS: Mapping[str, tuple[str, ...]] = {
    "ADJF": ("ADJ", "DET"), "ADJS": ("ADJ",), "COMP": ("ADJ", "ADV"), "ADVB": ("ADV",), "PRED": ("ADV", "ADJ", "VERB"),
    "VERB": ("VERB", "AUX"), "INFN": ("VERB", "AUX"), "GRND": ("VERB", "AUX"), "PRTF": ("VERB", "AUX"),
    "PRTS": ("VERB", "AUX"), "NOUN": ("NOUN", "PROPN"), "NPRO": ("PRON",), "NUMR": ("NUM",),
    "CONJ": ("CCONJ", "SCONJ"), "INTJ": ("INTJ",), "PRCL": ("PART",), "PREP": ("ADP",),
}  # fmt: skip
"""Parts of speech of OpenCorpora, and what they are called in Universal Dependencies."""
_FEATS: Mapping[str, tuple[str, str]] = {
    "nomn": ("Case", "Nom"), "voct": ("Case", "Nom"), "gent": ("Case", "Gen"), "gen1": ("Case", "Gen"),
    "gen2": ("Case", "Gen"), "datv": ("Case", "Dat"), "accs": ("Case", "Acc"), "acc2": ("Case", "Acc"),
    "ablt": ("Case", "Ins"), "loct": ("Case", "Loc"), "loc1": ("Case", "Loc"), "loc2": ("Case", "Loc"),
    "sing": ("Number", "Sing"), "plur": ("Number", "Plur"),
    "masc": ("Gender", "Masc"), "femn": ("Gender", "Fem"), "neut": ("Gender", "Neut"),
    "anim": ("Animacy", "Anim"), "inan": ("Animacy", "Inan"),
    "1per": ("Person", "1"), "2per": ("Person", "2"), "3per": ("Person", "3"),
    "past": ("Tense", "Past"), "pres": ("Tense", "Pres"), "futr": ("Tense", "Fut"),
    "perf": ("Aspect", "Perf"), "impf": ("Aspect", "Imp"), "actv": ("Voice", "Act"), "pssv": ("Voice", "Pass"),
    "INFN": ("VerbForm", "Inf"), "GRND": ("VerbForm", "Conv"), "PRTF": ("VerbForm", "Part"),
    "PRTS": ("VerbForm", "Part"), "VERB": ("VerbForm", "Fin"), "COMP": ("Degree", "Cmp"),
}  # fmt: skip
"""Grammemes of OpenCorpora, and the features of Universal Dependencies that they are."""
_PROPER = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init"})


class Lemmas:
    """Looks up dictionary forms; the answer hangs on the word and its tag alone, so it is kept, within bounds."""

    def __init__(self, tags: Sequence[Tag]) -> None:
        import pymorphy3

        parse = pymorphy3.MorphAnalyzer(result_type=None).parse
        self._readings = lru_cache(WORDS)(lambda word: [(str(one[1]), one[2], one[3]) for one in parse(word)])
        self._tags = tags
        self._known: list[dict[str, str]] = [{} for _ in tags]
        self._kept = 0
        self._agreements: list[dict[str, float]] = [{} for _ in tags]

    def __call__(self, text: str, number: int) -> str:
        """The lower-cased dictionary form of a word whose tag has this number; ё as the dictionary has it."""
        lemma = self._known[number].get(text)
        if lemma is None:
            lemma = self._lemma(text.lower(), number)
            if len(text) <= LONGEST:
                self._keep(text, number, lemma)
        return lemma

    def _keep(self, text: str, number: int, lemma: str) -> None:
        if self._kept >= CAPACITY:
            self._known = [{} for _ in self._tags]
            self._kept = 0
        self._known[number][text] = lemma
        self._kept += 1

    def _lemma(self, word: str, number: int) -> str:
        if len(word) > LONGEST or not _CYRILLIC.search(word):
            return word
        best, lemma = (float("-inf"), 0.0), word
        for grammemes, normal, score in self._readings(word):
            worth = self._agreement(grammemes, number), score
            if worth > best:
                best, lemma = worth, normal
        return lemma

    def _agreement(self, grammemes: str, number: int) -> float:
        agreement = self._agreements[number].get(grammemes)
        if agreement is None:
            agreement = self._agreements[number][grammemes] = _agreement(grammemes, self._tags[number])
        return agreement


def _agreement(grammemes: str, tag: Tag) -> float:
    """How well a reading («NOUN,anim,masc,Name sing,gent») agrees with a tag; the part of speech weighs most."""
    own = re.split("[ ,]", grammemes)
    agreement = 3.0 * (tag.pos in _POS.get(own[0], ()))
    agreement += 0.75 * ((tag.pos == "PROPN") == (not _PROPER.isdisjoint(own)))
    for grammeme in own:
        feature, value = _FEATS.get(grammeme, ("", ""))
        if feature in tag.feats:
            agreement += 1.0 if tag.feats[feature] == value else -0.5
    return agreement
