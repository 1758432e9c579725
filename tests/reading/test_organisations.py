"""Organisations whole, in the nominative, with the polity they act for."""

from __future__ import annotations

import pytest

NOT_BODIES = [
    "Компания открыла завод.",
    "Больных COVID-19 меньше.",
    "Он вырос в СНГ.",
    "На АЭС идёт ремонт.",
    "Это звезда балета.",
]


@pytest.mark.parametrize("text", NOT_BODIES)
def test_what_only_looks_like_a_body_is_none(text: str, marked) -> None:
    assert [m.name for m in marked(text).mentions if m.kind == "organisation"] == []


def test_the_polity_in_a_name_is_a_part_of_it(marked) -> None:
    text = "Документ направили в Министерство торговли Республики Беларусь."
    forms = {m.span.of(text): m.form for m in marked(text).mentions if m.kind == "polity"}
    assert forms == {"Республики Беларусь": "part"}


def test_an_abbreviation_in_brackets_is_the_same_body(marked) -> None:
    text = "Проект ведёт Агентство развития туризма Сибири (АРТС). В понедельник АРТС объявило набор."
    bodies = [m for m in marked(text).mentions if m.kind == "organisation"]
    assert {m.name for m in bodies} == {"Агентство развития туризма Сибири", "АРТС"}
    assert len({m.entity for m in bodies}) == 1


def test_a_press_service_without_a_name_is_of_the_company_told(marked) -> None:
    text = "«Аэрофлот» откроет рейс в Ереван. Об этом сообщили в пресс-службе авиакомпании."
    assert "пресс-служба авиакомпании «Аэрофлот»" in [m.name for m in marked(text).mentions]
