"""The site with a source's web that is a table of answers, and clients that bring tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient

from servanda.errors import SourceError
from servanda.sources.fetched import Fetched

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Лента Прибелья</title>
<item><title>Открыт новый рейс</title><link>https://lenta.example/1</link></item>
<item><title>Подписан договор</title><link>https://lenta.example/2</link></item></channel></rss>"""


class Table:
    """A web of few pages; what is not in it cannot be reached."""

    def __init__(self, pages: dict[str, str]) -> None:
        self.pages = pages

    def get(self, address: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        if address not in self.pages:
            raise SourceError("no such page", where=address, remedy="check the address")
        return Fetched(address, 200, self.pages[address].encode(), "application/rss+xml")


@pytest.fixture
def api(app) -> Iterator[Callable[[str | None], TestClient]]:
    """Makes a client that brings a token of one of the users, or none."""
    app.state.web = Table({"https://lenta.example/rss": FEED})
    def made(role: str | None = "admin") -> TestClient:
        headers = {"Sec-Fetch-Site": "same-origin"}
        if role:
            place = app.state.place
            secret = place.tokens.add(place.users.password_of(role)[0], "test", role)
            headers["Authorization"] = f"Bearer {secret}"
        return TestClient(app, base_url="http://localhost", headers=headers)

    with TestClient(app, base_url="http://localhost"):
        yield made
