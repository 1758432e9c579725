"""A backup holds all; restoring it is checked first; the doctor sees what is wrong."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import inspect, select, text

import servanda.store as store
from servanda.errors import RegisterError
from servanda.model.event import Event
from servanda.store.contents import contents, fingerprint
from servanda.store.copies import NUMBERED
from servanda.store.migrate import revision, upgrade
from servanda.store.schema import REVISION, metadata
from servanda.store.tokens import Tokens
from servanda.store.users import Users

INDEXES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = :table AND sql IS NOT NULL",
    "postgresql": "SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid LEFT JOIN pg_constraint"
    " ON conindid = indexrelid AND contype IN ('p', 'u')"
    " WHERE indrelid = CAST(:table AS regclass) AND conindid IS NULL",
}
"""By dialect, the names of a table's indexes that no constraint made; of those over an expression SQLAlchemy sees none
in SQLite."""


@pytest.fixture
def filled(register, chain_stories, story):
    list(register.enter_many(chain_stories))
    register.enter(*story("extra", None, Event("agreement", "intended", ("RU-BA", "KZ"), what="соглашение о мёде")))
    register.enter(*story("extra", None, Event("agreement", "agreed", ("RU-BA", "KZ"), what="соглашение о мёде")))
    first = register.pledges()[0]
    register.decide("rate", first.id, user="Анна", value="broken", reason="нет")
    return register


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_a_backup_comes_back_whole_in_either_kind_of_database(filled, url, new_url, tmp_path, kind) -> None:
    path, other = tmp_path / "copy.servanda", new_url(kind)
    seal = store.backup(url, path)
    assert not list(tmp_path.glob("*.part*"))
    store.open(other).enter(*_something())
    assert store.restore(path, other) == seal
    again = store.open(other)
    assert list(contents(again.ledger)) == list(contents(filled.ledger))
    assert [one.id for one in again.search("соглашением")] == [one.id for one in filled.search("соглашением")]
    assert again.enter(*_something()).state == "new"
    assert sorted(one.name for one in tmp_path.iterdir() if "checked" in one.name) == []


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_numbers_go_on_after_a_backup_came_back(filled, url, new_url, tmp_path, kind) -> None:
    users, tokens = Users(filled.ledger, filled.clock), Tokens(filled.ledger, filled.clock)
    for name in ("Анна", "Борис"):
        tokens.add(users.add(name, "admin", ""), name, "reader")
    path, other = tmp_path / "copy.servanda", new_url(kind)
    store.backup(url, path)
    store.restore(path, other)
    again = store.open(other)
    numbers = {table.name: _numbers(again.ledger, table, column) for table, column in NUMBERED}
    users, tokens = Users(again.ledger, again.clock), Tokens(again.ledger, again.clock)
    tokens.add(users.add("Вера", "admin", ""), "ещё один", "reader")
    again.decide("rate", again.pledges()[0].id, user="Вера", value="kept")
    again.enter(*_something())
    for table, column in NUMBERED:
        (new,) = set(_numbers(again.ledger, table, column)) - set(numbers[table.name])
        assert new == max(numbers[table.name]) + 1
    again.ledger.engine.dispose()


def _numbers(ledger, table, column: str) -> list[int]:
    with ledger.reading():
        return list(ledger.connection.execute(select(table.c[column])).scalars())


def test_all_tables_that_count_their_rows_are_known_to_go_on() -> None:
    counting = {table.name for table in metadata.sorted_tables if table.autoincrement_column is not None}
    made_anew = {"summaries"}
    assert counting - made_anew == {table.name for table, _ in NUMBERED}


def _something():
    from servanda.model.event import Coding
    from servanda.model.story import Story

    return Story("one", "Текст.", "Текст.", ()), Coding()


def test_a_backup_never_replaces_a_file(filled, url, tmp_path) -> None:
    path = tmp_path / "copy"
    path.write_text("мои заметки")
    with pytest.raises(RegisterError, match="exists"):
        store.backup(url, path)
    assert path.read_text() == "мои заметки"


def test_a_backup_into_a_folder_that_is_not_there_is_one_line(filled, url, tmp_path) -> None:
    with pytest.raises(RegisterError):
        store.backup(url, tmp_path / "none" / "copy")


@pytest.mark.parametrize("harm", ["cut", "altered", "text", "missing", "another database"])
def test_a_backup_that_is_not_whole_replaces_nothing(filled, url, tmp_path, harm) -> None:
    path = tmp_path / "copy"
    store.backup(url, path)
    if harm == "cut":
        path.write_bytes(path.read_bytes()[:-5000])
    elif harm == "altered":
        with sqlite3.connect(path) as raw:
            raw.execute("UPDATE stories SET text = 'другое' WHERE nr = 1")
        raw.close()
    elif harm == "text":
        path.write_text("no backup")
    elif harm == "missing":
        path.unlink()
    else:
        path.unlink()
        sqlite3.connect(path).execute("CREATE TABLE notes (x)")
    before = fingerprint(filled.ledger)
    with pytest.raises(RegisterError) as caught:
        store.restore(path, url)
    assert "\n" not in str(caught.value)
    assert fingerprint(filled.ledger) == before


def test_the_doctor_finds_nothing_wrong_with_a_sound_register(filled, url) -> None:
    health = store.doctor(url)
    assert health.faults == ()
    assert health.revision == health.newest == REVISION
    assert health.counts["stories"] == 26
    assert health.counts["versions"] == 1
    assert health.counts["decisions"] == 1
    assert health.bytes > 1000


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("DELETE FROM links WHERE event IN (SELECT min(event) FROM links)", "stand in no pledge"),
        ("DELETE FROM words", "not in the index of words"),
        ("UPDATE links SET pledge = event", "are parted"),
        ("UPDATE stories SET reprint_of = 'nothing' WHERE nr = 1", "reprints are of stories that are gone"),
    ],
)
def test_the_doctor_says_what_is_wrong_and_what_to_do(filled, url, harm, said) -> None:
    with filled.ledger.writing():
        filled.ledger.connection.execute(text(harm))
    (fault,) = [fault for fault in store.doctor(url).faults if said in fault.what]
    assert "restore" in fault.remedy


def test_the_doctor_looks_at_what_is_no_register_of_this_release(url) -> None:
    register = store.open(url)
    with register.ledger.writing():
        register.ledger.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "newer release" in store.doctor(url).faults[0].what
    with pytest.raises(RegisterError, match="another release"):
        store.open(url)


def test_migrations_make_the_tables_that_the_program_uses(register) -> None:
    with register.ledger.reading():
        connection = register.ledger.connection
        assert revision(connection) == REVISION
        made = inspect(connection)
        for table in metadata.sorted_tables:
            columns = {column["name"]: column for column in made.get_columns(table.name)}
            assert set(columns) == {column.name for column in table.columns}
            assert {name for name, column in columns.items() if not column["nullable"]} == {
                column.name for column in table.columns if not column.nullable
            }
            names = connection.execute(text(INDEXES[connection.dialect.name]), {"table": table.name}).scalars()
            assert set(names) == {index.name for index in table.indexes}


def test_a_register_of_the_first_release_is_brought_up_to_date(url, story) -> None:
    from servanda.store.connection import connect, shown
    from servanda.store.ledger import SqlLedger

    ledger = SqlLedger(connect(url))
    with ledger.engine.begin() as connection:
        upgrade(connection, shown(ledger.engine), "0001")
        connection.execute(
            text(
                "INSERT INTO stories (id, version, text, digest, coding, terms, entered)"
                " VALUES ('old', 1, 'Текст.', '', '', '{}', '2026-01-01T00:00:00+00:00')"
            )
        )
    ledger.engine.dispose()
    register = store.open(url)
    assert register.story("old").text == "Текст."
    assert (
        register.enter(*story("new", "2024-01-01", Event("meeting", "intended", ("RU", "KZ"), what="визит"))).state
        == "new"
    )
