"""Dictionary forms: of the readings that pymorphy3 knows for a word, the one that best agrees with its tag."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from servanda.reading.engine.morph import Tag

CAPACITY = 100_000
LONGEST = 64
"""A token with more characters is no word; it is its own lemma."""
_POS: Mapping[str, tuple[str, ...]] = {
    "ADJF": ("ADJ", "DET"), "ADJS": ("ADJ",), "COMP": ("ADJ", "ADV"), "ADVB": ("ADV",), "PRED": ("ADV", "ADJ", "VERB"),
    "VERB": ("VERB", "AUX"), "INFN": ("VERB", "AUX"), "GRND": ("VERB", "AUX"), "PRTF": ("VERB", "AUX"),
    "PRTS": ("VERB", "AUX"), "NOUN": ("NOUN", "PROPN"), "NPRO": ("PRON",), "NUMR": ("NUM",), "NUMB": ("NUM",),
    "CONJ": ("CCONJ", "SCONJ"), "INTJ": ("INTJ",), "PRCL": ("PART",), "PREP": ("ADP",), "PNCT": ("PUNCT", "SYM"),
}  # fmt: skip
_FEATS: Mapping[str, Mapping[str, str]] = {
    "Case": {
        "nomn": "Nom", "voct": "Nom", "gent": "Gen", "gen1": "Gen", "gen2": "Gen", "datv": "Dat", "accs": "Acc",
        "acc2": "Acc", "ablt": "Ins", "loct": "Loc", "loc1": "Loc", "loc2": "Loc",
    },
    "Number": {"sing": "Sing", "plur": "Plur"},
    "Gender": {"masc": "Masc", "femn": "Fem", "neut": "Neut"},
    "Animacy": {"anim": "Anim", "inan": "Inan"},
    "Person": {"1per": "1", "2per": "2", "3per": "3"},
    "Tense": {"past": "Past", "pres": "Pres", "futr": "Fut"},
    "Aspect": {"perf": "Perf", "impf": "Imp"},
    "Voice": {"actv": "Act", "pssv": "Pass"},
}  # fmt: skip


class Lemmas:
    """Looks up dictionary forms; the answer hangs on the word and its tag alone, so it is kept, within bounds."""

    def __init__(self, tags: tuple[Tag, ...]) -> None:
        import pymorphy3

        self._dictionary = pymorphy3.MorphAnalyzer()
        self._tags = tags
        self._known: dict[tuple[str, int], str] = {}

    def __call__(self, text: str, tag: int) -> str:
        """The lower-cased dictionary form of a word with the tag of this number."""
        known = self._known.get((text, tag))
        if known is not None:
            return known
        lemma = self._lemma(text.lower(), self._tags[tag])
        if len(self._known) >= CAPACITY:
            self._known.clear()
        if len(text) <= LONGEST:
            self._known[text, tag] = lemma
        return lemma

    def _lemma(self, word: str, tag: Tag) -> str:
        if len(word) > LONGEST or tag.pos in ("PUNCT", "SYM"):
            return word
        readings = self._dictionary.parse(word)
        best = max(readings, key=lambda reading: (_agreement(reading, tag), reading.score), default=None)
        return str(best.normal_form) if best else word


def _agreement(reading: Any, tag: Tag) -> float:
    grammemes = reading.tag
    agreed = 3.0 * (tag.pos in _POS.get(str(grammemes.POS), ()))
    for grammeme in grammemes.grammemes:
        for feature, values in _FEATS.items():
            if grammeme in values and feature in tag.feats:
                agreed += 1.0 if tag.feats[feature] == values[grammeme] else -0.5
    return agreed
