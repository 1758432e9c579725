"""Bodies told without their name, put back: «пресс-служба авиакомпании», «аэропорт столицы»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from servanda.knowledge.inflect import analyzer
from servanda.knowledge.organisations import find, heads
from servanda.knowledge.polities import capital, genitive, known
from servanda.knowledge.word_sets import word_set
from servanda.model.marked import Mention
from servanda.reading.home import Setting
from servanda.reading.inflection import CASES, readings

_COMPANY = word_set("unnamed_bodies", "company")
_TROUPE = frozenset({"коллектив", "ансамбль", "оркестр", "труппа"})
_TROUPES = frozenset({"ансамбль", "оркестр", "театр", "хор", "филармония"})
_AIRPORT = frozenset({"аэропорт", "авиаузел", "авиагавань", "гавань", "аэровокзал"})
_OF_CAPITAL = frozenset({"столичный", "столица", "воздушный"})
_LOOSE = frozenset({"столица", "республика", "столичный", "воздушный", "международный"})


def put_back(found: Sequence[Mention], around: Setting) -> list[Mention]:
    """The mentions, those of an unnamed body with the name of the one meant: of its sort, the one named most often
    before, or after; an airport «of the capital» is that of the capital of the story's home.
    """
    result = list(found)
    for at, mention in enumerate(found):
        words = mention.name.split()
        lemmas = [_lemma(w) for w in words]
        unit = (heads()[lemmas[0]].sort == "unit") if lemmas[0] in heads() else False
        rest = lemmas[1:] if unit else lemmas
        if not rest or any(w[:1].isupper() or not w[-1:].isalpha() for w in words[1:]):
            continue
        name, polities = _meant(rest, at, found, around)
        if name:
            shown = f"{words[0]} {_genitive(name)}" if unit else name
            result[at] = replace(mention, name=shown, polities=polities or mention.polities)
    return result


def _meant(
    rest: Sequence[str], at: int, found: Sequence[Mention], around: Setting
) -> tuple[str | None, tuple[str, ...]]:
    if set(rest) & _AIRPORT and set(rest) & _OF_CAPITAL and set(rest) <= _AIRPORT | _LOOSE:
        home = around.home[0]
        seat = capital(home) if known(home) else None
        return (f"аэропорт {genitive(seat)}", (seat,)) if seat else (None, ())
    if len(rest) == 1 and rest[0] in _COMPANY | _TROUPE:
        fits = _is_company if rest[0] in _COMPANY else _is_troupe
        near = [m for m in found[:at][::-1] if fits(m)] or [m for m in found[at + 1 :] if fits(m)]
        if near:
            often = Counter(m.name for m in near)
            meant = max(near, key=lambda m: often[m.name])
            return meant.name if rest[0] in _TROUPE else f"{rest[0]} «{meant.name}»", meant.polities
    return None, ()


def _is_company(mention: Mention) -> bool:
    one = find(mention.name)
    return one.sort == "company" if one else mention.name[:1].isupper() and len(mention.name.split()) == 1


def _is_troupe(mention: Mention) -> bool:
    return any(_lemma(w) in _TROUPES for w in mention.name.split()[:6])


def _lemma(word: str) -> str:
    return readings(word.strip("«»,."))[0].lemma if word.strip("«»,.") else word


def _genitive(name: str) -> str:
    """The name in the genitive: its first noun and the adjectives before it change."""
    made, done = [], False
    for word in name.split():
        changed = None if done or not word.isalpha() else _inflected(word)
        done = done or changed is None or readings(word)[0].pos == "NOUN"
        made.append(changed or word)
    return " ".join(made)


def _inflected(word: str) -> str | None:
    for parse in analyzer().parse(word.lower()):
        if CASES.get(parse.tag.case or "") == "Nom" and parse.tag.POS in ("NOUN", "ADJF"):
            form = parse.inflect({"gent"})
            return (form.word.capitalize() if word[:1].isupper() else form.word) if form else None
    return None
