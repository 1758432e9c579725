"""Every format out of either database: PostgreSQL gives what SQLite gives."""

from __future__ import annotations

import hashlib
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.views import sample

import servanda.store as store
from servanda.register.register import Clock, Register
from servanda.register.where import Where
from servanda.views.export import FORMATS, export
from servanda.views.export.content import Options
from servanda.views.export.joining import join
from servanda.views.export.source import content

TODAY = date(2025, 2, 1)
WHERES = (Where(promised=None), Where(kind="connection", polities=("UZ",), text="рейсы", promised=None))


def filled(url: str) -> Register:
    register = store.open(url, Clock(today=lambda: TODAY))
    for told in sample.stories():
        register.enter(told.story, told.coding)
    plant = next(one for one in register.pledges() if one.kind == "project")
    register.decide("rate", plant.id, user="анна", value="broken", reason="завод не строят")
    return register


def written(register: Register, format: str, where: Where, out: Path) -> str:
    with register.ledger.reading():
        count = export(format, content(register, TODAY, where), out, Options(title="Уфа и соседи"))
    assert count > 0
    files = sorted(out.rglob("*")) if out.is_dir() else [out]
    told = b"".join(file.read_bytes() for file in files if file.is_file() and file.suffix != ".xlsx")
    return hashlib.sha256(told).hexdigest()


@pytest.mark.postgres
def test_postgresql_gives_what_sqlite_gives(new_url, tmp_path: Path) -> None:
    registers = {kind: filled(new_url(kind)) for kind in ("sqlite", "postgresql")}
    for format in FORMATS:
        if format == "ftm" and find_spec("icu") is None:
            continue
        for number, where in enumerate(WHERES):
            found = {
                kind: written(register, format, where, tmp_path / f"{kind}{number}.{format}")
                for kind, register in registers.items()
            }
            assert format in TIMED or found["sqlite"] == found["postgresql"], (format, where)
    registers["postgresql"].ledger.engine.dispose()


TIMED = ("datapackage", "jsonl", "xlsx")
"""Formats that say when a story was entered, when a decision was made, or when they were written themselves."""


@pytest.mark.postgres
def test_postgresql_takes_in_what_sqlite_gave(new_url, tmp_path: Path) -> None:
    first, other = filled(new_url("sqlite")), store.open(new_url("postgresql"), Clock(today=lambda: TODAY))
    written(first, "jsonl", WHERES[0], tmp_path / "x.jsonl")
    assert {one.state for one in join(other, tmp_path / "x.jsonl")} == {"new"}
    assert [one.record() for one in other.pledges()] == [one.record() for one in first.pledges()]
    other.ledger.engine.dispose()
