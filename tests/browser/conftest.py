"""A real Chromium on the site, served on loopback over a register of the example stories, signed in as an admin."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from servanda.register.register import Clock

TODAY = date(2024, 3, 1)
CLOCK = Clock(today=lambda: TODAY, now=lambda: datetime(2024, 3, 1, 9, tzinfo=UTC))
WIDTHS = (360, 768, 1440)
THEMES = ("light", "dark")
LANGUAGES = ("ru", "en")
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
)


def chromium() -> str | None:
    """The browser of Debian's package."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


@dataclass
class Site:
    """A served site: its address, the app, and how to sign in to it."""

    url: str
    app: Any

    @property
    def register(self):
        return self.app.state.place.register

    def secret(self, role: str = "admin") -> str:
        """The secret of a new session of one of the users."""
        place = self.app.state.place
        return place.sessions.begin(place.users.password_of(role)[0], "Chromium")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site over the example stories as of 1 March 2024, with users called reader, editor and admin."""
    import uvicorn

    from servanda.cli.add import enter
    from servanda.cli.examples import examples
    from servanda.cli.inputs import Inputs
    from servanda.settings import Settings
    from servanda.views.web import create_app

    if chromium() is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    folder: Path = tmp_path_factory.mktemp("site")
    app = create_app(f"sqlite:///{folder / 'site.db'}", Settings(), clock=CLOCK)
    place = app.state.place
    list(enter(place.register, Inputs([examples()])))
    for role in ("reader", "editor", "admin"):
        place.users.add(role, role, "")
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.started
    yield Site(f"http://127.0.0.1:{listening.getsockname()[1]}", app)
    server.should_exit = True
    thread.join(timeout=30)


@dataclass
class Watched:
    """A page of the browser on the site, and what it said and asked for that it should not."""

    page: Any
    site: Site
    faults: list[str] = field(default_factory=list)

    def open(self, path: str, *, language: str = "ru", theme: str = "light", width: int = 1440) -> Any:
        """Go to an address of the site; gives Playwright's page."""
        self.page.context.set_extra_http_headers({"Accept-Language": language})
        self.page.emulate_media(color_scheme=theme)
        self.page.set_viewport_size({"width": width, "height": 900})
        response = self.page.goto(f"{self.site.url}{path}")
        assert response is not None
        assert response.status == 200, f"{path}: {response.status}"
        return self.page

    def sign_in(self, role: str) -> None:
        """Be one of the users from now on."""
        self.page.context.clear_cookies()
        self.page.context.add_cookies(
            [{"name": "servanda", "value": self.site.secret(role), "url": self.site.url, "sameSite": "Lax"}]
        )

    def settled(self) -> None:
        """Fail if the browser complained, or asked another host for anything."""
        found, self.faults[:] = list(self.faults), []
        assert found == []

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"{self.page.url}: {message.type}: {message.text}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((f"{self.site.url}/", "data:", "blob:")):
            self.faults.append(f"{self.page.url}: asked for {request.url}")


@pytest.fixture(scope="session")
def _watched(site: Site) -> Iterator[Watched]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*ARGUMENTS, *_unboxed()])
        context = browser.new_context(reduced_motion="reduce", service_workers="block")
        made = Watched(context.new_page(), site)
        made.page.on("console", made._said)
        made.page.on("pageerror", lambda error: made.faults.append(f"{made.page.url}: {error}"))
        context.on("request", made._asked)
        made.page.set_default_timeout(30_000)
        yield made
        browser.close()


def _unboxed() -> list[str]:
    return ["--no-sandbox"] if os.geteuid() == 0 else []


@pytest.fixture
def watched(_watched: Watched) -> Iterator[Watched]:
    """The one page of the browser, signed in as admin; a test fails if the browser had anything to complain of."""
    _watched.faults.clear()
    _watched.sign_in("admin")
    yield _watched
    _watched.settled()


@pytest.fixture
def shots() -> Callable[[Any, str], None]:
    """Keeps a picture of the page in the folder that SERVANDA_SHOTS names, for people to look at."""
    folder = os.environ.get("SERVANDA_SHOTS")

    def keep(page: Any, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(Path(folder, f"{name}.png")), full_page=True)

    return keep
