"""Backup, restore and doctor."""

from __future__ import annotations

import json


def test_backup_and_restore(held, tmp_path):
    copy = tmp_path / "copy.servanda"
    sealed = held("backup", copy)
    assert sealed.status == 0
    assert held("backup", copy).status == 1
    other = f"sqlite:///{tmp_path}/other.db"
    restored = held("restore", copy, "--register", other)
    assert restored.out.split()[-1] == sealed.out.split()[-1]
    assert held("pledges", "--format", "jsonl", "--register", other).out == held("pledges", "--format", "jsonl").out


def test_restore_asks_before_it_replaces(held, tmp_path):
    copy = tmp_path / "copy.servanda"
    held("backup", copy)
    status, _, err = held("restore", copy)
    assert (status, "holds 4 stories that would be replaced; say --yes" in err) == (2, True)
    assert held("restore", copy, "--yes").status == 0


def test_restore_of_no_backup(held, tmp_path):
    (tmp_path / "x").write_text("нет")
    status, out, err = held("restore", tmp_path / "x", "--yes")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "4" in held("doctor").out


def test_doctor(held, tmp_path):
    done = held("doctor")
    assert (done.status, done.err) == (0, "")
    assert "  stories             4" in done.out
    assert done.out.endswith("\nsound\n")
    assert json.loads(held("doctor", "--format", "jsonl").out)["faults"] == []
    (tmp_path / "broken.db").write_bytes(b"SQLite format 3\x00" + b"\x07" * 4096)
    status, out, err = held("doctor", "--register", f"sqlite:///{tmp_path}/broken.db")
    assert (status, out, err.count("\n")) == (1, "", 1)
