"""Figures from marked sentences: `{Россией:RU}` in a test's text marks a polity."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.coding.figures import figures
from servanda.model.event import MEASURES
from servanda.model.marked import Marked, Mention, Sentence, Word
from servanda.model.span import Span
from servanda.model.story import Story
from servanda.model.when import valid
from servanda.reading.amounts import amounts
from servanda.reading.times import times

MARK = re.compile(r"\{([^{}:]+):([^{}]+)\}")


def marked(*lines: str, day: str | None = "2023-05-02", home: tuple[str, ...] = ("RU-BA", "RU")) -> Marked:
    """A story of one sentence a line."""
    text, sentences, mentions = "", [], []
    for number, line in enumerate(lines):
        start, at = len(text), 0
        for found in MARK.finditer(line):
            text += line[at : found.start()]
            codes, _, form = found[2].partition(" ")
            span = Span(len(text), len(text) + len(found[1]))
            mentions.append(Mention(span, number, 0, "polity", found[1], tuple(codes.split("+")), form or "name"))
            text, at = text + found[1], found.end()
        text += line[at:]
        words = tuple(
            Word(start + w.start(), start + w.end(), w[0], w[0].lower(), "X", {}, -1, "dep")
            for w in re.finditer(r"\w+(?:[.,:]\d+)*|[^\w\s]", text[start:])
        )
        sentences.append(Sentence(Span(start, len(text)), words))
        text += "\n"
    story = Story("story", text, text, (Span(0, len(text)),), date=day)
    when = times(sentences, date.fromisoformat(day) if day else None)
    return Marked(story, tuple(sentences), tuple(mentions), when, amounts(sentences), (), home)


def told(
    *lines: str, day: str | None = "2023-05-02", home: tuple[str, ...] = ("RU-BA", "RU")
) -> list[tuple[object, ...]]:
    return [
        (f.measure, f.polities, f.period, f.value, f.unit, f.change)
        for f in figures(marked(*lines, day=day, home=home))
    ]


BOTH = ("RU", "CN")
CASES = [
    (
        ["Товарооборот {России:RU} и {Китая:CN} в 2022 году вырос на 12% — до 190 млрд долларов."],
        [("trade turnover", BOTH, "2022", 190e9, "USD", 12.0)],
    ),
    (
        ["В прошлом году {российско:RU adjective}-{китайский:CN adjective} товарооборот сократился на треть."],
        [("trade turnover", BOTH, "2022", None, None, -33.0)],
    ),
    (
        ["Экспорт из {России:RU} в {Китай:CN} вырос с 300 до 420 млн долларов."],
        [("exports", BOTH, None, 420e6, "USD", 40.0)],
    ),
    (
        ["Экспорт {России:RU} в {Китай:CN} за 11 месяцев 2022 года вырос на 10%, импорт упал на 5%."],
        [
            ("exports", BOTH, "2022-01/2022-11", None, None, 10.0),
            ("imports", BOTH, "2022-01/2022-11", None, None, -5.0),
        ],
    ),
    (
        [
            "Оборот торговли {Башкирии:RU-BA} с {Ираном:IR} в 2021 году составил 64,1 млн долларов, "
            "из которых 58,1 млн — экспорт."
        ],
        [
            ("trade turnover", ("RU-BA", "IR"), "2021", 64.1e6, "USD", None),
            ("exports", ("RU-BA", "IR"), "2021", 58.1e6, "USD", None),
        ],
    ),
    (
        ["Товарооборот {Башкирии:RU-BA} с {Ираном:IR} за 2021 год вырос вдвое.", "Он составил 90 млн долларов."],
        [
            ("trade turnover", ("RU-BA", "IR"), "2021", None, None, 100.0),
            ("trade turnover", ("RU-BA", "IR"), "2021", 90e6, "USD", None),
        ],
    ),
    (
        ["Внешнеторговый оборот {Башкирии:RU-BA} за первое полугодие 2022 года вырос на 7%."],
        [("trade turnover", ("RU-BA",), "2022-01/2022-06", None, None, 7.0)],
    ),
    (
        ["{Башкирия:RU-BA} торгует.", "На {Китай:CN} — 40%, {Иран:IR} — 20% экспорта {Башкирии:RU-BA}."],
        [("exports", ("RU-BA", "CN"), None, 40.0, "%", None), ("exports", ("RU-BA", "IR"), None, 20.0, "%", None)],
    ),
    (["Товарооборот {России:RU} с {Китаем:CN} снизился."], [("trade turnover", BOTH, None, None, None, "down")]),
    (
        ["Экспорт {России:RU} в {Китай:CN} в январе 2023 года вырос на 5% по сравнению с январём 2022 года."],
        [("exports", BOTH, "2023-01", None, None, 5.0)],
    ),
    (
        ["С начала года {Башкирия:RU-BA} отправила на экспорт 20 тыс. тонн зерна."],
        [("exports", ("RU-BA",), "2023", 20000.0, "t", None)],
    ),
    (
        ["С 9 октября самолёты из {Уфы:RU-BA/Уфа} будут летать в {Баку:AZ-BA} дважды в неделю."],
        [("flights", ("RU-BA/Уфа", "AZ-BA"), "2023-10-09/..", 2.0, "flights/week", None)],
    ),
    (
        ["Из {Уфы:RU-BA/Уфа} открылся рейс в {Баку:AZ-BA}.", "Полёты выполняются по средам и субботам."],
        [("flights", ("RU-BA/Уфа", "AZ-BA"), None, 2.0, "flights/week", None)],
    ),
    (
        ["Рейсы {Москва:RU-MOW} — {Пекин:CN-BJ} и {Москва:RU-MOW} — {Шанхай:CN-SH} выполняются раз в неделю."],
        [
            ("flights", ("RU-MOW", "CN-BJ"), None, 1.0, "flights/week", None),
            ("flights", ("RU-MOW", "CN-SH"), None, 1.0, "flights/week", None),
        ],
    ),
    (
        [
            "Рейсы {Москва:RU-MOW} — {Пекин:CN-BJ} выполняют два раза в неделю, "
            "{Москва:RU-MOW} — {Шанхай:CN-SH} — три раза в неделю."
        ],
        [
            ("flights", ("RU-MOW", "CN-BJ"), None, 2.0, "flights/week", None),
            ("flights", ("RU-MOW", "CN-SH"), None, 3.0, "flights/week", None),
        ],
    ),
    (
        ["Число рейсов из {Уфы:RU-BA/Уфа} в {Баку:AZ-BA} вырастет до трёх раз в неделю."],
        [("flights", ("RU-BA/Уфа", "AZ-BA"), None, 3.0, "flights/week", "up")],
    ),
    (
        ["В 2022 году {Турцию:TR} посетили 5 млн туристов из {России:RU}, рост составил 20%."],
        [("tourists", ("TR", "RU"), "2022", 5e6, "people", 20.0)],
    ),
    (
        ["Инвесторы из {Китая:CN} вложат в завод в {Башкирии:RU-BA} 3 млрд рублей."],
        [("investment", ("CN", "RU-BA"), None, 3e9, "RUB", None)],
    ),
    (
        ["В {Башкирии:RU-BA} работают 37 предприятий с капиталом из {Китая:CN}."],
        [("companies", ("RU-BA", "CN"), None, 37.0, "companies", None)],
    ),
    (
        ["Граница {Башкирии:RU-BA} и {Татарстана:RU-TA} протянулась на 500 километров."],
        [("other", ("RU-BA", "RU-TA"), None, 500.0, "km", None)],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), CASES, ids=[" ".join(lines)[:60] for lines, _ in CASES])
def test_figures(lines: list[str], expected: list[tuple[object, ...]]) -> None:
    assert told(*lines) == expected


@pytest.mark.parametrize(
    "line",
    [
        "К 2030 году {Россия:RU} и {Китай:CN} планируют довести товарооборот до 300 млрд долларов.",
        "Самолёт из {Уфы:RU-BA/Уфа} в {Баку:AZ-BA} вмещает 180 пассажиров.",
        "Цена билета из {Уфы:RU-BA/Уфа} в {Баку:AZ-BA} — 20 тысяч рублей.",
        "В теракте погибли 12 туристов из {России:RU} в {Египте:EG}.",
        "Завод в {Башкирии:RU-BA} построят за 3 млрд рублей.",
        "{Китай:CN} поднял пошлины на экспорт из {США:US} на 25%.",
        "Сборная {России:RU} обыграла {Китай:CN} со счётом 3:1.",
        "Тренировки проходят три раза в неделю в {Уфе:RU-BA/Уфа}.",
    ],
)
def test_no_figures(line: str) -> None:
    assert told(line) == []


def test_a_headline_and_its_exact_number_are_one_figure() -> None:
    story = marked(
        "Товарооборот {России:RU} и {Китая:CN} вырос на 29%",
        "В 2022 году товарооборот между {Россией:RU} и {Китаем:CN} вырос на 29,3% — до 190,2 млрд долларов.",
    )
    (figure,) = figures(story)
    assert (figure.value, figure.change, figure.period) == (190.2e9, 29.3, "2022")
    assert len(figure.evidence) == 2


def test_relative_times_need_the_day_of_the_story() -> None:
    line = "В прошлом году товарооборот {России:RU} и {Китая:CN} вырос на 5%."
    assert [row[2] for row in told(line, day=None)] == [None]


def test_every_figure_says_why() -> None:
    (figure,) = figures(marked("Экспорт {России:RU} в {Китай:CN} за 2022 год вырос на 5%."))
    assert {reason.step for reason in figure.reasons} == {"measure", "amount", "party", "date"}


PIECES = """
{России:RU} {Китая:CN} {Уфы:RU-BA/Уфа} {стороны:RU+CN} товарооборот экспорт импорт рейсы в неделю раз из в между — , .
вырос упал на 15% до 300 млн долларов туристов студентов предприятий инвестиций 2022 году мае с 5 июня три по средам
"""


@given(st.lists(st.lists(st.sampled_from(PIECES.split()), max_size=14).map(" ".join), max_size=4), st.booleans())
def test_any_story(lines: list[str], dated: bool) -> None:
    story = marked(*lines, day="2023-05-02" if dated else None)
    for figure in figures(story):
        assert figure.measure in MEASURES
        assert figure.polities
        assert figure.value is not None or figure.change is not None or figure.unit is not None
        assert figure.period is None or valid(figure.period)
        record = figure.record(story.story.text)
        assert all(quote and quote in story.story.text for quote in record["evidence"])
        assert figure.reasons
