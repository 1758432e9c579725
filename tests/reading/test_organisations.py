"""Organisations whole, in the nominative, with the polity they act for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

WHOLE = [
    "Документ направили в [Министерство торговли Республики Беларусь]{organisation Министерство торговли Республики Беларусь | BY}.",
    "Договор одобрило [Правительство Самарской области]{organisation Правительство Самарской области | RU-SAM}.",
    "Письмо пришло из [Министерства экономики и финансов Узбекистана]{organisation Министерство экономики и финансов Узбекистана | UZ}.",
    "Он работал в [Министерстве индустрии, инвестиций и торговли Казахстана]{organisation Министерство индустрии, инвестиций и торговли Казахстана | KZ}.",
    "Гостей ждали в [администрации Оренбурга]{organisation администрация Оренбурга | RU-ORE/Оренбург}.",
    "Соглашение заключили с [Торгово-промышленной палатой Ферганской области]{organisation Торгово-промышленная палата Ферганской области | UZ-FA}.",
    "Спектакль показал [Татарский академический театр имени Галиаскара Камала]{organisation Татарский академический театр имени Галиаскара Камала | RU-TA}.",
    "Студентов принял [Казахский национальный университет имени Аль-Фараби]{organisation Казахский национальный университет имени Аль-Фараби | KZ}.",
    "В [посольстве Казахстана в России]{organisation посольство Казахстана в России | KZ} прошла встреча.",
    "Ответ дали в [пресс-службе Министерства культуры Татарстана]{organisation пресс-служба Министерства культуры Татарстана | RU-TA}.",
    "Проект поддержал [Банк развития Казахстана]{organisation Банк развития Казахстана | KZ}.",
    "Гостей принял [Белорусский государственный университет]{organisation Белорусский государственный университет | BY}.",
    "Выступил [Государственный ансамбль танца Беларуси]{organisation Государственный ансамбль танца Беларуси | BY}.",
    "Приехали артисты [Оренбургской областной филармонии]{organisation Оренбургская областная филармония | RU-ORE}.",
    "Партию отправил [Стерлитамакский станкостроительный завод]{organisation Стерлитамакский станкостроительный завод | RU-BA/Стерлитамак}.",
]

NAMES = [
    "Рейс откроет [авиакомпания «Азимут»]{organisation Азимут | RU}.",
    "Рейс откроет [авиакомпания Turkish Airlines]{organisation Turkish Airlines | TR}.",
    "Линзы делает [ООО «Светлый путь»]{organisation Светлый путь | }.",
    "Рейсы выполнит [авиакомпания Uzbekistan Airways]{organisation Uzbekistan Airways | UZ}.",
    "Об этом сообщили в [«Роснефти»]{organisation Роснефть | RU}.",
    "Договор с [«КазМунайГазом»]{organisation КазМунайГаз | KZ} продлили.",
    "Летать будет [«Белавиа»]{organisation Белавиа | BY}.",
    "Технику поставит [Siemens]{organisation Siemens | DE}.",
    "Поезд заказали [РЖД]{organisation РЖД | RU}.",
    "Допуск выдала [Росавиация]{organisation Росавиация | RU}.",
    "Партию проверил [Россельхознадзор]{organisation Россельхознадзор | RU}.",
    "Против выступил [Госдеп]{organisation Госдеп | US}.",
    "Ноту направил [МИД Казахстана]{organisation МИД Казахстана | KZ}.",
    "Ноту направил [МИД РФ]{organisation МИД РФ | RU}.",
    "Проект одобрил [Минпромторг России]{organisation Минпромторг России | RU}.",
    "План составил [Минтранс Башкирии]{organisation Минтранс Башкирии | RU-BA}.",
    "Учения провело [Минобороны]{organisation Минобороны | RU}.",
    "Студентов отобрал [УГНТУ]{organisation УГНТУ | RU-BA}.",
]

BY_HOME = [
    ("Об этом заявил [МИД]{organisation МИД | KZ}.", "zakon.kz"),
    ("Об этом заявил [МИД]{organisation МИД | RU}.", "bashinform.ru"),
    ("Решение приняло [правительство]{organisation правительство | RU-BA}.", "bashinform.ru"),
    ("Решение приняло [правительство]{organisation правительство | RU}.", "lenta.ru"),
    ("Смету одобрило [правительство республики]{organisation правительство республики | RU-BA}.", "bashinform.ru"),
    ("Об этом знают в [Минкультуры]{organisation Минкультуры | RU-BA}.", "bashinform.ru"),
]

NOT_BODIES = [
    "Компания открыла завод.",
    "Больных COVID-19 меньше.",
    "Он вырос в СНГ.",
    "На АЭС идёт ремонт.",
    "Это звезда балета.",
]


@pytest.mark.parametrize("drawing", WHOLE)
def test_an_institution_is_one_mention(drawing: str, holds: Callable[..., None]) -> None:
    holds(drawing)


@pytest.mark.parametrize("drawing", NAMES)
def test_a_name_everybody_knows_has_its_polity(drawing: str, holds: Callable[..., None]) -> None:
    holds(drawing)


@pytest.mark.parametrize(("drawing", "source"), BY_HOME)
def test_a_body_of_every_state_is_of_the_storys_home(drawing: str, source: str, holds: Callable[..., None]) -> None:
    holds(drawing, source)


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
