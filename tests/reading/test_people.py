"""Names of people in the nominative, the offices beside them, and whom they stand for."""

from __future__ import annotations

import pytest


def test_a_person_is_one_however_called(marked) -> None:
    text = (
        "Губернатор Псковской области Глеб Старков прилетел в Минск. Там Старков встретился с премьер-министром "
        "Беларуси Вадимом Ковалем. Губернатор Псковской области пригласил гостей. Он отметил рост торговли. "
        "«Мы ждём вас», — сказал Г. Старков."
    )
    story = marked(text, "lenta.ru")
    same = [m for m in story.mentions if m.name == "Глеб Старков"]
    assert [m.span.of(text) for m in same] == [
        "Губернатор Псковской области Глеб Старков",
        "Старков",
        "Губернатор Псковской области",
        "Он",
        "Г. Старков",
    ]
    assert len({m.entity for m in same}) == 1
    assert all(m.polities == ("RU-PSK",) for m in same)
    assert next(m for m in same if m.span.of(text) == "Он").sure < 1


def test_husband_and_wife_are_two(marked) -> None:
    text = "Выступили Иван Лыков и Мария Лыкова. Лыкова поблагодарила хозяев, Лыков подарил книгу."
    people = {m.span.of(text): m.entity for m in marked(text).mentions if m.kind == "person"}
    assert people["Лыкова"] == people["Мария Лыкова"] != people["Иван Лыков"] == people["Лыков"]


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("Посол Ирана в России Хамид Резаи посетил Уфу. Посол осмотрел завод.", "Посол", "Хамид Резаи"),
        (
            "Председатель Госсобрания Айрат Нигматуллин открыл форум. Спикер поздравил гостей.",
            "Спикер",
            "Айрат Нигматуллин",
        ),
        ("Министр торговли Ирина Котова была в Баку. Министр рассказала о поездке.", "Министр", "Ирина Котова"),
    ],
)
def test_a_bare_office_is_its_holder(text: str, span: str, name: str, marked) -> None:
    offices = [m for m in marked(text).mentions if m.kind == "office" and m.span.of(text) == span]
    assert [m.name for m in offices] == [name]


@pytest.mark.parametrize(
    "text", ["", "…", "12.05", "Он. Она. Его.", "А. Б. В.", "«»", "МИНИСТР МИНИСТР МИНИСТР", "и и и президент и"]
)
def test_what_is_no_name_does_no_harm(text: str, marked) -> None:
    assert all(m.kind != "person" or m.entity >= 0 for m in marked(text).mentions)


def test_the_head_of_a_government_told_before_is_its_premier(marked) -> None:
    text = "Премьер-министр Норвегии Ула Хансен прибыл в Осло. Глава правительства доволен."
    bare = [m for m in marked(text, "lenta.ru").mentions if m.kind == "office" and "правительства" in m.span.of(text)]
    assert [(m.name, m.polities) for m in bare] == [("Ула Хансен", ("NO",))]


def test_a_surname_told_alone_inside_a_sentence_is_one_where_it_opens_another(marked) -> None:
    from servanda.model.marked import NameSpan
    from servanda.reading.lines import lines
    from servanda.reading.person_spots import spotted

    text = "Полиция допросила Зорянова. Зорянова обвиняют в краже."
    story = marked(text)
    inner = [m.span for m in story.mentions if m.span.of(text) == "Зорянова" and m.sentence == 0]
    rows = lines(story.story, story.sentences, [NameSpan(inner[0], "PER")], [])
    assert [(spot.line.number, spot.name.last) for spot in spotted(rows, [], [])] == [(0, "Зорянов"), (1, "Зорянов")]
