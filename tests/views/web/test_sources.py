"""Lists of feeds on the page of sources, and what programs are given of saved searches."""

from __future__ import annotations

from datetime import date

import feedparser
import icalendar
import pytest
from tests.views.web.api.conftest import FEED, Table

from servanda.register.register import Clock
from servanda.register.where import Where
from servanda.views.queries.searches import published, save

LIST = """<opml version="2.0"><body><outline text="Лента" xmlUrl="https://lenta.example/rss"/>
<outline text="Нет" xmlUrl="https://nothing.example/rss"/><outline xmlUrl="file:///etc/passwd"/></body></opml>"""


@pytest.fixture
def editor(app, client):
    app.state.web = Table({"https://lenta.example/rss": FEED})
    return client.editor


def test_a_list_is_taken_over_with_a_result_for_each(editor) -> None:
    page = editor.post("/sources/list", files={"list": ("feeds.opml", LIST.encode(), "text/x-opml")}).text
    assert "kept as lenta.example" in page
    assert page.count('class="failing"') == 2
    assert "https://lenta.example/rss" in editor.get("/sources/list.opml").text
    assert editor.post("/sources/list", files={"list": ("x", b"no list", "text/x-opml")}).status_code == 422
    assert editor.post("/sources/list").status_code == 422


def test_what_is_told_of_a_trial_is_text(editor, app) -> None:
    hostile = FEED.replace("Открыт новый рейс", "&lt;script&gt;alert(1)&lt;/script&gt;")
    app.state.web = Table({"https://lenta.example/rss": hostile})
    page = editor.post("/sources/try", data={"address": "https://lenta.example/rss"}).text
    assert "alert(1)" in page
    assert "<script>alert" not in page


def test_a_feed_and_a_calendar_are_given_once_while_nothing_changes(client, app) -> None:
    register = app.state.place.register
    name = save(register, "Соседи", Where(promised=None))
    key = published(register).publish(name)
    for path, count in ((f"/feeds/{name}.atom", 6), (f"/calendars/{name}.ics", 1)):
        first = client.nobody.get(f"{path}?key={key}")
        assert client.nobody.get(path).status_code == client.nobody.get(f"{path}?key=x{key}").status_code == 404
        known = {"If-None-Match": first.headers["etag"]}
        again = client.nobody.get(f"{path}?key={key}", headers=known)
        assert (again.status_code, again.content) == (304, b"")
        told = feedparser.parse(first.text).entries if path.endswith("atom") else None
        found = told if told is not None else icalendar.Calendar.from_ical(first.text).walk("VEVENT")
        assert len(found) == count
        plant = next(one.id for one in register.pledges() if one.kind == "project")
        register.decide("rate", plant, user="анна", value="dropped")
        assert client.nobody.get(f"{path}?key={key}", headers=known).status_code == 200
    assert "CANCELLED" in client.nobody.get(f"/calendars/{name}.ics?key={key}").text


def test_an_empty_calendar_says_why(client, app) -> None:
    register = app.state.place.register
    published(register).publish(save(register, "Просроченное", Where(statuses=("overdue",), due_until="2001-01-01")))
    published(register).publish(save(register, "Соседи", Where(promised=None)))
    assert "The calendar is empty: the search finds nothing now." in client.editor.get("/searches").text
    assert "1 entry in the calendar: what falls due from" in client.editor.get("/searches").text
    register.clock = Clock(today=lambda: date(2031, 3, 1))
    page = client.editor.get("/searches", headers={"Accept-Language": "ru"}).text.replace("\u00a0", " ")
    assert "Календарь пуст: в нём то, чему срок 2 сентября 2030 или позже" in page
