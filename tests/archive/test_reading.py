"""Archives read as a whole: the same records as `read` gives, faults apart, resumed without loss or doubles."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys

import pytest
from tests.archive.conftest import json_lines, stories, table

import servanda.store
from servanda.archive import engines, enter_archive, parts, read_archive, reading
from servanda.errors import UsageError
from servanda.model.story import RawItem
from servanda.pipeline import read
from servanda.stories import clean

TATAR = "Татарстан Республикасы Рәисе Казанда җитештерү предприятиесен ачты һәм хезмәткәрләр белән күреште. " * 3
PAGES = (("200 OK", "text/html; charset=utf-8"), ("404 Not Found", "text/html"), ("200 OK", "image/png"))


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(parts, "SIZE", 1500)


def _read(archive, out, **options):
    return list(read_archive([str(archive)], out, workers=1, **options))[-1]


def test_it_gives_what_read_gives_by_month(archive, tmp_path):
    rows = stories(7)
    (archive / "news.jsonl").write_bytes(json_lines(rows))
    last = _read(archive, tmp_path / "out")
    assert (last.state, last.articles, last.faults) == ("done", 7, 0)
    expected = [one.record() for one in read(clean(RawItem("", r["text"], id=r["id"], date=r["date"])) for r in rows)]
    told = table(tmp_path / "out", "stories")
    assert [row["id"] for row in told] == [record["id"] for record in expected]
    assert [row["month"] for row in told[:3]] == ["2023-05", "unknown", "2024-01"]
    events = table(tmp_path / "out", "events")
    assert events
    for record in expected:
        own = [event for event in events if event["story"] == record["id"]]
        assert [{slot: event[slot] for slot in record["events"][0]} for event in own] == record["events"]
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert manifest["counts"]["events"] == len(events)
    assert manifest["asked"]["inputs"][0]["size"] == (archive / "news.jsonl").stat().st_size
    assert set(manifest["asked"]["tables"]) >= {"knowledge", "coding"}
    assert not (tmp_path / "out/parts").exists()


def test_faults_are_told_and_stop_nothing(archive, tmp_path, small):
    rows = [{"id": "t", "text": TATAR}, {"id": "e", "text": " "}, *stories(3)]
    (archive / "news.jsonl").write_bytes(json_lines(rows) + b"[1\n\xff\xfe\n")
    last = _read(archive, tmp_path / "out")
    assert (last.articles, last.faults) == (3, 4)
    faults = table(tmp_path / "out", "faults")
    assert [fault["error"] for fault in faults[:3]] == ["NotRussian", "EmptyInput", "NotText"]
    assert all(fault["reason"] and "news.jsonl" in fault["where"] for fault in faults)


def test_web_archives_are_read(archive, tmp_path):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    paragraphs = "".join(f"<p>{row['text']} Об этом рассказали в правительстве республики.</p>" for row in stories(3))
    page = f"<html><body><article><h1>Рейс откроют</h1>{paragraphs}</article></body></html>".encode()
    with (archive / "crawl.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for status, kind in PAGES:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            url, body = f"https://sosedi.example/{kind[:5]}{status[:3]}", io.BytesIO(page)
            writer.write_record(writer.create_warc_record(url, "response", payload=body, http_headers=headers))
    last = _read(archive, tmp_path / "out")
    assert (last.articles, last.faults) == (1, 0)
    assert table(tmp_path / "out", "stories")[0]["url"] == "https://sosedi.example/text/200"
    assert table(tmp_path / "out", "events")


def test_a_reading_broken_off_is_resumed_where_it_was(archive, tmp_path, small, monkeypatch):
    (archive / "news.jsonl").write_bytes(json_lines(stories(12)))
    _read(archive, tmp_path / "whole")
    steps = read_archive([str(archive)], tmp_path / "out", workers=1)
    while next(steps).parts < 2:
        pass
    steps.close()
    with pytest.raises(UsageError, match="not empty"):
        _read(archive, tmp_path / "out")
    given_out = []
    run = engines.run
    monkeypatch.setattr(engines, "run", lambda given, *rest: given_out.extend(given) or run(given, *rest))
    assert _read(archive, tmp_path / "out", resume=True).articles == 12
    assert 0 not in [part.number for part in given_out]
    for name in ("stories", "events"):
        assert table(tmp_path / "out", name) == table(tmp_path / "whole", name)
    again = list(read_archive([str(archive)], tmp_path / "out", resume=True))
    assert [step.state for step in again] == ["done"]


def test_another_reading_is_not_resumed(archive, tmp_path):
    (archive / "news.jsonl").write_bytes(json_lines(stories(1)))
    _read(archive, tmp_path / "out")
    (archive / "news.jsonl").write_bytes(json_lines(stories(2)))
    with pytest.raises(UsageError, match="other inputs"):
        _read(archive, tmp_path / "out", resume=True)


KILLED = """
import sys
from pathlib import Path
from servanda.archive import parts, read_archive
parts.SIZE = 1500
if __name__ == "__main__":
    for step in read_archive([sys.argv[1]], Path(sys.argv[2]), workers=1):
        print(step.parts, flush=True)
"""


@pytest.mark.slow
def test_killed_and_resumed_it_neither_loses_nor_doubles(archive, tmp_path, small):
    (archive / "news.jsonl").write_bytes(json_lines(stories(60)))
    words = [sys.executable, "-c", KILLED, str(archive), str(tmp_path / "out")]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= 2:
            os.killpg(process.pid, signal.SIGKILL)
            break
    process.communicate()
    assert not (tmp_path / "out/manifest.json").exists()
    assert _read(archive, tmp_path / "out", resume=True).articles == 60
    assert [row["id"] for row in table(tmp_path / "out", "stories")] == [f"s{at}" for at in range(60)]


def test_a_record_that_ends_its_process_is_found_and_told(archive, tmp_path, monkeypatch):
    (archive / "news.jsonl").write_bytes(json_lines(stories(7)))

    def lost(*_):
        raise engines.Lost
        yield

    def apart(call, part, *span):
        return None if span and span[0] <= 4 < span[1] else call(part, *span)

    monkeypatch.setattr(engines, "run", lost)
    monkeypatch.setattr(reading, "_apart", apart)
    last = _read(archive, tmp_path / "out")
    assert (last.articles, last.faults) == (6, 1)
    assert "record 5" in table(tmp_path / "out", "faults")[0]["where"]
    assert [row["id"] for row in table(tmp_path / "out", "stories")] == ["s0", "s1", "s2", "s3", "s5", "s6"]


def test_what_is_not_installed_and_what_is_no_engine_is_told(archive, tmp_path, monkeypatch):
    (archive / "news.jsonl").write_bytes(json_lines(stories(1)))
    monkeypatch.setitem(sys.modules, "daft", None)
    with pytest.raises(UsageError, match=r"install servanda\[archive\]"):
        _read(archive, tmp_path / "out")
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(UsageError, match=r"install servanda\[archive\]"):
        _read(archive, tmp_path / "out", engine="ray://127.0.0.1:1", resume=True)
    with pytest.raises(UsageError, match="no engine"):
        _read(archive, tmp_path / "out", engine="spark", resume=True)


def test_entering_twice_changes_nothing_and_joins_reprints(archive, tmp_path):
    rows = stories(3)
    rows[0]["text"] += (
        " Перелёт займёт три с половиной часа, билеты поступят в продажу осенью. Хоким напомнил, что в прошлом году "
        "республику посетили две делегации ташкентских предпринимателей, которые осмотрели площадки кабельного завода."
    )
    reprint = {**rows[0], "id": "again", "source": "other.example", "date": "2023-05-03"}
    (archive / "news.jsonl").write_bytes(json_lines([*rows, reprint]))
    out = tmp_path / "out"
    register = servanda.store.open(f"sqlite:///{tmp_path}/register.db")
    with pytest.raises(UsageError, match="no finished reading"):
        list(enter_archive(out, register))
    _read(archive, out)
    first = list(enter_archive(out, register))
    assert [one.story for one in first] == ["s0", "again", "s2"]
    assert [one.reprint_of for one in first] == [None, "s0", None]
    before = [(pledge.id, pledge.status) for pledge in register.pledges()]
    assert {one.state for one in enter_archive(out, register)} == {"unchanged"}
    assert [(pledge.id, pledge.status) for pledge in register.pledges()] == before
    own = servanda.store.open(f"sqlite:///{tmp_path}/own.db")
    same = (RawItem("", r["text"], id=r["id"], date=r["date"], source=r["source"]) for r in (rows[0], reprint, rows[2]))
    for one in read(map(clean, same)):
        own.enter(one.story, one.coding)
    assert [(pledge.id, pledge.status) for pledge in own.pledges()] == before
    assert "s1" in [one.story for one in enter_archive(out, register, all=True)]
