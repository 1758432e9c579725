"""Cutting inputs into parts: whatever the cuts, the records are the same, each once, under the same names."""

from __future__ import annotations

import gzip
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.archive.conftest import json_lines, stories

from servanda.archive import inputs, parts
from servanda.archive.parts import Part, _by_lines
from servanda.errors import InputError, UsageError


@given(st.lists(st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"")), max_size=30), st.integers(1, 90))
def test_ranges_are_whole_lines_one_after_another(lines, size):
    content = b"\n".join(lines)
    ranges = list(_by_lines(io.BytesIO(content), size))
    assert b"".join(content[start:end] for start, end, _ in ranges) == content
    for start, end, before in ranges:
        assert before == content[:start].count(b"\n")
        assert end == len(content) or content[end - 1 : end] == b"\n"
        assert b"\n" not in content[start + size - 1 : end - 1]


def _all(path):
    (found,) = inputs.find([str(path)])
    cut = list(parts.cut(found, Part(0, found)))
    return cut, [item for part in cut for item in parts.items(part)]


def _zstd(content: bytes) -> bytes:
    return pa.compress(content, codec="zstd", asbytes=True)


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "jsonl.zst", "csv", "csv.gz", "parquet"])
def test_any_cuts_give_the_same_records(archive, monkeypatch, ending):
    rows = [{key: value for key, value in row.items() if key != "id"} for row in stories(11)]
    path = archive / f"news.{ending}"
    if ending == "parquet":
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=4)
    elif ending.startswith("csv"):
        lines = ["text,date", *(f'"{row["text"]}\n",{row["date"] or ""}' for row in rows)]
        content = "\n".join(lines).encode()
        path.write_bytes(gzip.compress(content) if ending.endswith("gz") else content)
    else:
        pack = {"gz": gzip.compress, "zst": _zstd}.get(ending.rpartition(".")[2], bytes)
        half = json_lines(rows[:5]), json_lines(rows[5:])
        path.write_bytes(b"".join(map(pack, half)))
    whole_parts, whole = _all(path)
    monkeypatch.setattr(parts, "SIZE", 700)
    monkeypatch.setattr(parts, "RECORDS", 3)
    cut_parts, cut = _all(path)
    assert len(whole_parts) == 1
    assert len(cut_parts) > 2
    assert cut == whole
    assert len({item.id for item in whole}) == len(whole) == 11


def test_a_broken_line_stands_for_itself_alone(archive, monkeypatch):
    monkeypatch.setattr(parts, "SIZE", 300)
    (archive / "news.jsonl").write_bytes(json_lines(stories(2)) + b'{"id": \n\n' + json_lines(stories(2)))
    _, found = _all(archive / "news.jsonl")
    errors = [item for item in found if isinstance(item, InputError)]
    assert len(found) == 5
    assert [error.where.rpartition(":")[2] for error in errors] == ["3"]


@pytest.mark.parametrize("content", [b"", b"PAR1 but no table", b"\x1f\x8b broken"])
@pytest.mark.parametrize("name", ["a.parquet", "a.csv.gz", "a.jsonl.gz", "a.warc.gz", "a.jsonl.zst"])
def test_what_is_broken_as_a_whole_is_one_part_with_an_error(archive, name, content):
    (archive / name).write_bytes(content)
    cut, found = _all(archive / name)
    assert len(cut) == 1
    assert found
    assert all(isinstance(item, InputError) for item in found)


def test_patterns_find_files_once_and_sorted(archive):
    for name in ("b.jsonl", "a.csv", "deep/c.warc.gz", "notes.txt"):
        (archive / name).parent.mkdir(exist_ok=True)
        (archive / name).write_bytes(b"")
    found = inputs.find([str(archive), str(archive / "*.jsonl")])
    assert [one.path.removeprefix(f"{archive}/") for one in found] == ["a.csv", "b.jsonl", "deep/c.warc.gz"]
    with pytest.raises(UsageError, match="nothing to read there"):
        inputs.find([str(archive / "*.txt")])


def test_files_of_one_name_are_told_apart(archive):
    for folder in ("2022", "2023"):
        (archive / folder).mkdir()
        (archive / folder / "news.jsonl").write_bytes(json_lines(stories(1)))
    assert len({one.name for one in inputs.find([str(archive)])}) == 2
