"""The sample of what is coded in ordinary news: which texts it is drawn from, and that it is the same each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import false_alarms

STORIES = [{"id": f"s{number}", "text": f"Новость номер {number}.", "date": "2024-05-01"} for number in range(40)]
EVENT = {"kind": "meeting", "stage": "done", "polities": ["RU-BA", "KZ"], "evidence": ["Они встретились."]}


def test_known_texts_are_left_out_by_id_and_by_text():
    known = [{"id": "s3", "text": "Другой текст."}, {"id": "other", "text": "Новость номер 5."}]
    drawn = false_alarms.texts(STORIES, known, 100, seed=1)
    assert {row["id"] for row in drawn} == {row["id"] for row in STORIES} - {"s3", "s5"}


def test_order_of_the_file_does_not_matter_and_the_seed_does():
    drawn = false_alarms.texts(STORIES, [], 10, seed=1)
    assert len(drawn) == 10
    assert false_alarms.texts(STORIES[::-1], [], 10, seed=1) == drawn
    assert false_alarms.texts(STORIES, [], 10, seed=2) != drawn


def test_sample_is_printed_as_json_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "news.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in STORIES), "utf-8")
    monkeypatch.setattr(
        false_alarms, "read", lambda stories: [{"id": row["id"], "events": [EVENT] * 2} for row in stories]
    )
    assert false_alarms.main([str(file), "--texts", "20", "--sample", "7"]) == 0
    told = capsys.readouterr()
    lines = [json.loads(line) for line in told.out.splitlines()]
    assert [line["number"] for line in lines] == [1, 2, 3, 4, 5, 6, 7]
    assert all(line["date"] == "2024-05-01" and line["kind"] == "meeting" for line in lines)
    assert "20 texts drawn, 20 read, 20 with an event; 40 events, 7 drawn" in told.err
