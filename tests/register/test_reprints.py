"""Copies of one text are found, other texts on the same matter are not."""

from __future__ import annotations

import random

import pytest

from servanda.register.reprints import bands, kept_much, same_text

WORDS = (
    "глава республики рассказал о планах развития прямых перелётов между столицами регионов в беседе с журналистами "
    "после встречи с министром транспорта соседней страны стороны обсудили расписание цены на билеты и поддержку "
    "перевозчиков из бюджета а также ремонт аэропорта новые стойки регистрации и зал для международных пассажиров"
)


def text(seed: int, length: int = 120) -> list[str]:
    rng = random.Random(seed)
    return [rng.choice(WORDS.split()) for _ in range(length)]


def test_a_copy_with_another_end_is_the_same_text_and_is_found() -> None:
    for seed in range(30):
        one = text(seed)
        copy = ["Уфа.", *one[:-3], "Источник:", "агентство"]
        left, right = " ".join(one), " ".join(copy).upper().replace("Ё", "Е")
        assert same_text(left, right)
        assert set(bands(left)) & set(bands(right)), seed


def test_another_text_of_the_same_words_is_not() -> None:
    for seed in range(30):
        assert not same_text(" ".join(text(seed)), " ".join(text(seed + 100)))


@pytest.mark.parametrize("short", ["", "Рейс открыт.", "Стороны подписали соглашение о сотрудничестве."])
def test_short_texts_are_no_copies_of_each_other(short) -> None:
    assert bands(short) == []
    assert not same_text(short, short)


def test_the_fingerprint_is_the_same_in_every_process() -> None:
    assert bands(WORDS)[0] == "0:16fa78521bf608995c4baa59811decc0"


def test_a_changed_page_keeps_much_of_its_words() -> None:
    assert kept_much("Рейс откроют в мае", "Рейс откроют в июне")
    assert not kept_much("Рейс откроют в мае", "Подписано соглашение")
