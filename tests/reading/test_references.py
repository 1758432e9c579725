"""Words that mean a polity without naming it."""

from __future__ import annotations

import pytest

CASES = [
    ("В [республике] открыли завод.", "bashinform.ru", ("RU-BA",)),
    ("В [регионе] открыли завод.", "bashinform.ru", ("RU-BA",)),
    ("В [нашей республике] рады гостям.", "bashinform.ru", ("RU-BA",)),
    ("Самарская область растёт. В [области] строят дороги.", "lenta.ru", ("RU-SAM",)),
    ("Пермский край принял гостей. В [крае] прошёл форум.", "lenta.ru", ("RU-PER",)),
    ("Башкирия и Казахстан торгуют. Рейсы свяжут [столицы наших республик].", "bashinform.ru", ("RU-BA/Уфа", "KZ-71")),
    ("Форум пройдёт в [столице Костанайской области].", "bashinform.ru", ("KZ-39/Костанай",)),
    ("Рейс откроют из [столицы Башкирии].", "bashinform.ru", ("RU-BA/Уфа",)),
    ("Рейс откроют из [столицы республики].", "bashinform.ru", ("RU-BA/Уфа",)),
    ("Самолёт вылетел из [столицы Узбекистана].", "lenta.ru", ("UZ-TK",)),
    ("Россия и Вьетнам подписали план. [Обе страны] довольны.", "lenta.ru", ("RU", "VN")),
    ("Беларусь и Сербия провели переговоры. Между [двумя странами] открыт рейс.", "belta.by", ("BY", "RS")),
    ("Москва и Ереван дружат. Армения ждёт гостей, Россия тоже. [Стороны] подписали план.", "lenta.ru", ("AM", "RU")),
    ("Приехали гости из Ирана. [Российская сторона] показала завод.", "lenta.ru", ("RU",)),
    ("Письмо ждут [казахстанские партнёры].", "bashinform.ru", ("KZ",)),
    ("Башкирия и Беларусь торгуют. Растёт [двусторонний] обмен.", "bashinform.ru", ("RU-BA", "BY")),
    ("Узбекистан покупает зерно. В [этой стране] ждут поставок.", "bashinform.ru", ("UZ",)),
    ("Мы любим [нашу страну].", "zakon.kz", ("KZ",)),
    ("Башкирия и Казахстан дружат. [Обе республики] растут.", "bashinform.ru", ("RU-BA", "KZ")),
    ("Башкирия торгует с Казахстаном. [Наши республики] похожи.", "bashinform.ru", ("RU-BA", "KZ")),
    ("Оренбургская область ждёт. [Соседняя область] поможет.", "bashinform.ru", ("RU-ORE",)),
    ("Мы рады Казахстану и [братскому народу].", "bashinform.ru", ("KZ",)),
    ("Приехали гости из Узбекистана. [Узбекская сторона] довольна.", "bashinform.ru", ("UZ",)),
]

NONE = [
    "Это в области культуры.",
    "С другой стороны, рейс дорог.",
    "Он живёт на краю села.",
    "Это вызывает взаимный интерес.",
    "Со всех сторон шли люди.",
]


@pytest.mark.parametrize(("drawn", "source", "codes"), CASES)
def test_a_reference_means_what_the_story_tells_of(drawn: str, source: str, codes: tuple[str, ...], marked) -> None:
    start, end = drawn.index("["), drawn.index("]") - 1
    text = drawn.replace("[", "").replace("]", "")
    found = {(m.span.start, m.span.end): m for m in marked(text, source).mentions if m.form == "reference"}
    assert (start, end) in found, [(m.span.of(text), m.polities) for m in found.values()]
    assert found[start, end].polities == codes


@pytest.mark.parametrize("text", NONE)
def test_a_turn_of_speech_is_no_reference(text: str, marked) -> None:
    assert [m.span.of(text) for m in marked(text).mentions if m.form == "reference" and m.kind == "polity"] == []


@pytest.mark.parametrize(
    ("source", "home"),
    [
        ("bashinform.ru", ("RU-BA", "RU")),
        ("www.fontanka.ru", ("RU-SPE", "RU")),
        ("tengrinews.kz", ("KZ",)),
        ("kremlin.ru", ("RU",)),
        ("https://rus.bashgazet.ru/news/1", ("RU-BA", "RU")),
        ("t.me: РИА Новости", ("RU",)),
        (None, ("RU",)),
        ("nobody.example", ("RU",)),
    ],
)
def test_a_story_is_told_from_its_outlets_home(source: str | None, home: tuple[str, ...], marked) -> None:
    assert marked("Рейс откроют весной.", source).home == home


def test_a_story_of_unknown_origin_is_told_from_the_region_it_speaks_of(marked) -> None:
    text = "В Удмуртии открыли завод. Удмуртия ждёт гостей. Глава Удмуртии рад. Гости приехали из Перми."
    assert marked(text, None).home == ("RU-UD", "RU")


def test_a_story_that_speaks_of_kazakhstan_alone_is_told_from_there(marked) -> None:
    assert marked("В Казахстане открыли завод. Казахстан строит дороги.", None).home == ("KZ",)


def test_a_city_tells_its_republic(marked) -> None:
    text = "Гости были в Казани. Республика понравилась им."
    found = {m.span.of(text): m.polities for m in marked(text, "lenta.ru").mentions if m.form == "reference"}
    assert found["Республика"] == ("RU-TA",)
