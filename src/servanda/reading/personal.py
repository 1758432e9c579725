"""The nominative of a person's name, its parts and gender, from a form in any case."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from servanda.model.marked import Word
from servanda.reading.first_names import (
    PARTICLES,
    first_name_gender,
    is_first_name,
    is_initial,
    patronymic_gender,
)
from servanda.reading.inflection import readings, shaped
from servanda.reading.surnames import CASES, origins


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in the nominative. `first` and `last` are None where not given; `initials` hold «Р.Ф.»."""

    text: str
    first: str | None
    patronymic: str | None
    last: str | None
    initials: str
    gender: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the story shows of its names, all in lower case: `seen` are its capitalised forms, which decide between two
    nominatives of one form; `surnames` are the nominatives told with a first name, which a bare surname repeats."""

    seen: Collection[str] = ()
    surnames: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class _Choice:
    score: float
    gender: str
    case: str
    forms: tuple[str, ...]


_NOTHING = Evidence()


def person_name(
    words: Sequence[Word], evidence: Evidence = _NOTHING, case: str | None = None, gender: str | None = None
) -> PersonName:
    """The name that the words make, by the evidence of the story; `case` and `gender` where the context tells them
    (an office before the name, a verb).
    """
    parts = [w for w in words if any(ch.isalpha() for ch in w.text)]
    declined = [w for w in parts if _declines(w)]
    if not declined:
        return _built([w.text for w in parts], None)
    best = max(
        (_choice(declined, g, c, evidence, case, gender) for g in ("Masc", "Fem") for c in CASES),
        key=lambda choice: choice.score,
    )
    forms = iter(best.forms)
    return _built([shaped(w.text, next(forms)) if _declines(w) else w.text for w in parts], best.gender)


def _declines(word: Word) -> bool:
    return not (is_initial(word.text) or word.text.lower() in PARTICLES or word.text.isascii())


def _choice(
    words: Sequence[Word],
    gender: str,
    case: str,
    evidence: Evidence,
    known_case: str | None,
    known_gender: str | None,
) -> _Choice:
    score, forms = 0.0, []
    for i, word in enumerate(words):
        form, weight = _best_origin(
            word.text.lower(), gender, case, evidence, last=i == len(words) - 1, alone=len(words) == 1
        )
        forms.append(form)
        score += weight + 1.0 * (word.feats.get("Case") == case) + 0.4 * (word.feats.get("Gender") == gender)
    score += 2.5 * (known_case == case) + 2.0 * (known_gender == gender)
    if case == "Nom":
        score += 0.2
    return _Choice(score, gender, case, tuple(forms))


def _best_origin(form: str, gender: str, case: str, evidence: Evidence, last: bool, alone: bool) -> tuple[str, float]:
    if "-" in form:
        return _hyphened(form, gender, case, evidence, last, alone)
    options: list[tuple[float, str]] = []
    for nominative, weight in _origins(form, gender, case, not last or alone):
        if case != "Nom" and nominative in evidence.seen and nominative != form:
            weight += 1.6
        if nominative in evidence.surnames:
            weight += 2.0
        options.append((weight, nominative))
    weight, nominative = max(options)
    return nominative, weight


@lru_cache(maxsize=8192)
def _origins(form: str, gender: str, case: str, may_be_first: bool) -> tuple[tuple[str, float], ...]:
    """What a form may be in the nominative, with weights by its ending, by the dictionary and as a first name."""
    by_dictionary = {
        r.nominative
        for r in readings(form)
        if r.case == case
        and r.gender in (gender, None)
        and r.marks & {"Name", "Surn", "Patr"}
        and r.known
        and r.number != "Plur"
    }
    by_ending = dict(origins(form, gender, case))
    candidates = by_ending | {n: 0.0 for n in by_dictionary if n not in by_ending}
    weighed = []
    for nominative, weight in candidates.items():
        if nominative in by_dictionary:
            weight = max(weight, 0.5) + 1.3
        if may_be_first:
            weight += _as_first_name(nominative, gender)
        weighed.append((nominative, weight))
    return tuple(weighed)


def _as_first_name(nominative: str, gender: str) -> float:
    told = patronymic_gender(nominative)
    if told:
        return 2.0 if told == gender else -2.0
    told = first_name_gender(nominative)
    if told:
        return 1.2 if told == gender else -1.5
    return 0.6 if is_first_name(nominative) else 0.0


def _hyphened(form: str, gender: str, case: str, evidence: Evidence, last: bool, alone: bool) -> tuple[str, float]:
    """«Касым-Жомарта»: the last part declines, an earlier one where it is a surname itself («Салтыкова-Щедрина»)."""
    *heads, tail = form.split("-")
    if not tail or not all(heads):
        return form, 0.0
    ending, weight = _best_origin(tail, gender, case, _NOTHING, last, alone)
    parts = []
    for head in heads:
        options = [n for n, w in origins(head, gender, case) if w >= 2.0] if len(head) > 3 else []
        parts.append(options[0] if options and case != "Nom" else head)
    whole = "-".join([*parts, ending])
    return whole, weight + (1.6 if case != "Nom" and whole in evidence.seen and whole != form else 0.0)


def _built(forms: list[str], gender: str | None) -> PersonName:
    initials = "".join(f if f.endswith(".") else f + "." for f in forms if is_initial(f))
    full = [f for f in forms if not is_initial(f)]
    patronymic = next((f for f in full if patronymic_gender(f.lower())), None)
    rest = [f for f in full if f != patronymic]
    if not rest:
        first, last = None, None
    elif len(rest) == 1:
        only = rest[0]
        is_first = not initials and (patronymic is not None or (is_first_name(only.lower()) and not _is_surname(only)))
        first, last = (only, None) if is_first else (None, only)
    elif (patronymic and full.index(patronymic) == len(full) - 1 and len(rest) == 2) or _surname_first(rest):
        last, first = rest
    else:
        first, last = rest[0], " ".join(rest[1:])
    shown = (
        " ".join(p for p in (first, last) if p)
        if first and last
        else " ".join([*([initials] if initials else []), *full])
    )
    return PersonName(shown, first, patronymic, last, initials, gender)


def _is_surname(form: str) -> bool:
    return form.lower().endswith(("ов", "ев", "ова", "ева", "ский", "ская"))


def _surname_first(rest: list[str]) -> bool:
    """«Шарафутдинов Руслан»: the first word is a surname by its ending, the second a first name."""
    return (
        len(rest) == 2
        and _is_surname(rest[0])
        and is_first_name(rest[1].lower())
        and not _is_surname(rest[1])
        and not is_first_name(rest[0].lower())
    )
