"""Which person a bare office means: «глава региона», «посол», «руководитель ведомства» after their names were told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servanda.knowledge.offices import office
from servanda.knowledge.word_sets import word_set
from servanda.model.marked import Mention

_GROUPS = (
    frozenset(
        [
            "глава",
            "президент",
            "губернатор",
            "руководитель",
            "лидер",
            "аким",
            "хоким",
            "мэр",
            "градоначальник",
            "врио",
            "король",
            "эмир",
            "шейх",
            "султан",
        ]
    ),
    frozenset(["премьер-министр", "премьер", "председатель", "глава", "канцлер"]),
    frozenset(["министр", "глава", "руководитель"]),
    frozenset(["посол", "дипломат", "посланник", "глава", "консул", "генконсул"]),
    frozenset(["председатель", "спикер", "глава"]),
    frozenset(["вице-премьер", "зампред", "вице-премьер-министр", "замглавы", "заместитель", "вице-губернатор"]),
    frozenset(["директор", "руководитель", "гендиректор", "глава", "президент", "гендир"]),
    frozenset(["пресс-секретарь", "представитель", "спикер"]),
)
_GOVERNMENT = ("прави", "кабми", "кабин")


def whose(bare: Mention, named: Sequence[Mention]) -> Mention:
    """The bare office with the name and number of its holder, where the story tells; as it was where not.

    The same word for the same polity is certain; a word of the same group («спикер» for «председатель») is good where
    the polities agree; where the bare office says no polity, the nearest person before it with such an office is meant.
    """
    ranked = [
        (score, -abs(m.span.start - bare.span.start), m)
        for m in named
        if m.kind == "person" and m.office and (score := _score(bare, m)) > 0
    ]
    if not ranked:
        return bare
    score, _, best = max(ranked, key=lambda row: row[:2])
    if score < 0.5:
        return bare
    own = bare.polities if bare.sure >= 0.9 and bare.polities else best.polities
    return replace(bare, name=best.name, entity=best.entity, polities=own or bare.polities, sure=min(0.9, score))


def _score(bare: Mention, person: Mention) -> float:
    word, rest = office_key(bare.office or "")
    other, other_rest = office_key(person.office or "")
    if word == other:
        score = 0.9
    elif any(word in group and other in group for group in _GROUPS):
        score = 0.7
    else:
        return 0.0
    told = bare.sure >= 0.9
    if bare.polities and person.polities and not _agree(bare.polities, person.polities):
        if told:
            return 0.0
        score -= 0.1
    if rest and other_rest and not rest & other_rest:
        score -= 0.3
    if _runs_government(rest) != _runs_government(other_rest) and "премьер" not in word + other and word != other:
        score -= 0.3
    if told and not person.polities:
        score -= 0.3
    if person.span > bare.span:
        score -= 0.1
    return score


def _runs_government(rest: frozenset[str]) -> bool:
    return any(stem.startswith(_GOVERNMENT) for stem in rest)


def _agree(one: Sequence[str], other: Sequence[str]) -> bool:
    return any(a == b or a.startswith(b + "/") or b.startswith(a + "/") for a in one for b in other)


def office_key(text: str) -> tuple[str, frozenset[str]]:
    """The office's word in lower case, and five-letter stems of what it is of, without names."""
    words = [w.strip(",.") for w in text.replace("«", " ").replace("»", " ").split()]
    head = next((w.lower() for w in words if office(w.lower())), words[0].lower() if words else "")
    rest = frozenset(w[:5] for w in words if w.lower() != head and w.islower() and len(w) > 3 and w[:5] not in _GENERAL)
    return head, rest


_GENERAL = word_set("office_links", "general")
