"""`servanda archive` as from a shell."""

from __future__ import annotations

from tests.archive.conftest import json_lines, stories


def test_an_archive_is_read_and_entered(run, tmp_path):
    news, out, register = tmp_path / "news.jsonl", tmp_path / "out", f"sqlite:///{tmp_path}/register.db"
    news.write_bytes(json_lines(stories(3)))
    done = run("archive", "read", news, "--out", out, "--workers", 1)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("3 articles; tables and manifest.json are in ")
    assert run("archive", "read", news, "--out", out).status == 2
    assert run("archive", "read", news, "--out", out, "--resume").out == done.out
    entered = run("archive", "enter", out, "--register", register)
    assert entered.status == 0
    assert entered.out.startswith("stories: 2 new, 0 changed, 0 held already")
    again = run("archive", "enter", out, "--register", register)
    assert again.out.startswith("stories: 0 new, 0 changed, 2 held already")


def test_what_cannot_be_read_is_counted_and_told_by_the_exit_status(run, tmp_path):
    news = tmp_path / "news.jsonl"
    news.write_bytes(json_lines(stories(1)) + b"[\n")
    done = run("archive", "read", news, "--out", tmp_path / "out", "--workers", 1)
    assert (done.status, done.err) == (1, "")
    assert "1 that could not be read" in done.out


def test_wrong_use_is_one_line(run, tmp_path):
    for words, told in {
        ("read", tmp_path / "none*.jsonl", "--out", tmp_path / "out"): "nothing to read there",
        ("read", tmp_path): "--out",
        ("enter", tmp_path): "no finished reading",
        ("enter", tmp_path, tmp_path): "one folder",
    }.items():
        done = run("archive", *words)
        assert done.status == 2
        assert told in done.err
        assert done.err.count("\n") == 1
