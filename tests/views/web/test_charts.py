"""Small charts: periods as wide as they are long, every value that sources give, labels that do not overlap."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.event import Figure
from servanda.register.series import Figures, Point, Reading
from servanda.views.web import charts


def point(period: str | None, *values: float | None, unit: str = "USD", disputed: bool = False) -> Point:
    readings = tuple(
        Reading(Figure("trade turnover", ("RU-BA", "KZ"), period, value, unit), (), f"s{at}", None, None, None, None)
        for at, value in enumerate(values)
    )
    return Point(period, readings, disputed)


def series(*points: Point) -> Figures:
    return Figures("trade turnover", ("KZ", "RU-BA"), points)


def drawn(*points: Point) -> charts.Chart:
    chart = charts.figures(series(*points), "ru")
    assert chart
    return chart


def test_a_bar_is_as_wide_as_its_period_is_long():
    year, half, quarter = drawn(point("2021", 4.0), point("2022-01/2022-06", 2.0), point("2022-35", 1.0)).bars
    assert year.width == pytest.approx(2 * half.width, rel=0.05)
    assert half.width == pytest.approx(2 * quarter.width, rel=0.1)
    assert year.x < half.x < quarter.x


def test_heights_follow_the_values_from_zero():
    chart = drawn(point("2021", 100.0), point("2022", 200.0))
    low, high = (chart.base - bar.high.y for bar in chart.bars)
    assert high == pytest.approx(2 * low, abs=0.2)


def test_sources_that_differ_are_both_drawn():
    chart = drawn(point("2021", 340e6, 410e6, disputed=True), point("2022", 350e6))
    assert [level.shown for level in chart.bars[0].levels] == ["340 млн долл. США", "410 млн долл. США"]
    assert "340 млн долл. США / 410 млн долл. США" in chart.told


def test_values_that_agree_are_one():
    chart = drawn(point("2021", 340e6, 341e6), point("2022", 350e6))
    assert len(chart.bars[0].levels) == 1


def test_only_the_commonest_unit_is_drawn():
    chart = drawn(point("2021", 5.0), point("2022", 6.0), point("2023", 7.0, unit="RUB"))
    assert [bar.title.split(" ")[0] for bar in chart.bars] == ["2021", "2022"]


@pytest.mark.parametrize(
    "points",
    [
        (),
        (point("2021", 5.0),),
        (point("2021", None), point("2022", None)),
        (point(None, 5.0), point(None, 6.0)),
        (point("2021", 5.0), point("2022-05/..", 6.0)),
        (point("2021", 5.0), point("2022", -6.0)),
    ],
)
def test_what_makes_no_chart(points: tuple[Point, ...]):
    assert charts.figures(series(*points), "ru") is None


YEARS = st.lists(st.integers(1950, 2060), min_size=2, max_size=40, unique=True)


@given(YEARS, st.data())
def test_everything_stays_in_the_frame_and_labels_apart(years: list[int], data: st.DataObject):
    numbers = data.draw(st.lists(st.floats(0.001, 1e13), min_size=len(years), max_size=len(years)))
    chart = drawn(*(point(str(year), number) for year, number in sorted(zip(years, numbers, strict=True))))
    labels = []
    for bar in chart.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= chart.width + charts.NARROWEST
        assert all(charts.TOP <= level.y <= chart.base for level in bar.levels)
        if bar.label:
            half = len(bar.label) * charts.LETTER / 2
            start = min(max(bar.middle - half, 0), chart.width - 2 * half)
            labels.append((start, start + 2 * half))
    assert chart.bars[-1].label
    assert all(one[1] <= other[0] for one, other in pairwise(labels))
    assert chart.ticks
    assert all(after.x - tick.x > 30 for tick, after in pairwise(chart.ticks))


@given(st.dictionaries(st.sampled_from(["kept", "overdue", "promised"]), st.integers(0, 10**6)))
def test_shares_make_a_whole(counts: dict[str, int]):
    parts = charts.shares(counts)
    assert [part.name for part in parts] == [name for name, count in counts.items() if count]
    if parts:
        assert sum(part.width for part in parts) == pytest.approx(100, abs=0.01)
        assert parts[0].x == 0


def test_a_strip_has_a_dot_a_year():
    dots = charts.strip({2021: 4, 2023: 1}, 2020, 2023)
    assert [(dot.year, dot.x) for dot in dots] == [(2021, 45.0), (2023, 105.0)]
    assert dots[0].radius > dots[1].radius


def test_columns_stand_on_the_base():
    tall, none, short = charts.columns([("2021", 10), ("2022", 0), ("2023", 1)], 240, 40)
    assert (tall.y, tall.height) == (0, 40)
    assert none.height == 0
    assert short.y + short.height == pytest.approx(40)
