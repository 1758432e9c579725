"""The days that an EDTF covers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.when import bounds, valid

COVERED = [
    ("2023-09-12", "2023-09-12", "2023-09-12"),
    ("2023-09", "2023-09-01", "2023-09-30"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2023", "2023-01-01", "2023-12-31"),
    ("2023~", "2023-01-01", "2023-12-31"),
    ("2018-03~", "2018-03-01", "2018-03-31"),
    ("2022-05-16~", "2022-05-16", "2022-05-16"),
    ("2023-09-12/2023-09-14", "2023-09-12", "2023-09-14"),
    ("2023-01/2023-06", "2023-01-01", "2023-06-30"),
    ("2022/2023", "2022-01-01", "2023-12-31"),
    ("2023-21/2023-22", "2023-03-01", "2023-08-31"),
    ("2023-21", "2023-03-01", "2023-05-31"),
    ("2023-22", "2023-06-01", "2023-08-31"),
    ("2023-23", "2023-09-01", "2023-11-30"),
    ("2023-24", "2023-12-01", "2024-02-29"),
    ("2023-33", "2023-01-01", "2023-03-31"),
    ("2023-36", "2023-10-01", "2023-12-31"),
    ("2023-02-17/..", "2023-02-17", None),
    ("2018-22/..", "2018-06-01", None),
    ("../2025", None, "2025-12-31"),
    ("../2023-10", None, "2023-10-31"),
]


@pytest.mark.parametrize(("edtf", "first", "last"), COVERED)
def test_bounds(edtf: str, first: str | None, last: str | None) -> None:
    days = tuple(day and date.fromisoformat(day) for day in (first, last))
    assert bounds(edtf) == days
    assert valid(edtf)


@pytest.mark.parametrize(
    "text",
    [
        "", "..", "../..", "/", "2023/", "/2023", "2023-13", "2023-00", "2023-25", "2023-32", "2023-37", "2023-02-30",
        "23", "2023-9", "2023-09-1", "2023-09-12/2023-09-11", "2024/2023", "2023-09-12T10:00", " 2023", "2023\n",
        "0000", "٢٠٢٣", "2023-21-05", "2022/2023/2024", "в сентябре", "9999-24",
    ],
)  # fmt: skip
def test_no_edtf(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        bounds(text)
    assert not valid(text)


@given(st.text(alphabet="0123456789-/.~", max_size=24))
def test_bounds_are_in_order(text: str) -> None:
    if valid(text):
        first, last = bounds(text)
        assert first is not None or last is not None
        assert first is None or last is None or first <= last


@given(st.dates())
def test_a_day_lies_in_its_month_and_year(day: date) -> None:
    for edtf in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        first, last = bounds(edtf)
        assert first is not None
        assert last is not None
        assert first <= day <= last
