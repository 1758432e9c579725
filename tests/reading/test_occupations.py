"""Who holds what office where."""

from __future__ import annotations

import pytest

from servanda.reading.occupations import occupations


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Приехал министр торговли Китая Чэнь Дэхай.", [("Чэнь Дэхай", "министр торговли", "Китай")]),
        ("С речью выступил российский министр Пётр Лыков.", [("Пётр Лыков", "министр", "Россия")]),
        (
            "Гостей встретил директор Института истории РАН Валерий Тишин.",
            [("Валерий Тишин", "директор", "Институт истории РАН")],
        ),
        ("Пришёл Иван Ковач, лидер партии «Пёс и кот».", [("Иван Ковач", "лидер", "партия «Пёс и кот»")]),
        (
            "Говорили с бывшим послом Италии в Грузии Марио Росси.",
            [("Марио Росси", "посол", "Италия")],
        ),
        ("Иван Петров построил дом в Китае.", []),
        ("Гражданин Китая Ли Вэй купил дом.", []),
    ],
)
def test_person_position_and_place(text: str, told: list[tuple[str, str, str]], marked) -> None:
    found = occupations(marked(text, "lenta.ru"))
    assert [(one.person, one.position, one.where) for one in found] == told


def test_an_office_told_twice_is_told_once(marked) -> None:
    text = "Президент Сербии Александр Вучин прибыл. Президент Сербии доволен, сказал президент Вучин."
    assert len(occupations(marked(text, "lenta.ru"))) == 1


def test_texts_of_the_parts_stand_in_the_story(marked) -> None:
    text = "Договор подписан с министром обороны Сербии Милошем Вучиным."
    (one,) = occupations(marked(text, "lenta.ru"))
    assert (one.person_text, one.position_text, one.where_text) == ("Милошем Вучиным", "министром обороны", "Сербии")
