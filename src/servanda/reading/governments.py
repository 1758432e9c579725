"""Capitals that stand for their governments: «Москва и Анкара договорились», but «рейс из Москвы в Анкару»."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.knowledge import place_words
from servanda.model.marked import Sentence, Word

NEUTRAL = frozenset(["между", "с", "со", "к", "ко", "от", "для", "по", "перед"])
"""Prepositions that leave open whether a place or a government follows; all others mean a place."""


def governs(index: int, sentence: Sentence, capitals: Sequence[int]) -> bool:
    """Whether the capital named by the word stands for its government; `capitals` are the words of the sentence that
    name capitals of different countries."""
    words = sentence.words
    before = preposition(index, sentence)
    if before and before not in NEUTRAL:
        return False
    if any(word.lemma in place_words.words("way") for word in words):
        return False
    if before is None and subject_of_acts(index, words):
        return True
    if paired(index, words, capitals):
        return True
    return before is None and (addressed(index, words) or owned(index, words))


def preposition(index: int, sentence: Sentence) -> str | None:
    """The preposition that the word, or the first of its series, stands under."""
    words = sentence.words
    found = next((w.lemma for w in words if w.head == index and w.rel == "case"), None)
    if found is None and index > 0 and words[index - 1].pos == "ADP":
        found = words[index - 1].lemma
    if found is None and words[index].rel == "conj" and words[index].head >= 0 and words[index].head != index:
        head = words[index].head
        found = next((w.lemma for w in words if w.head == head and w.rel == "case"), None)
    return found


def first_of_series(index: int, words: Sequence[Word]) -> int:
    """The first conjunct, on which a word joined by «и» hangs."""
    seen = {index}
    while words[index].rel == "conj" and words[index].head >= 0 and words[index].head not in seen:
        index = words[index].head
        seen.add(index)
    return index


def subject_of_acts(index: int, words: Sequence[Word]) -> bool:
    """The subject of a verb that governments do: said, agreed, demanded, is ready."""
    word = words[first_of_series(index, words)]
    if not word.rel.startswith("nsubj") or word.head < 0:
        return False
    verb = words[word.head]
    acts = place_words.words("verb")
    if verb.lemma in acts:
        return True
    return any(w.lemma in acts and w.head == word.head and w.rel in ("xcomp", "csubj", "ccomp") for w in words)


def paired(index: int, words: Sequence[Word], capitals: Sequence[int]) -> bool:
    """One of two capitals that are joined, «между Москвой и Минском», «Пекина с Вашингтоном»."""
    for other in capitals:
        low, high = sorted((index, other))
        if other == index or high - low > 3:
            continue
        between = {words[i].lemma for i in range(low + 1, high)}
        joint = between <= {"и", "с", "со", "или", ",", "официальный"} and between
        if joint and any(w.lemma in place_words.words("of") or w.lemma in place_words.words("verb") for w in words):
            return True
    return False


def addressed(index: int, words: Sequence[Word]) -> bool:
    """What a government is told or asked: «предложил Минску», «призвал Киев»."""
    word = words[first_of_series(index, words)]
    if word.head < 0 or word.rel not in ("iobj", "obj", "obl"):
        return False
    return words[word.head].lemma in place_words.words("to")


def owned(index: int, words: Sequence[Word]) -> bool:
    """A capital in the genitive after a noun of politics: «позиция Лондона»."""
    word = words[first_of_series(index, words)]
    if word.head < 0 or word.rel != "nmod" or word.feats.get("Case") != "Gen":
        return False
    return words[word.head].lemma in place_words.words("of")
