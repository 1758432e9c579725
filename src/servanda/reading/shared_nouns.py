"""Names that share one noun: «Омской, Курганской и Оренбургской областями», «Северной и Южной Кореей»."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.knowledge.polities import Sense
from servanda.knowledge.polity_rows import key
from servanda.model.marked import Sentence, Word
from servanda.reading.gazetteer import Hit

JOINTS = frozenset([",", "и", "или", "а", "также", "—"])
BETWEEN = frozenset(["автономный", "народный", "чеченский"])


def shared(hits: Sequence[Hit], sentence: Sentence) -> dict[Hit, Sense]:
    """The hits that are the first half of a name whose noun stands further on, with the polity that each is."""
    found: dict[Hit, Sense] = {}
    starts = {hit.first: hit for hit in hits}
    for hit in hits:
        senses = [sense for sense in hit.senses if sense.form == "shared"]
        if hit.first != hit.last or not senses or not sentence.words[hit.first].text[0].isupper():
            continue
        noun = common_noun(hit.last, sentence.words, starts)
        for sense in senses:
            last = key(sense.name.split(" ")[-1])
            if noun is not None and agrees(noun, last):
                found[hit] = sense
                break
    return found


def common_noun(index: int, words: Sequence[Word], starts: dict[int, Hit]) -> Word | None:
    """The noun that the adjective shares with others after it; None where something else comes between."""
    index += 1
    while index < len(words):
        hit = starts.get(index)
        if hit is not None and hit.first < hit.last:
            return words[hit.last]
        joint = words[index].lemma in JOINTS or words[index].lemma in BETWEEN
        if not joint and (hit is None or all(sense.form != "shared" for sense in hit.senses)):
            return words[index]
        index += 1
    return None


def agrees(noun: Word, last: str) -> bool:
    """Whether the noun is the last word of the name, in any case and number."""
    stem = last[:-1] if len(last) > 4 else last
    return key(noun.text).startswith(stem) or key(noun.lemma) == last
