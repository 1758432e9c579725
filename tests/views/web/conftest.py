"""The site over a register of made-up stories, and those who visit it."""

from __future__ import annotations

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


@pytest.fixture
def app(tmp_path: Path):
    """The site, with the stories of tests/views/sample.py entered, and users called reader, editor and admin."""
    made = create_app(f"sqlite:///{tmp_path / 'site.db'}", Settings(), clock=CLOCK)
    here = made.state.place
    for told in sample.stories():
        here.register.enter(told.story, told.coding)
    for role in ("reader", "editor", "admin"):
        here.users.add(role, role, "")
    return made


@pytest.fixture
def visitor(app) -> Iterator[Callable[[str | None], TestClient]]:
    """Makes a client that is signed in with a role, or not at all; it sends what a browser sends from a page."""
    with TestClient(app, base_url="http://localhost") as running:
        def made(role: str | None = None) -> TestClient:
            client = TestClient(
                app, "http://localhost", raise_server_exceptions=False, headers=SAME, follow_redirects=False
            )
            if role:
                user = app.state.place.users.password_of(role)[0]
                client.cookies.set("servanda", app.state.place.sessions.begin(user, "test"))
            return client

        yield made
        running.close()


@pytest.fixture
def client(visitor) -> SimpleNamespace:
    """`client.reader`, `client.editor`, `client.admin`, signed in, and `client.nobody`."""
    roles = {role: visitor(role) for role in ("reader", "editor", "admin")}
    return SimpleNamespace(**roles, nobody=visitor(None))
