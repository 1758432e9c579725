"""The tables of organisations, offices, gatherings and leaders: whole, without doubles, and found by any form."""

from __future__ import annotations

from collections import Counter

import pytest

from servanda.knowledge import gatherings, leaders, offices, organisations, polities
from servanda.knowledge.tables import rows
from servanda.knowledge.word_sets import word_set

CODES = [row["polities"] for row in rows("organisations.tsv")] + [row["polity"] for row in rows("leaders.tsv")]


def test_every_code_of_a_body_or_a_leader_is_a_polity() -> None:
    codes = {code for cell in CODES for code in cell.split()} - {"*"}
    assert [code for code in sorted(codes) if not polities.known(code)] == []


def test_every_outlets_home_is_a_polity() -> None:
    codes = {code for home in leaders.outlets().values() for code in home}
    assert [code for code in sorted(codes) if not polities.known(code)] == []


@pytest.mark.parametrize(
    "file",
    ["organisations.tsv", "organisation_heads.tsv", "offices.tsv", "gatherings.tsv", "outlets.tsv", "speech.tsv"],
)
def test_no_row_stands_twice(file: str) -> None:
    first = Counter(next(iter(row.values())) for row in rows(file))
    assert [name for name, often in first.items() if often > 1] == []


def test_sorts_levels_and_roles_are_those_described() -> None:
    assert {row["sort"] for row in rows("organisations.tsv")} <= organisations.SORTS
    assert {row["level"] for row in rows("offices.tsv")} <= offices.LEVELS
    assert {row["role"] for row in rows("offices.tsv")} <= offices.ROLES
    assert {row["sort"] for row in rows("gatherings.tsv")} <= {"head", "weak", "name", "none"}
    assert {row["sort"] for row in rows("speech.tsv")} == {"say", "noun"}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Роснефтью", "Роснефть"),
        ("Росавиации", "Росавиация"),
        ("Федерального агентства воздушного транспорта", "Росавиация"),
        ("Совету Федерации", "Совет Федерации"),
        ("Turkish Airlines", "Turkish Airlines"),
        ("турецкими авиалиниями", "Turkish Airlines"),
        ("Российских железных дорог", "РЖД"),
        ("КТЖ", "Казахстан темир жолы"),
    ],
)
def test_a_body_is_found_by_any_form(words: str, name: str) -> None:
    found = organisations.known_at(words.split(), 0)
    assert found is not None
    assert (found[0], found[1].name) == (len(words.split()), name)


@pytest.mark.parametrize("words", ["Роса", "Совет ветеранов", "дорога", "Turkish", ""])
def test_what_is_not_in_the_table_is_not_found(words: str) -> None:
    assert organisations.find(words) is None


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Минстройжилкомхоз", True),
        ("Минобрнауки", True),
        ("госкомиссия", True),
        ("минута", False),
        ("Минск", False),
    ],
)
def test_a_ministry_is_known_by_its_shape(text: str, is_one: bool) -> None:
    assert organisations.abbreviated_ministry(text) is is_one


def test_an_office_with_ex_or_vice_is_one_too() -> None:
    assert offices.office("экс-министр").role == "minister"
    assert offices.office("вице-мэр").level == "city"
    assert offices.office("стол") is None


def test_a_leader_counts_in_his_years_only() -> None:
    assert leaders.leader("Эмомали Рахмон", 2018).polity == "TJ"
    assert leaders.leader("Дональд Трамп", 2005) is None
    assert leaders.leader("Меркель", 2010).polity == "DE"
    assert leaders.leader("Назаров", 2022) is None
    assert leaders.leader("Шавкат Мирзиёев", None).polity == "UZ"


def test_a_gathering_is_known_with_its_year_and_without() -> None:
    assert gatherings.named("ПМЭФ-2024").polities == gatherings.named("ПМЭФ").polities == ("RU-SPE",)
    assert gatherings.named("СПИД-2024") is None


def test_a_set_of_words_that_is_missing_is_said_so() -> None:
    with pytest.raises(KeyError):
        word_set("phrases", "no such set")
