"""A part read by one process: its rows are packed as they come."""

from __future__ import annotations

import io

import pytest
from pyarrow.parquet import ParquetFile
from tests.archive.conftest import json_lines, stories

from servanda.archive import inputs, work
from servanda.archive.parts import Part
from servanda.archive.work import read_part

ROWS = [*stories(8), {"id": "empty", "text": ""}, *stories(3)]


@pytest.fixture
def part(archive):
    (archive / "news.jsonl").write_bytes(json_lines(ROWS))
    (found,) = inputs.find([str(archive)])
    return Part(0, found)


def test_small_packs_hold_the_same_rows(part, monkeypatch):
    whole = read_part(part)
    monkeypatch.setattr(work, "WAITING", 1)
    packed = read_part(part)
    assert packed.counts == whole.counts
    assert packed.counts["stories"] == 11
    assert packed.counts["faults"] == 1
    for table, content in packed.tables.items():
        one, other = (ParquetFile(io.BytesIO(file)) for file in (content, whole.tables[table]))
        assert one.read() == other.read()
        assert other.num_row_groups == 1
    assert ParquetFile(io.BytesIO(packed.tables["stories"])).num_row_groups == 11
