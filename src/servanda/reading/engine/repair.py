"""One known fault of the syntax network: it swaps subject and object where the object comes first.

«Башкирию и Казахстан связывают давние отношения»: the case says which is which, and the case is believed.
"""

from __future__ import annotations

from collections.abc import Sequence

from servanda.reading.engine.morph import Tag
from servanda.reading.words import Token

SUBJECT, OBJECT = "nsubj", "obj"


def repair(words: Sequence[Token], tags: Sequence[Tag], heads: Sequence[int], rels: list[str]) -> list[str]:
    """The relations of a sentence, subject and object of a verb swapped where their cases say so."""
    if SUBJECT not in rels or OBJECT not in rels:
        return rels
    repaired = list(rels)
    for place, rel in enumerate(rels):
        if rel == SUBJECT and tags[place].feats.get("Case") == "Acc":
            verb = heads[place]
            both = [word for word, head in enumerate(heads) if head == verb and rels[word] in (SUBJECT, OBJECT)]
            others = [word for word in both if word != place]
            if len(others) == 1 and rels[others[0]] == OBJECT and _swapped(place, others[0], tags, heads, words):
                repaired[place], repaired[others[0]] = OBJECT, SUBJECT
    return repaired


def _swapped(
    subject: int, other: int, tags: Sequence[Tag], heads: Sequence[int], words: Sequence[Token]
) -> bool:
    """Whether the accusative `subject` and the object `other` of one verb must be the other way round."""
    case = tags[other].feats.get("Case")
    if case == "Nom":
        return True
    verb = tags[heads[subject] - 1].feats
    return (
        case == "Acc"
        and _only_accusative(tags[subject], words[subject][2])
        and not _only_accusative(tags[other], words[other][2])
        and verb.get("Number") == tags[other].feats.get("Number")
    )


def _only_accusative(tag: Tag, text: str) -> bool:
    """Whether an accusative is seen in the word itself: «республику», «министра», not «соглашение», «связь»."""
    if tag.feats.get("Animacy") == "Anim":
        return True
    return tag.feats.get("Gender") == "Fem" and tag.feats.get("Number") == "Sing" and text[-1:] in "уюУЮ"
