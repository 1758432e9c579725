"""Review: one question at a time, answered, skipped, corrected and taken back."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.store.conftest import told
from tests.views.web.innocence import faults

from servanda.model.event import Event

VAGUE = Event("project", "agreed", ("RU-BA", "UZ"), what="цех", when="2026-05", sure=0.41, lemmas=("цех",))
FAINT = Event("aid", "done", ("RU-BA", "KZ"), what="помощь", sure=0.32, lemmas=("помощь",))
WAY = Event("connection", "agreed", ("RU-BA/Уфа", "KZ-75"), what="рейс Уфа — Алматы", lemmas=("рейс",))
COARSE = Event("connection", "considered", ("RU-BA/Уфа", "KZ"), what="рейс в Казахстан", lemmas=("рейс",))


@pytest.fixture
def register(app):
    made = app.state.place.register
    lines = ("Сказали коротко. О цехе договорились.", "Помощь отправили.")
    made.enter(*told("v", "2024-01-01", VAGUE, FAINT, sentences=lines))
    made.enter(*told("w1", "2024-02-01", WAY, source="vesti.example", url="https://vesti.example/w1"))
    made.enter(*told("w2", "2024-03-01", COARSE))
    assert len(made.review()) == 1
    return made


def page(client, path: str = "/review", status: int = 200) -> LexborHTMLParser:
    answer = client.get(path)
    assert answer.status_code == status
    assert list(faults(answer.text)) == []
    return LexborHTMLParser(answer.text)


def answers(tree: LexborHTMLParser) -> dict[str, dict[str, str]]:
    """The forms that answer the question: what each sends, by its verb."""
    found = {}
    for form in tree.css(".answers form"):
        data = {one.attributes["name"]: one.attributes["value"] for one in form.css("input")}
        button = form.css_first("button")
        found[button.attributes["value"]] = data | {"verb": button.attributes["value"]}
    return found


def test_a_pair_is_asked_about_with_reason_and_both_sides(client, register) -> None:
    tree = page(client.editor)
    assert [side.text() for side in tree.css(".side h3")] == ["рейс Уфа — Алматы", "рейс в Казахстан"]
    assert "one report names only Kazakhstan" in tree.css_first(".doubt").text()
    assert tree.css_first(".side figcaption a[href='https://vesti.example/w1']") is not None
    assert set(answers(tree)) == {"confirm", "reject", "skip"}


@pytest.mark.parametrize(("verb", "threads"), [("confirm", 1), ("reject", 2)])
def test_a_pair_is_answered_and_the_answer_taken_back(client, register, verb: str, threads: int) -> None:
    doubt = register.review()[0]
    client.editor.post("/review", data=answers(page(client.editor))[verb])
    found = {register.pledge(one.id).id for one in (doubt.event, doubt.other)}
    assert len(found) == threads
    assert register.review() == []
    tree = page(client.editor, "/review?of=pairs&made=1")
    undo = tree.css_first(".made form")
    assert undo.css_first("button").attributes["data-key"] == "u"
    answer = client.editor.post(undo.attributes["action"], data={"back": "review"})
    assert answer.headers["location"].startswith("/review?of=pairs")
    assert len(register.review()) == 1


def test_events_are_asked_about_the_least_certain_first_with_context(client, register) -> None:
    tree = page(client.editor, "/review?of=events")
    assert tree.css_first(".side h3").text() == "помощь"
    assert "32 %" in tree.css_first(".doubt").text()
    context = [one.text().strip() for one in tree.css(".around .context")]
    assert context == ["Сказали коротко.", "О цехе договорились."]


def test_where_no_pair_waits_events_are_asked_about(client, register) -> None:
    client.editor.post("/review", data=answers(page(client.editor))["reject"])
    assert page(client.editor).css_first(".tabs [aria-current]").attributes["href"] == "/review?of=events"


def test_what_was_skipped_stays_skipped_until_it_is_asked_for(client, register) -> None:
    names = []
    for _ in range(2):
        tree = page(client.editor, "/review?of=events")
        names.append(tree.css_first(".side h3").text())
        client.editor.post("/review", data=answers(tree)["skip"])
    assert names == ["помощь", "цех"]
    tree = page(client.editor, "/review?of=events")
    assert tree.css_first(".question") is None
    assert "2 skipped" in tree.css_first(".progress").text()
    assert register.progress().events.open == 2
    client.editor.post("/review/again", data={"of": "events"})
    assert page(client.editor, "/review?of=events").css_first(".side h3").text() == "помощь"


def test_progress_counts_what_was_decided(client, register) -> None:
    client.editor.post("/review", data=answers(page(client.editor, "/review?of=events"))["confirm"])
    tree = page(client.editor, "/review?of=events")
    assert "1 decided, 1 open" in " ".join(tree.css_first(".progress p").text().split())
    bar = tree.css_first("progress").attributes
    assert (bar["max"], bar["value"]) == ("2", "1")


def test_a_correction_answers_the_question_about_an_event(client, register) -> None:
    event = register.unsure()[0].event.id
    data = {"kind": "exchange", "back": "review-events"}
    answer = client.editor.post(f"/events/{event}/correct", data=data)
    assert answer.headers["location"].startswith("/review?of=events&made=")
    assert [one.event.event.what for one in register.unsure()] == ["цех"]


def test_a_form_sent_as_it_stands_confirms_the_event(client, register) -> None:
    event = register.unsure()[0].event.id
    client.editor.post(f"/events/{event}/correct", data={"kind": "aid", "back": "review-events"})
    assert [record.what for record in register.history(event) if record.decision] == ["confirm"]
    assert len(register.unsure()) == 1


def test_a_correction_without_sense_is_told_in_the_review(client, register) -> None:
    event = register.unsure()[0].event.id
    answer = client.editor.post(f"/events/{event}/correct", data={"when": "скоро", "back": "review-events"})
    assert answer.status_code == 422
    tree = LexborHTMLParser(answer.text)
    assert "«скоро» is no time" in tree.css_first(".notice-fault").text()
    assert "open" in tree.css_first("details.correct").attributes
    assert len(register.unsure()) == 2


def test_readers_do_not_review(client) -> None:
    assert client.reader.get("/review").status_code == 403
    assert client.reader.post("/review", data={"verb": "skip"}).status_code == 403


def test_other_answers_are_refused(client, register) -> None:
    assert client.editor.post("/review", data={"verb": "rate", "event": "x"}).status_code == 400
    assert client.editor.post("/review", data={"verb": "confirm", "event": "zz"}).status_code == 404
    assert client.editor.post("/review", data={"verb": "skip", "event": "../;\r\n"}).status_code == 303
    assert page(client.editor, "/review?of=<b>&made=9x").css_first(".question") is not None
