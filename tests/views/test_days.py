"""EDTF in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.views.days import in_words

CASES = [
    ("2023-09-12", "12 сентября 2023 года", "12 September 2023"),
    ("2023-09", "сентябрь 2023 года", "September 2023"),
    ("2023", "2023 год", "2023"),
    ("2023~", "около 2023 года", "about 2023"),
    ("2023-22", "лето 2023 года", "summer 2023"),
    ("2023-35", "III квартал 2023 года", "Q3 2023"),
    ("2023-09-12/2023-09-14", "12–14 сентября 2023 года", "12–14 September 2023"),
    ("2023-01/2023-06", "январь 2023 года – июнь 2023 года", "January 2023 – June 2023"),
    ("2023-02-17/..", "с 17 февраля 2023 года", "from 17 February 2023"),
    ("2023-02/..", "с февраля 2023 года", "from February 2023"),
    ("../2024", "до конца 2024 года", "by the end of 2024"),
    ("../2024-06", "до конца июня 2024 года", "by the end of June 2024"),
    ("../2024-23", "до конца осени 2024 года", "by the end of autumn 2024"),
    ("../2024-33", "до конца I квартала 2024 года", "by the end of Q1 2024"),
    ("../2024-07-01", "до 1 июля 2024 года", "by 1 July 2024"),
    ("потом", "потом", "потом"),
]


@pytest.mark.parametrize(("edtf", "russian", "english"), CASES)
def test_in_words(edtf, russian, english):
    assert (in_words(edtf, "ru"), in_words(edtf, "en")) == (russian, english)


@given(st.text(max_size=30))
def test_anything(text):
    assert isinstance(in_words(text), str)
