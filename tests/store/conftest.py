"""Registers to test on, and made-up stories to enter."""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType

import pytest

import servanda.store as store
from servanda.model.event import Coding, Event
from servanda.model.span import Span
from servanda.model.story import Story
from servanda.register.register import Clock, Register

CLOCK = Clock(today=lambda: date(2026, 3, 1), now=lambda: datetime(2026, 3, 1, 12, tzinfo=UTC))
CHAINS = Path(__file__).parent.parent / "register" / "chains.tsv"


def told(
    id: str, day: str | None, *events: Event, sentences: tuple[str, ...] = (), **about: str
) -> tuple[Story, Coding]:
    """A story with one sentence an event, each event resting on its own."""
    lines = [*(sentences or [f"{event.what} — {event.stage}." for event in events])]
    text = " ".join(lines) or "Без событий."
    coded, at = [], 0
    for event, line in zip(events, lines, strict=True):
        span = Span(at, at + len(line))
        coded.append(Event(**{**_slots(event), "evidence": (span,)}))
        at = span.end + 1
    story = Story(id=id, text=text, clean=text, body=(Span(0, len(text)),), date=day, **about)
    return story, Coding(tuple(coded))


def _slots(event: Event) -> dict:
    return {name: getattr(event, name) for name in Event.__slots__}


@pytest.fixture(scope="session")
def chain_stories() -> list[tuple[Story, Coding]]:
    lines = CHAINS.read_text("utf-8").splitlines()
    stories: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
        stories.setdefault(row["story"], []).append(row)
    return [
        told(
            id,
            rows[0]["date"],
            *map(_event, rows),
            sentences=tuple(row["sentence"] for row in rows),
            url=rows[0]["url"],
            source=rows[0]["url"].split("/")[2],
        )
        for id, rows in stories.items()
    ]


def _event(row: dict[str, str]) -> Event:
    return Event(
        kind=row["kind"],
        stage=row["stage"],
        polities=tuple(row["polities"].split()),
        what=row["what"],
        when=row["when"] or None,
        where=row["where"] or None,
        within=row["within"] or None,
        actors=tuple(name for name in row["actors"].split(";") if name),
        fields=tuple(row["fields"].split()),
    )


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of an empty database; its server lives as long as the test run."""
    server = _server()
    if reason := server.missing():
        pytest.skip(reason)
    with server.running() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, new_url: Callable[[str], str]) -> str:
    """The address of a register that does not exist yet, in each kind of database."""
    return new_url(request.param)


@pytest.fixture
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Addresses of registers that do not exist yet, by the kind of database."""
    made = 0

    def make(kind: str) -> str:
        nonlocal made
        made += 1
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / f'register{made}.db'}"
        return _emptied(request.getfixturevalue("postgres"), f"test{made}")

    return make


def _emptied(server: str, name: str) -> str:
    """A database with nothing in it; tests use the same few in turn, as each takes its time to make."""
    import psycopg

    url = server.rsplit("/", 1)[0] + f"/{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            connection.execute(f"CREATE DATABASE {name}")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            (name,),
        )
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return url


def _server() -> ModuleType:
    spec = importlib.util.spec_from_file_location("postgres_server", Path(__file__).parent / "server.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def register(url: str) -> Iterator[Register]:
    opened = store.open(url, CLOCK)
    yield opened
    opened.ledger.engine.dispose()


@pytest.fixture
def memory() -> Callable[[], Register]:
    return lambda: store.open("sqlite://", CLOCK)


@pytest.fixture
def story() -> Callable[..., tuple[Story, Coding]]:
    return told
