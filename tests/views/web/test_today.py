"""The first page: the lists of a day, each a list of the register, and what came in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.views.web.conftest import CLOCK
from tests.views.web.innocence import faults

from servanda.settings import Settings
from servanda.views.queries.today import ROWS, today
from servanda.views.web import create_app


def page(client, path: str = "/") -> LexborHTMLParser:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text[:500]
    assert list(faults(answer.text)) == []
    return LexborHTMLParser(answer.text)


@pytest.fixture
def register(app):
    return app.state.place.register


def test_the_lists_are_those_of_due(register) -> None:
    day = CLOCK.today()
    view, agenda = today(register, day, None), register.due(56)
    parts = {part.name: part for part in view.parts}
    assert [row.id for row in parts["overdue"].rows] == [one.id for one in agenda.overdue][:ROWS]
    assert parts["overdue"].total == len(agenda.overdue)
    assert {row.id for row in parts["due"].rows} == {one.id for one in agenda.coming}
    assert {row.id for row in parts["slipped"].rows} == {one.id for one in agenda.slipped}
    assert parts["stalled"].total == len(agenda.quiet)
    assert view.fresh is None


def test_every_number_leads_to_as_many_rows(client) -> None:
    tree = page(client.reader)
    links = tree.css(".tally a")
    assert len(links) == 5
    for link in links:
        number = int(link.css_first("b").text())
        answer = page(client.reader, link.attributes["href"])
        assert len(answer.css("table.pledges tbody tr")) == number


def test_what_came_in_is_cited(client, register) -> None:
    tree = page(client.reader)
    stories = tree.css(".latest li")
    assert stories
    for one in stories:
        assert one.css_first("cite") is not None
        assert one.css_first("a.events").attributes["href"].startswith("/stories/")


def test_what_is_new_since_the_last_visit(register) -> None:
    before = (CLOCK.now() - timedelta(days=1)).isoformat(timespec="microseconds")
    after = (CLOCK.now() + timedelta(days=1)).isoformat(timespec="microseconds")
    assert today(register, CLOCK.today(), before).fresh.total == register.table().total
    assert today(register, CLOCK.today(), after).fresh.total == 0


def test_an_empty_register_says_what_to_do(tmp_path) -> None:
    from starlette.testclient import TestClient

    app = create_app(f"sqlite:///{tmp_path / 'empty.db'}", Settings(open_for_reading=True), clock=CLOCK)
    app.state.place.users.add("anna", "admin", "")
    with TestClient(app, base_url="http://localhost") as client:
        assert page(client).css_first(".empty-title") is not None
