"""Where sentences end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.span import Span
from servanda.reading.sentences import sentences


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text, (Span(0, len(text)),))]


@pytest.mark.parametrize(
    "text",
    [
        "Совет одобрил программу на 2027 г.|Проект внёс мэр.",
        "В 2027 г. Уфа примет форум.",
        "По итогам 2026 г. Пермский край нарастил вывоз зерна.|Ввоз упал.",
        "Музей им. Чайковского открыт в г. Уфа на ул. Ленина.|А. С. Иванов приехал.",
        "«Мы рады.|Рейс откроют весной», — сказал мэр.",
        "Он сказал: «Готово.»|Потом уехал.",
        "Рейс… отложили.|Когда?!|Скоро…",
        "1. Первый пункт.|2. Второй пункт.",
        "Вывоз достиг 5 млн долл.|Ввоз упал.",
        "Завод (ул. Мира, 5. – Ред.) откроют осенью.|Гости уже едут.",
        "Поставки начнутся к 2050 г.|Новый план готов.",
        "В первый год Минск заплатит 20%.|Остальное — позже.",
        "Фирма St. George Mining приедет в Казань.",
        "Обсудили рейсы; 4 июня примут решение.",
    ],
)
def test_ends(text: str) -> None:
    assert cut(text.replace("|", " ")) == text.split("|")


def test_missing_space() -> None:
    assert cut("Цель — рост к 2050 г.Новый план готов.Сайт пишут на uralnews.ru.") == [
        "Цель — рост к 2050 г.",
        "Новый план готов.",
        "Сайт пишут на uralnews.ru.",
    ]


def test_dash_of_resumed_speech_is_in_no_sentence() -> None:
    text = "— Рейс нужен, — сказал мэр. — Билеты уже продают."
    assert cut(text) == ["— Рейс нужен, — сказал мэр.", "Билеты уже продают."]


def test_lines_and_lists() -> None:
    assert cut("Итоги встречи\n\n✅ Договор подписан\n✅ Рейс открыт\n- обмен школьниками") == [
        "Итоги встречи",
        "✅ Договор подписан",
        "✅ Рейс открыт",
        "- обмен школьниками",
    ]


def test_lines_that_only_layout_parts() -> None:
    text = "По словам газеты\n«Вестник»\n, рейс откроют.\nМэр согласен."
    assert cut(text) == ["По словам газеты\n«Вестник»\n, рейс откроют.", "Мэр согласен."]


def test_stars_of_a_markup() -> None:
    assert cut("**Мэр прибыл в Минск**\n***") == ["Мэр прибыл в Минск"]


def test_headline_is_its_own() -> None:
    text = "Рейс откроют Мэр обещал это."
    found = sentences(text, (Span(0, len(text)),), Span(0, 12))
    assert [span.of(text) for span in found] == ["Рейс откроют", "Мэр обещал это."]


def test_only_the_body() -> None:
    text = "Реклама. Мэр прибыл. Подпишитесь."
    assert [span.of(text) for span in sentences(text, (Span(9, 20),))] == ["Мэр прибыл."]


@given(st.text(st.sampled_from([*"аБг. \n!?…;«»\"()—-1%*😀\u200b\u2028\r"]), max_size=80))
def test_spans_are_in_order_and_lose_no_word(text: str) -> None:
    spans = sentences(text, (Span(0, len(text)),))
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(span.of(text).strip() == span.of(text) != "" for span in spans)
    kept = "".join(span.of(text) for span in spans)
    assert [sign for sign in kept if sign.isalnum()] == [sign for sign in text if sign.isalnum()]


@pytest.mark.parametrize("text", ["а. " * 30_000, "(" * 100_000, "а\n" * 50_000, "." * 100_000, "а" * 1_000_000])
def test_long_lines(text: str) -> None:
    cut(text)
