"""Reprint terms in the wording that outlets use, made up."""

import pytest

from servanda.model.story import ReprintTerms
from servanda.stories.terms import terms


@pytest.mark.parametrize(
    ("line", "reference", "link", "logo"),
    [
        ("При перепечатке и цитировании ссылка на «Вестник степи» обязательна.", True, None, None),
        ("При использовании материалов активная гиперссылка на vestnik.example обязательна.", True, True, None),
        ("Для интернет-изданий прямая активная ссылка обязательна при цитировании.", True, True, None),
        ("Цитирование допускается только с указанием источника и открытой для индексации ссылки.", True, True, None),
        ("Ссылка на «Вестник степи» обязательна.", True, None, None),
        ("Перепечатка материалов возможна только с письменного разрешения редакции.", None, None, None),
        ("Использование логотипа допускается только с письменного разрешения редакции.", None, None, True),
        ("Копирование товарного знака без согласия правообладателя запрещено.", None, None, True),
        (
            "Материалы можно свободно использовать, ссылка на источник не обязательна при перепечатке.",
            False,
            None,
            None,
        ),
    ],
)
def test_what_is_asked(line, reference, link, logo):
    found = terms([line])
    assert (found.reference_required, found.active_link_required, found.logo_needs_permission) == (
        reference,
        link,
        logo,
    )
    assert found.quote == line


def test_a_term_broken_over_two_lines():
    found = terms(["При полном или частичном использовании", "материалов сайта гиперссылка обязательна."])
    assert found.active_link_required
    assert found.quote == "При полном или частичном использовании материалов сайта гиперссылка обязательна."


def test_sentences_of_several_lines_are_joined_once_each():
    rows = [
        "Все материалы наши. При перепечатке ссылка обязательна.",
        "Использование логотипа — только с разрешения редакции.",
        "При перепечатке ссылка обязательна.",
    ]
    found = terms(rows)
    assert found == ReprintTerms(
        reference_required=True,
        logo_needs_permission=True,
        quote="При перепечатке ссылка обязательна. Использование логотипа — только с разрешения редакции.",
    )


@pytest.mark.parametrize(
    "line",
    [
        "Агентство сообщило со ссылкой на посла, что рейс откроется.",
        "Стороны обсудили использование аэропорта и необходимость разрешений.",
        "Гиперссылка на проект опубликована на сайте министерства.",
        "",
    ],
)
def test_a_story_sets_no_terms(line):
    assert terms([line]) == ReprintTerms()
