"""Exports hold one pledge at a time: four times the pledges take no more memory."""

import tracemalloc

import pytest
from tests.views import sample

from servanda.views.export import FORMATS, export
from servanda.views.export.content import Content, Options, Told

try:
    import followthemoney
except ImportError:
    followthemoney = None
GROWS = 250_000
"""Bytes by which 300 more pledges may raise the peak: caches of days, hashes of eight bytes for followthemoney."""
LINK = 1000
"""Bytes that an active link of a workbook may take: there are at most 60,000 a sheet."""


def peak(name, number, path):
    pledges = (sample.one_of_many(at) for at in range(number))
    told = (Told(one.story, one.coding) for _ in range(number) for one in sample.stories())
    tracemalloc.start()
    export(name, Content(pledges, (), told, (), "2025-02-01"), path, Options())
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return highest


@pytest.mark.parametrize("name", FORMATS)
def test_memory_does_not_grow(tmp_path, name, monkeypatch):
    if name == "ftm" and followthemoney is None:
        pytest.skip("the extra ftm is not installed")
    monkeypatch.setattr("servanda.views.export.parquet.ROWS", 100)
    export(name, sample.content(), tmp_path / f"w.{name}", Options())
    few = peak(name, 100, tmp_path / f"f.{name}")
    many = peak(name, 400, tmp_path / f"m.{name}")
    links = 300 * 4 if name == "xlsx" else 0
    assert many - few < GROWS + links * LINK, (few, many)
