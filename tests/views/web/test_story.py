"""The page of a story, and a text that is pasted or uploaded, read, and entered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.store.conftest import told
from tests.views import sample
from tests.views.web.innocence import faults

from servanda.model.event import Event

REPORT = """

Премьер-министр Башкирии Олег Полынов рассказал в своём канале о встрече с министром транспорта Узбекистана. \
Стороны договорились открыть в сентябре прямой рейс Уфа — Ташкент.
«Мы готовы подписать соглашение на форуме в Самарканде», — написал Полынов.
© 1999-2026 АО «Вести Прибелья».
Сетевое издание «Вести Прибелья» зарегистрировано Роскомнадзором, регистрационный номер Эл № ФС77-12345
Главный редактор Лучина Вера Павловна
При перепечатке ссылка на «Вести Прибелья» обязательна. Для интернет-изданий активная гиперссылка обязательна."""


@pytest.fixture
def register(app):
    return app.state.place.register


def tree(answer, status: int = 200) -> LexborHTMLParser:
    assert answer.status_code == status, answer.text[:300]
    assert list(faults(answer.text)) == []
    return LexborHTMLParser(answer.text)


def words(found: LexborHTMLParser, css: str = "main") -> str:
    return " ".join(" ".join(node.text(deep=True) for node in found.css(css)).split())


def test_a_story_is_shown_with_its_events_and_figures_marked(client, register) -> None:
    found = tree(client.reader.get("/stories/s1"))
    marks = {mark.attributes["data-numbers"]: mark for mark in found.css("mark.ev")}
    assert set(marks) == {"1", "2"}
    assert sample.FLIGHT in marks["1"].text(deep=True)
    assert [one.attributes["data-number"] for one in found.css(".record")] == ["1", "2"]
    for mark in found.css("a.ref"):
        assert found.css_first(mark.attributes["href"]) is not None
    for link in found.css(".record .slots a[href^='#']"):
        assert found.css_first(link.attributes["href"]) is not None
    assert "340 m USD" in words(found, ".record.figure")
    assert found.css_first("cite a").attributes["href"] == sample.STORIES["s1"][1]
    assert sample.ASKS.quote in words(found, ".terms-quote")


def test_marks_that_overlap_know_both_of_their_events(client, register) -> None:
    one = Event("meeting", "done", ("RU-BA", "KZ"), what="встреча", lemmas=("встреча",))
    line = "Встретились и договорились."
    story, coding = told("over", "2024-01-01", one, sentences=(line,))
    both = replace(coding.events[0], kind="agreement", stage="agreed")
    register.enter(story, replace(coding, events=(*coding.events, both)))
    found = tree(client.reader.get("/stories/over"))
    (mark,) = found.css("mark.ev")
    assert mark.attributes["data-numbers"] == "1 2"
    assert [ref.text() for ref in mark.css("a.ref")] == ["1", "2"]


def test_versions_tell_what_changed_and_reprints_are_listed(client, register) -> None:
    event = Event("agreement", "intended", ("RU-BA", "KZ"), what="договор", lemmas=("договор",))
    register.enter(*told("v", "2024-01-01", event, sentences=("Договор подпишут в мае.",)))
    register.enter(*told("v", "2024-01-01", event, sentences=("Договор подпишут в июне.",)))
    found = tree(client.reader.get("/stories/v"))
    assert (words(found, ".runs del"), words(found, ".runs ins")) == ("мае", "июне")
    long = " ".join(f"слово{at}" for at in range(40)) + "."
    register.enter(*told("first", "2024-01-01", event, sentences=(long,)))
    register.enter(*told("again", "2024-01-02", event, sentences=(long,)))
    assert "/stories/again" in {a.attributes["href"] for a in tree(client.reader.get("/stories/first")).css("a")}
    assert "A reprint" in words(tree(client.reader.get("/stories/again")))


def test_an_id_may_be_an_address(client, register) -> None:
    event = Event("agreement", "intended", ("RU-BA", "KZ"), what="договор", lemmas=("договор",))
    register.enter(*told("https://vesti.example/a?b=1", "2024-01-01", event))
    assert "договор" in words(tree(client.reader.get("/stories/https://vesti.example/a%3Fb=1")))
    assert client.reader.get("/stories/none/such").status_code == 404


def test_a_rejected_event_stays_on_the_page_and_can_be_brought_back(client, register) -> None:
    pledge = register.pledges()[0]
    event = next(step for step in pledge.steps if step.story == "s1")
    made = register.decide("reject", event.id, user="анна")
    found = tree(client.editor.get("/stories/s1"))
    assert "анна" in words(found, ".record.rejected")
    form = found.css_first(".record.rejected form")
    assert form.attributes["action"] == f"/decisions/{made.id}/undo"
    answer = client.editor.post(form.attributes["action"], data={"back": "/stories/s1"})
    assert answer.headers["location"].startswith("/stories/s1?made=")
    assert tree(client.editor.get("/stories/s1")).css_first(".record.rejected") is None


def test_a_pasted_report_is_read_not_stored_and_then_entered(client, register) -> None:
    before = {pledge.id for pledge in register.pledges()}
    data = {"content": REPORT, "date": "2024-05-02", "source": "vesti.example", "url": "https://vesti.example/r"}
    found = tree(client.editor.post("/stories/read", data=data))
    kinds = words(found, ".record .step-head")
    assert "connection agreed" in kinds
    assert "meeting" in kinds
    assert any("прямой рейс Уфа — Ташкент" in mark.text(deep=True) for mark in found.css("mark.ev"))
    assert "ФС77-12345" in words(found, ".points")
    assert "An active hyperlink is required." in words(found, ".asks")
    assert {pledge.id for pledge in register.pledges()} == before
    form = found.css_first(".not-entered form")
    sent = {one.attributes["name"]: one.attributes.get("value") or "" for one in form.css("input")}
    sent["content"] = form.css_first("textarea").text().replace("\n", "\r\n")
    answer = client.editor.post(form.attributes["action"], data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, "/stories/https://vesti.example/r?entered=new")
    story = register.story("https://vesti.example/r")
    assert story.text.strip() == REPORT.strip()
    shown = tree(client.editor.get(answer.headers["location"]))
    assert words(shown, ".record .step-head") == kinds
    assert any("Ташкент" in pledge.what and "s1" in pledge.stories and story.id in pledge.stories
               for pledge in register.pledges())  # fmt: skip


def test_an_uploaded_page_is_read_with_what_it_says_of_itself(client, register) -> None:
    page = (
        '<html lang="ru"><head><title>Рейс откроют</title><link rel="canonical" href="https://kurier.example/1">'
        f"</head><body><article><h1>Рейс откроют осенью</h1><p>{sample.FLIGHT} "
        "Об этом сообщили после встречи в Уфе премьер Башкирии и министр транспорта Узбекистана.</p></article></body>"
    )
    files = {"file": ("весть.html", page.encode(), "text/html")}
    found = tree(client.editor.post("/stories/read", data={"date": "2024-05-02"}, files=files))
    form = found.css_first(".not-entered form")
    assert form.css_first("input[name=kind]").attributes["value"] == "html"
    assert found.css_first("h1").text() != "Without a title"
    sent = {one.attributes["name"]: one.attributes.get("value") or "" for one in form.css("input")}
    sent["content"] = form.css_first("textarea").text()
    answer = client.editor.post("/stories", data=sent)
    assert answer.headers["location"] == "/stories/https://kurier.example/1?entered=new"


@pytest.mark.parametrize(
    ("data", "files", "said"),
    [
        ({"content": ""}, None, "no text in it"),
        ({"content": "The premier met the minister in Astana yesterday. " * 4}, None, "not Russian"),
        ({"content": "а" * 60_001}, None, "too large"),
        ({}, {"file": ("x.exe", b"MZ", "application/x-dosexec")}, "no file that can be read"),
        ({}, {"file": ("x.pdf", b"%PDF-1.4 broken", "application/pdf")}, "no file that can be read"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(client, data, files, said: str) -> None:
    found = tree(client.editor.post("/stories/read", data=data, files=files), 422)
    (note,) = found.css(".notice-fault")
    assert said in note.text()


def test_hostile_texts_are_shown_as_text(client, register) -> None:
    text = f"<script>alert(1)</script> {REPORT}<img src=x onerror=alert(1)>"
    data = {"content": text, "url": "javascript:alert(1)", "source": '"><script>', "title": "<b>жирно</b>", "date": "x"}
    found = tree(client.editor.post("/stories/read", data=data))
    assert "<script>alert(1)</script>" in words(found, ".words")
    assert found.css_first("h1").text() == "<b>жирно</b>"
    assert found.css_first(".not-entered input[name=url]").attributes.get("value") in (None, "")


def test_readers_neither_read_nor_enter_texts(client) -> None:
    for path in ("/stories/read", "/stories"):
        assert client.reader.post(path, data={"content": REPORT}).status_code == 403
    assert client.reader.get("/stories/new").status_code == 403
