"""Killed, crowded, full, read-only: the register stays whole, and says in one line what is wrong."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from sqlalchemy import text

import servanda.store as store
from servanda.errors import RegisterBusy, RegisterError, UsageError
from servanda.model.event import Event
from servanda.store import connection
from servanda.store.contents import fingerprint

FORK = multiprocessing.get_context("fork")
KILLS = 50


def many(story, count: int):
    rng = random.Random(3)
    ends = ["KZ-71", "BY-HM", "UZ-TK", "KZ-75"]
    stages = ["considered", "intended", "agreed", "done", "stopped"]
    return [
        story(
            f"s{number:04}",
            f"{rng.randrange(2020, 2024)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}",
            Event("connection", rng.choice(stages), ("RU-BA/Уфа", rng.choice(ends)), what="прямой рейс"),
            Event("agreement", rng.choice(stages), ("RU-BA", "KZ"), what="соглашение о туризме"),
        )
        for number in range(count)
    ]


def enter_all(url: str, stories) -> None:
    for _ in store.open(url).enter_many(stories, batch=5):
        pass


def test_killed_at_any_moment_and_finished_it_is_as_if_undisturbed(url, new_url, story) -> None:
    stories, rng = many(story, 400), random.Random(11)
    kills = KILLS if url.startswith("sqlite") else KILLS // 5
    undisturbed = new_url(url.partition(":")[0])
    enter_all(undisturbed, stories)
    killed = 0
    for _ in range(kills):
        child = FORK.Process(target=enter_all, args=(url, stories))
        child.start()
        time.sleep(rng.uniform(0.0, 0.2))
        if child.is_alive():
            os.kill(child.pid, signal.SIGKILL)
        child.join()
        killed += child.exitcode == -signal.SIGKILL
    assert killed > kills // 2
    enter_all(url, stories)
    assert store.doctor(url).faults == ()
    assert fingerprint(store.open(url).ledger) == fingerprint(store.open(undisturbed).ledger)


def test_two_processes_write_at_once(url, new_url, story) -> None:
    stories = many(story, 40)
    store.open(url)
    writers = [FORK.Process(target=enter_all, args=(url, part)) for part in (stories[::2], stories[1::2], stories[:20])]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    alone = new_url(url.partition(":")[0])
    enter_all(alone, stories)
    assert fingerprint(store.open(url).ledger) == fingerprint(store.open(alone).ledger)


def test_two_processes_may_make_one_register_at_once(url, story) -> None:
    makers = [FORK.Process(target=enter_all, args=(url, many(story, 3))) for _ in range(3)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert [maker.exitcode for maker in makers] == [0, 0, 0]


def test_a_full_disk_is_one_clear_line_and_nothing_is_half_written(tmp_path, story) -> None:
    register = store.open(f"sqlite:///{tmp_path / 'r.db'}")
    register.enter(*many(story, 1)[0])
    before = fingerprint(register.ledger)
    with register.ledger.reading():
        pages = register.ledger.connection.execute(text("PRAGMA page_count")).scalar_one()
    full = store.open(f"sqlite:///{tmp_path / 'r.db'}")
    from sqlalchemy import event

    @event.listens_for(full.ledger.engine, "connect")
    def limit(raw, record) -> None:
        raw.execute(f"PRAGMA max_page_count={pages}")

    full.ledger.engine.dispose()
    with pytest.raises(RegisterError, match="the disk is full") as caught:
        list(full.enter_many(many(story, 200)))
    assert "\n" not in str(caught.value)
    assert fingerprint(register.ledger) == before


@pytest.mark.parametrize("folder_too", [False, True])
def test_a_read_only_register_can_be_read_and_says_why_it_takes_nothing(
    tmp_path, story, monkeypatch, folder_too
) -> None:
    path = tmp_path / "r.db"
    first, second = many(story, 2)
    writer = store.open(f"sqlite:///{path}")
    writer.enter(*first)
    writer.ledger.engine.dispose()
    monkeypatch.setattr(connection, "may_write", lambda path: path.is_dir() and not folder_too)
    register = store.open(f"sqlite:///{path}")
    assert register.story(first[0].id).id == first[0].id
    with pytest.raises(RegisterError, match="it is read-only") as caught:
        register.enter(*second)
    assert str(path) in str(caught.value)


def test_a_register_that_another_process_holds_too_long_is_busy(tmp_path, story, monkeypatch) -> None:
    path = tmp_path / "r.db"
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    register = store.open(f"sqlite:///{path}")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(RegisterBusy, match="another process"):
        register.enter(*many(story, 1)[0])
    other.execute("ROLLBACK")
    assert register.enter(*many(story, 1)[0]).state == "new"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"these are no pages of a database " * 100, "no register"),
        (b"SQLite format 3\x00" + b"\x10" * 4000, "damaged|no register"),
    ],
)
def test_a_file_that_is_no_register_is_left_alone(tmp_path, content, said) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    with pytest.raises(RegisterError, match=said) as caught:
        store.open(f"sqlite:///{path}")
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == content


@pytest.mark.parametrize("url", ["", "register.db", "mysql://root@localhost/x", "sqlite", "://"])
def test_addresses_without_sense_are_wrong_use(url) -> None:
    with pytest.raises(UsageError):
        store.open(url)


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all/r.db", "postgresql://nobody@127.0.0.1:1/none"])
def test_a_register_out_of_reach_is_one_clear_line(url) -> None:
    with pytest.raises(RegisterError) as caught:
        store.open(url)
    assert "\n" not in str(caught.value)
    assert not Path("/nowhere").exists()
