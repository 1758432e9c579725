"""Sources in the browser: one is tried, kept, asked, paused and removed; a search is published."""

from __future__ import annotations

import pytest
from tests.browser.conftest import Watched

from servanda.errors import SourceError
from servanda.register.where import Where
from servanda.sources.fetched import Fetched
from servanda.views.queries.searches import forget, save

pytestmark = pytest.mark.browser
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Лента Заречья</title>
<item><title>Рейс откроют осенью</title><link>https://zarechye.example/1</link></item></channel></rss>"""
STORY = """<html><head><title>Рейс откроют осенью</title></head><body><article><h1>Рейс откроют осенью</h1>
<p>Казань и Самарканд договорились открыть прямое авиасообщение до конца 2024 года, сообщили в министерстве
транспорта. Стороны обсудили расписание полётов и тарифы на переговорах в Казани.</p></article></body></html>"""
PAGES = {"https://zarechye.example/rss": FEED, "https://zarechye.example/1": STORY}


class Table:
    """A web of two pages."""

    def get(self, address: str, **conditions: object) -> Fetched:
        if address not in PAGES:
            raise SourceError("no such page", where=address)
        kind = "application/rss+xml" if address.endswith("rss") else "text/html; charset=utf-8"
        return Fetched(address, 200, PAGES[address].encode(), kind)


def test_a_source_from_trial_to_removal(watched: Watched, shots) -> None:
    watched.site.app.state.web = Table()
    watched.site.app.state.fetching = None
    page = watched.open("/sources", language="en")
    page.get_by_label("Address", exact=True).fill("https://nothing.example/rss")
    page.get_by_role("button", name="Try it").click()
    assert "no such page" in page.get_by_role("alert").inner_text()
    watched.faults[:] = [fault for fault in watched.faults if "422" not in fault]
    page.get_by_label("Address", exact=True).fill("zarechye.example/rss")
    page.get_by_role("button", name="Try it").click()
    assert page.get_by_text("Рейс откроют осенью").is_visible()
    shots(page, "sources-tried")
    page.get_by_role("button", name="Keep it").click()
    row = page.get_by_role("row").filter(has_text="Лента Заречья")
    assert "not asked yet" in row.inner_text()
    row.get_by_role("button", name="Ask now").click()
    page.get_by_text("The last round has ended").wait_for(timeout=60_000)
    assert "new stories: 1" in page.locator("#round").inner_text()
    shots(page, "sources-round")
    row = page.get_by_role("row").filter(has_text="Лента Заречья")
    row.get_by_text("well").wait_for()
    assert "well" in row.inner_text()
    row.get_by_role("button", name="Pause").click()
    row = page.get_by_role("row").filter(has_text="Лента Заречья")
    assert "paused" in row.inner_text()
    page.once("dialog", lambda dialog: dialog.accept())
    row.get_by_role("button", name="Remove").click()
    page.get_by_text("Its stories stay").wait_for()
    assert page.get_by_role("row").filter(has_text="Лента Заречья").count() == 0
    assert watched.site.register.story("https://zarechye.example/1").title == "Рейс откроют осенью"


def test_a_search_is_published_and_its_calendar_fetched(watched: Watched) -> None:
    save(watched.site.register, "Соседи / 1", Where(polities=("KZ",), promised=None))
    page = watched.open("/searches", language="en")
    search = page.locator(".search").filter(has_text="Соседи / 1")
    search.get_by_role("button", name="Make secret addresses").click()
    search = page.locator(".search").filter(has_text="Соседи / 1")
    calendar = search.get_by_label("Address of the calendar").input_value()
    stranger = page.context.browser.new_context()
    answer = stranger.request.get(calendar)
    assert answer.status == 200
    assert answer.text().startswith("BEGIN:VCALENDAR")
    assert stranger.request.get(calendar.replace("key=", "key=x")).status == 404
    stranger.close()
    forget(watched.site.register, "Соседи / 1")
