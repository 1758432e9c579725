"""Passages that texts have in common are found, names in other words or not; forms filled anew are no passages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.register.overlap import Texts, Vocabulary, overlap

FIRST = (
    "Омская область и Павлодарская область восстановят прямое автобусное сообщение, прерванное шесть лет назад. "
    "Об этом губернатор Виталий Хоценко договорился с акимом Асаином Байхановым на полях форума в Оренбурге. "
    "Перевозчик уже закупил четыре машины и ждёт, пока на обоих берегах откроют стоянки для отдыха водителей. "
    "Билеты поступят в продажу к середине лета, а детям до семи лет место предоставят бесплатно."
)
OTHER = (
    "Башкирские пасечники впервые отгрузили партию липового мёда покупателям из Катара через порт Новороссийска. "
    "Поставщик обещает, что к осени объём вырастет втрое, если урожай окажется не хуже прошлогоднего и дороги высохнут."
)


def compared(one: str, other: str):
    vocabulary = Vocabulary()
    return overlap(vocabulary.runs(one), vocabulary.runs(other))


def test_a_text_is_all_of_itself():
    found = compared(FIRST, FIRST.upper().replace("Ё", "Е"))
    assert (found.of_one, found.of_other) == (1, 1)
    assert found.words == found.longest == len(FIRST.split())


def test_texts_of_other_words_have_nothing_in_common():
    assert compared(FIRST, OTHER).words == 0


def test_a_quotation_is_a_part_of_both():
    quoted = FIRST.split(". ")[2]
    found = compared(FIRST, f"{OTHER} {quoted}. {OTHER}")
    assert found.words == found.longest == len(quoted.split())
    assert found.of_one > found.of_other


def test_names_in_other_words_do_not_end_a_passage():
    changed = FIRST.replace("Виталий Хоценко", "Vitaliy Khotsenko").replace("Оренбурге", "Orenburg")
    assert compared(FIRST, changed).words == len(FIRST.split())


def test_a_form_filled_with_other_numbers_is_no_passage():
    form = "Ночью в {} ожидается до {} градусов, ветер восточный, {} метров в секунду, давление {} миллиметров."
    assert compared(form.format("Уфе", 5, 3, 751), form.format("Сибае", 9, 7, 744)).words == 0
    assert compared(form.format("Уфе", 5, 3, 751), form.format("Сибае", 5, 3, 751)).words > 0


@pytest.mark.parametrize("text", ["", "Рейс", "Рейс открыт", "https://step.example/a/b/c/d/e/f/g/h/i"])
def test_short_texts_have_no_passages(text):
    assert compared(text, text).words == 0
    assert Texts([text, FIRST]).near(Vocabulary().runs(text)) == []


def test_what_is_near_is_found_among_many():
    many = [f"{number} {' '.join(f'слово{number}и{at}' for at in range(60))}" for number in range(200)]
    texts = Texts([*many, FIRST])
    assert texts.near(texts.vocabulary.runs(f"{OTHER} {FIRST.split('. ')[2]}")) == [200]
    assert texts.near(texts.vocabulary.runs(OTHER)) == []


def test_what_stands_in_very_many_is_not_looked_up():
    texts = Texts([FIRST] * 100)
    assert texts.near(texts.vocabulary.runs(FIRST)) == []


@given(st.text(alphabet="аб1 \n.", max_size=200), st.text(alphabet="аб1 \n.", max_size=200))
def test_shares_are_shares(one, other):
    found = compared(one, other)
    assert 0 <= found.of_one <= 1
    assert 0 <= found.of_other <= 1
    assert found.longest <= found.words or found.words == 0
    again = compared(other, one)
    assert (again.words, again.of_one) == (found.words, found.of_other)
