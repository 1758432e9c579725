"""The register as a table: what its address asks for, what can be done with several pledges, and the files of it."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.views.web.innocence import faults

from servanda.model.event import Event
from servanda.register.tables import SORTS, Asked
from servanda.register.where import Where
from servanda.views.queries.listing import listing

COUNTRIES = re.findall(r"\w\w", "KZ BY UZ TR CN MN RS AM AZ KG TJ TM GE IR IN VN TH EG AE IT FR DE PL FI SE NO ES PT")


@pytest.fixture
def register(app):
    return app.state.place.register


def page(client, path: str, status: int = 200) -> LexborHTMLParser:
    answer = client.get(path)
    assert answer.status_code == status, answer.text[:500]
    assert list(faults(answer.text)) == []
    return LexborHTMLParser(answer.text)


def whats(tree: LexborHTMLParser) -> list[str]:
    return [node.text() for node in tree.css("table.pledges .what")]


def all_whats(register, **slots) -> set[str]:
    return {row.what for row in register.table(Asked(Where(**slots), size=500)).rows}


def test_the_table_holds_all_pledges_and_says_how_many(client, register) -> None:
    tree = page(client.reader, "/pledges")
    assert set(whats(tree)) == all_whats(register)
    assert str(register.table().total) in tree.css_first("caption").text()


@pytest.mark.parametrize(
    ("query", "slots"),
    [
        ("kind=connection", {"kind": "connection"}),
        ("polity=KZ", {"polities": ("KZ",)}),
        ("polity=Казахстан", {"polities": ("KZ",)}),
        ("status=kept&status=overdue", {"statuses": ("kept", "overdue")}),
        ("q=рейсом", {"text": "рейс"}),
        ("acts=all", {"promised": None}),
        ("acts=lone", {"promised": False}),
        ("due_from=2024-01-01&due_until=2024-12-31", {"due_from": "2024-01-01", "due_until": "2024-12-31"}),
        ("slipped=yes", {"slipped": True}),
        ("until=2023-12-31", {"until": "2023-12-31"}),
        ("changed_from=2024-01-01", {"changed_from": "2024-01-01"}),
    ],
)
def test_the_address_holds_the_filters(client, register, query, slots) -> None:
    assert set(whats(page(client.reader, f"/pledges?{query}"))) == all_whats(register, **slots)


@pytest.mark.parametrize(
    "query",
    [
        "page=0&size=7&sort=up&kind=war&status=&field=x&due_from=soon&news=yesterday&slipped=no&acts=some",
        "page=99999999999&sort=-",
        "q=%22%29&speaker=%ff&outlet=%27--&polity=%3Cscript%3E",
        "q=" + "а" * 5000,
        "news=2024-01-01T10:00:00+00:00&news=0001-01-01T00:00:00-23:00",
        "&".join(f"polity=K{n}" for n in range(60)),
    ],
)
def test_an_address_without_sense_is_no_error(client, query) -> None:
    page(client.reader, f"/pledges?{query}")


def test_every_order_gives_all_rows(client, register) -> None:
    for by in SORTS:
        for mark in ("", "-"):
            assert set(whats(page(client.reader, f"/pledges?sort={mark}{by}"))) == all_whats(register)


def test_pages_and_links_keep_the_rest_of_the_address(client, register) -> None:
    for code in COUNTRIES:
        register.enter(*_story(f"x{code}", Event("project", "intended", ("RU-BA", code), what=f"завод {code}")))
    tree = page(client.reader, "/pledges?size=25&kind=project&sort=what")
    further = tree.css_first("nav.pager a[rel=next]").attributes["href"]
    assert parse_qs(urlsplit(further).query) == {
        "size": ["25"], "kind": ["project"], "sort": ["what"], "page": ["2"]
    }  # fmt: skip
    assert not set(whats(tree)) & set(whats(page(client.reader, further)))
    assert whats(page(client.reader, "/pledges?size=25&kind=project&sort=what&page=99")) == whats(
        page(client.reader, further)
    )
    for link in tree.css(".facets a"):
        query = parse_qs(urlsplit(link.attributes["href"]).query)
        assert query["size"] == ["25"]
        assert "page" not in query


def test_a_facet_leads_to_as_many_rows_as_it_says(client) -> None:
    for link in page(client.reader, "/pledges?acts=all").css(".facet a"):
        number = int(link.css_first(".digits").text())
        assert len(whats(page(client.reader, link.attributes["href"]))) == number


def _story(id: str, *events: Event):
    from servanda.model.event import Coding
    from servanda.model.span import Span
    from servanda.model.story import Story

    text = f"Текст {id}."
    slots = [{name: getattr(one, name) for name in Event.__slots__} for one in events]
    coded = tuple(Event(**{**one, "evidence": (Span(0, len(text)),)}) for one in slots)
    return Story(id=id, text=text, clean=text, body=(Span(0, len(text)),), date="2025-01-20"), Coding(coded)


def decided(client, **data) -> str:
    answer = client.post("/pledges/decide", data=data)
    assert answer.status_code == 303, answer.text[:500]
    return answer.headers["location"]


def test_several_pledges_are_rated_at_once_and_it_is_taken_back_at_once(client, register) -> None:
    ids = [row.id for row in register.table().rows][:2]
    back = decided(client.editor, id=ids, verb="rate", value="dropped", reason="закрыто", asked="acts=all")
    assert [register.pledge(id).status.name for id in ids] == ["dropped", "dropped"]
    assert [register.pledge(id).status.decision.user for id in ids] == ["editor", "editor"]
    tree = page(client.editor, back)
    form = tree.css_first("form[action='/pledges/undo']")
    values = {one.attributes["name"]: one.attributes["value"] for one in form.css("input")}
    assert values["asked"] == "acts=all"
    answer = client.editor.post("/pledges/undo", data=values)
    assert answer.headers["location"] == "/pledges?acts=all"
    assert "dropped" not in {register.pledge(id).status.name for id in ids}
    assert client.editor.post("/pledges/undo", data=values).status_code in (400, 409, 422)


def test_of_a_rejected_pledge_nothing_stays(client, register) -> None:
    row = max(register.table().rows, key=lambda one: one.events)
    before = register.table().total
    decided(client.editor, id=[row.id], verb="reject")
    assert register.table().total == before - 1
    assert row.what not in all_whats(register, promised=None)


def test_nothing_chosen_is_said_and_nothing_happens(client, register) -> None:
    before = register.ledger
    with before.reading():
        decisions = before.decisions()
    assert client.editor.post("/pledges/decide", data={"verb": "confirm"}).status_code == 422
    ids = [register.table().rows[0].id]
    assert client.editor.post("/pledges/decide", data={"verb": "rate", "value": "fine", "id": ids}).status_code == 422
    assert client.editor.post("/pledges/decide", data={"verb": "join", "id": ids}).status_code in (400, 422)
    assert client.editor.post("/pledges/decide", data={"verb": "confirm", "id": [*ids, "gone"]}).status_code == 404
    with before.reading():
        assert before.decisions() == decisions


def test_readers_see_nothing_to_decide_with(client) -> None:
    tree = page(client.reader, "/pledges")
    assert tree.css("input[type=checkbox][name=id]") == []
    assert [form.attributes["action"] for form in tree.css("main form[action='/pledges/searches']")] == []
    assert client.reader.post("/pledges/decide", data={"verb": "confirm"}).status_code == 403


def test_a_search_is_kept_and_leads_back_to_itself(client, register) -> None:
    answer = client.editor.post("/pledges/searches", data={"name": "Рейсы", "asked": "q=рейс&status=kept&page=3"})
    assert answer.headers["location"] == "/pledges?q=%D1%80%D0%B5%D0%B9%D1%81&status=kept"
    (saved,) = register.searches()
    assert saved.where == Where(text="рейс", statuses=("kept",))
    link = page(client.reader, "/pledges").css_first(".saved a")
    assert listing([(name, one) for name, values in parse_qs(urlsplit(link.attributes["href"]).query).items()
                    for one in values]).where == saved.where  # fmt: skip
    assert client.editor.post("/pledges/searches", data={"name": " ", "asked": ""}).status_code == 422


@pytest.mark.parametrize("name", ["csv", "xlsx", "jsonl", "parquet", "ics", "geojson"])
def test_a_file_holds_what_is_shown(client, register, name) -> None:
    answer = client.reader.get(f"/pledges/export?format={name}&kind=connection&sort=-what")
    assert answer.status_code == 200, answer.text[:500]
    shown = whats(page(client.reader, "/pledges?kind=connection&sort=-what"))
    assert answer.headers["x-rows"] == str(len(shown))
    assert f"-{len(shown)}." in answer.headers["content-disposition"]
    if name == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [row["what"] for row in rows] == shown
        assert all(row["citation"] for row in rows)
    if name == "jsonl":
        lines = [json.loads(line) for line in answer.text.splitlines()]
        assert [line["what"] for line in lines if line.get("type") == "pledge" or "promised_times" in line] == shown


def test_there_is_no_file_of_another_kind(client) -> None:
    assert client.reader.get("/pledges/export?format=../etc").status_code == 404
    assert client.nobody.get("/pledges/export?format=csv").status_code == 303


def test_what_is_new_since_a_time(client, register) -> None:
    stamp = "2025-01-31T00:00:00+00:00"
    assert set(whats(page(client.reader, f"/pledges?news={stamp.replace('+', '%2B')}"))) == all_whats(register)
    assert whats(page(client.reader, "/pledges?news=2025-03-01")) == []
