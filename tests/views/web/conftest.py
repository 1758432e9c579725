"""The site over a register of made-up stories, and those who visit it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient
from tests.views import sample

from servanda.register.register import Clock
from servanda.settings import Settings
from servanda.views.web import create_app

CLOCK = Clock(today=lambda: date(2025, 2, 1), now=lambda: datetime(2025, 2, 1, 12, tzinfo=UTC))
PASSWORD = "длинный пароль для проверки"
SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with the stories of tests/views/sample.py, and users called reader, editor and admin."""
    path = tmp_path_factory.mktemp("kept") / "site.db"
    here = create_app(f"sqlite:///{path}", Settings(), clock=CLOCK).state.place
    for told in sample.stories():
        here.register.enter(told.story, told.coding)
    for role in ("reader", "editor", "admin"):
        here.users.add(role, role, "")
    here.ledger.engine.dispose()
    return path


@pytest.fixture
def app(kept: Path, tmp_path: Path):
    """The site over a copy of that register, which a test may change."""
    shutil.copyfile(kept, tmp_path / "site.db")
    return create_app(f"sqlite:///{tmp_path / 'site.db'}", Settings(), clock=CLOCK)


@pytest.fixture
def visitor(app) -> Iterator[Callable[[str | None], TestClient]]:
    """Makes a client that is signed in with a role, or not at all; it sends what a browser sends from a page."""
    with TestClient(app, base_url="http://localhost"):

        def made(role: str | None = None) -> TestClient:
            client = TestClient(
                app, "http://localhost", raise_server_exceptions=False, headers=SAME, follow_redirects=False
            )
            if role:
                user = app.state.place.users.password_of(role)[0]
                client.cookies.set("servanda", app.state.place.sessions.begin(user, "test"))
            return client

        yield made


@pytest.fixture
def client(visitor) -> SimpleNamespace:
    """`client.reader`, `client.editor`, `client.admin`, signed in, and `client.nobody`."""
    roles = {role: visitor(role) for role in ("reader", "editor", "admin")}
    return SimpleNamespace(**roles, nobody=visitor(None))
