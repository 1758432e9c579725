"""Dictionary forms, and the numbers of gatherings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.register.parties import compare, finest, lifted, naming
from servanda.register.words import lemmas, number, roles, sort_of, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("XIX Форум регионов", 19),
        ("ХІХ Форум регионов", 19),  # Cyrillic letters
        ("форум регионов", None),
        ("19-й форум", 19),
        ("19-го форума регионов", 19),
        ("девятнадцатый форум", 19),
        ("двадцать первый форум", 21),
        ("первый саммит", 1),
        ("III Международный конгресс", 3),
        ("I съезд", 1),
        ("саммит G20", None),
        ("форум «Россия — Африка»", None),
        ("выставка 2023 года", None),
        ("", None),
        (None, None),
    ],
)
def test_numbers_of_gatherings(text, expected) -> None:
    assert number(text) == expected


def test_any_form_of_a_word_is_one_lemma_and_yo_is_ye() -> None:
    assert lemmas("Самолёты самолетом САМОЛЁТ") == ["самолет"] * 3
    assert lemmas("в Ташкенте") == ["в", "ташкент"]


@given(st.text())
def test_lemmas_take_any_text(text) -> None:
    assert len(lemmas(text)) == len(tokens(text))
    number(text)


def test_the_table_of_words_is_whole() -> None:
    table = roles()
    assert sort_of("connection", "прямой авиарейс") == "air"
    assert sort_of("agreement", "дорожная карта") == "roadmap"
    assert sort_of("meeting", "визит") is None
    for named in table.built | table.enough:
        kind, _, sort = named.partition(":")
        assert sort in table.forms[kind].values()
    assert not table.bare & set(table.same)


def test_only_the_finest_parties_count() -> None:
    assert finest(["RU", "RU-BA", "RU-BA/Уфа", "KZ"]) == {"RU-BA/Уфа", "KZ"}


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("RU-BA KZ", "KZ RU-BA", "same"),
        ("RU-BA/Уфа KZ-71", "RU-BA KZ-71", "same"),
        ("RU-BA KZ-71", "RU-BA KZ", "coarse"),
        ("RU-BA KZ BY", "RU-BA KZ", "part"),
        ("RU-BA KZ", "RU-BA BY", "other"),
        ("RU-BA/Уфа KZ", "RU-BA/Сибай KZ", "other"),
        ("RU-BA", "KZ", "other"),
    ],
)
def test_parties(one, other, level) -> None:
    pair = frozenset(one.split()), frozenset(other.split())
    assert compare(*pair).level == compare(*pair[::-1]).level == level


def test_coarser_parties() -> None:
    assert lifted(frozenset({"RU-BA/Уфа", "KZ-71"})) == [frozenset({"KZ", "RU-BA"}), frozenset({"KZ-71", "RU"})]


def test_parties_are_known_in_any_form() -> None:
    words = tokens("соглашение Башкирии с Костанайской областью о башкирском мёде и Саткинском районе")
    found = naming(words, frozenset({"RU-BA", "KZ-39"}))
    assert [words[at] for at in sorted(found)] == ["Башкирии", "Костанайской", "областью", "башкирском"]
