"""The page of a pledge: what it shows, what a person can do there, and how it is taken back."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.views.web.innocence import faults

from servanda.register.shape import SLOTS

FLIGHT, FORUM, PLANT = "прямой рейс Уфа — Ташкент", "форум «Соседи»", "завод кабельной арматуры"


@pytest.fixture
def register(app):
    return app.state.place.register


@pytest.fixture
def ids(register) -> dict[str, str]:
    return {pledge.what: pledge.id for pledge in register.pledges()}


def page(client, path: str, status: int = 200) -> LexborHTMLParser:
    answer = client.get(path)
    assert answer.status_code == status, answer.text[:500]
    assert list(faults(answer.text)) == []
    return LexborHTMLParser(answer.text)


def text(tree: LexborHTMLParser, css: str) -> str:
    node = tree.css_first(css)
    return " ".join((node.text(deep=True) if node else "").split())


def made(answer) -> str:
    """The number of the decision that an answer leads to the page of."""
    assert answer.status_code == 303, answer.text[:500]
    return parse_qs(urlsplit(answer.headers["location"]).query)["made"][0]


def test_the_page_tells_status_steps_sentences_and_sources(client, ids) -> None:
    tree = page(client.reader, f"/pledges/{ids[FLIGHT]}")
    assert text(tree, "h1") == FLIGHT
    assert text(tree, ".standing .status") == "kept"
    assert len(tree.css("li.step")) == 3
    for step in tree.css("li.step"):
        link = step.css_first("figcaption cite a")
        assert link is not None
        assert (link.attributes["href"] or "").startswith("https://")
    assert "перенесён на март 2024" in text(tree, ".steps")
    assert "later" in text(tree, ".slipped")
    assert len(tree.css("svg.timeline g.tl-row")) == len(tree.css(".as-table tbody tr"))


def test_the_history_names_stories_by_their_titles(client, register, ids) -> None:
    tree = page(client.reader, f"/pledges/{ids[FLIGHT]}")
    links = tree.css(".history a[href^='/stories/']")
    stories = sorted({step.story for step in register.pledge(ids[FLIGHT]).steps})
    with register.ledger.reading():
        titles = {row.title for row in register.ledger.stories(stories).values()}
    assert {link.text() for link in links} == titles


def test_readers_see_no_way_to_change_anything(client, ids) -> None:
    tree = page(client.reader, f"/pledges/{ids[FLIGHT]}")
    posts = [form.attributes.get("action") for form in tree.css("main form[method=post]")]
    assert posts == []


def test_a_pledge_is_looked_at_as_of_a_past_day(client, ids) -> None:
    tree = page(client.editor, f"/pledges/{ids[FLIGHT]}?as_of=2023-06-01")
    assert text(tree, ".standing .status") == "promised"
    assert len(tree.css("li.step")) == 1
    assert tree.css_first("form.correcting") is None
    before = page(client.editor, f"/pledges/{ids[FLIGHT]}?as_of=2020-01-01")
    assert "Nothing was known" in text(before, "main")


@pytest.mark.parametrize("day", ["tomorrow", "2099-01-01", "2023-02-30", "0000", "<b>"])
def test_a_day_without_sense_is_today(client, ids, day: str) -> None:
    tree = page(client.reader, f"/pledges/{ids[FLIGHT]}?as_of={day}")
    assert text(tree, ".standing .status") == "kept"


def test_any_event_of_it_leads_to_the_pledge(client, register, ids) -> None:
    last = register.pledge(ids[FLIGHT]).steps[-1].id
    answer = client.reader.get(f"/pledges/{last}?as_of=2024-06-01")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/pledges/{ids[FLIGHT]}?as_of=2024-06-01")
    assert client.reader.get("/pledges/nothing").status_code == 404


def test_a_slot_is_corrected_the_status_changes_and_it_is_undone(client, register, ids) -> None:
    step = register.pledge(ids[PLANT]).steps[0].id
    assert register.pledge(step).status.name == "overdue"
    answer = client.editor.post(f"/events/{step}/correct", data={"when": "../2030", "reason": "так сказано в плане"})
    tree = page(client.editor, answer.headers["location"])
    assert text(tree, ".standing .status") == "promised"
    assert "corrected" in text(tree, ".made")
    assert "так сказано в плане" in text(tree, ".history")
    undo = tree.css_first(".made form")
    assert undo is not None
    back = client.editor.post(undo.attributes["action"], data={"back": f"/pledges/{step}"})
    tree = page(client.editor, back.headers["location"])
    assert text(tree, ".standing .status") == "overdue"
    assert register.pledge(step).status.name == "overdue"


def test_several_slots_are_corrected_at_once_and_none_where_one_is_wrong(client, register, ids) -> None:
    step = register.pledge(ids[PLANT]).steps[0].id
    refused = client.editor.post(f"/events/{step}/correct", data={"stage": "done", "when": "весной", "what": "завод"})
    assert refused.status_code == 422
    tree = LexborHTMLParser(refused.text)
    assert [note.text(deep=True) for note in tree.css(".notice-fault")] == [
        "«весной» is no time: write 2023-09-12, 2023-09, 2023, 2023-09-12/2023-09-14 or ../2025."
    ]
    assert tree.css_first(f"#when-{step}").attributes["value"] == "весной"
    assert tree.css_first(f"#what-{step}").attributes["value"] == "завод"
    assert register.pledge(step).decisions == ()
    made(client.editor.post(f"/events/{step}/correct", data={"stage": "done", "when": "2024-12", "what": "завод"}))
    assert [one.slot for one in register.pledge(step).decisions] == ["stage", "when", "what"]


def test_the_form_as_it_stands_corrects_nothing(client, register, ids) -> None:
    step = register.pledge(ids[FORUM]).steps[0].id
    link = page(client.editor, f"/pledges/{ids[FORUM]}").css_first(".doing a.plain")
    form = page(client.editor, link.attributes["href"]).css_first("form.correcting")
    assert form is not None
    data: dict[str, list[str]] = {}
    for field in form.css("input[name], select[name]"):
        name = field.attributes["name"] or ""
        if field.tag == "select":
            chosen = field.css_first("option[selected]")
            data.setdefault(name, []).append(chosen.attributes["value"] or "" if chosen else "")
        elif field.attributes.get("type") != "checkbox" or "checked" in field.attributes:
            data.setdefault(name, []).append(field.attributes.get("value") or "")
    assert set(SLOTS) <= set(data)
    answer = client.editor.post(f"/events/{step}/correct", data=data)
    assert answer.headers["location"] == f"/pledges/{step}"
    assert register.pledge(step).decisions == ()


def test_a_pledge_is_rated_with_a_reason(client, register, ids) -> None:
    data = {"verb": "rate", "event": ids[PLANT], "value": "broken", "reason": "площадку продали", "back": "pledge"}
    tree = page(client.editor, client.editor.post("/decisions", data=data).headers["location"])
    assert text(tree, ".standing .status") == "broken"
    assert "the program alone would say: overdue" in text(tree, ".standing")
    assert register.pledge(ids[PLANT]).status.decision.user == "editor"


def test_an_event_is_rejected_shown_as_gone_and_brought_back(client, register, ids) -> None:
    event = register.pledge(ids[FORUM]).steps[0].id
    answer = client.editor.post("/decisions", data={"verb": "reject", "event": event, "back": "pledge"})
    tree = page(client.editor, answer.headers["location"])
    assert "no event of cooperation" in text(tree, "main")
    assert "Ждём коллег" in text(tree, ".quotation")
    undo = tree.css_first(".history form")
    assert undo is not None
    client.editor.post(undo.attributes["action"], data={"back": f"/pledges/{event}"})
    assert text(page(client.editor, f"/pledges/{event}"), "h1") == FORUM


def test_pledges_are_joined_by_address_and_split_again(client, register, ids) -> None:
    joined = {"verb": "join", "event": ids[PLANT], "other": f"http://localhost/pledges/{ids[FORUM]}?x=1#y"}
    made(client.editor.post("/decisions", data=joined | {"back": "pledge"}))
    assert len(register.pledge(ids[PLANT]).steps) == 2
    split = {"verb": "split", "leave": [ids[PLANT]], "back": "pledge"}
    made(client.editor.post("/decisions", data=split))
    assert len(register.pledge(ids[PLANT]).steps) == len(register.pledge(ids[FORUM]).steps) == 1


@pytest.mark.parametrize(
    "data",
    [
        {"verb": "join", "other": "nothing"},
        {"verb": "join", "other": ""},
        {"verb": "split"},
    ],
)
def test_what_has_no_sense_is_said_in_one_line(client, ids, data: dict[str, str]) -> None:
    answer = client.editor.post("/decisions", data={"event": ids[PLANT], "back": "pledge", **data})
    assert answer.status_code == 422
    assert len(LexborHTMLParser(answer.text).css(".notice-fault")) == 1


@pytest.mark.parametrize("data", [{"verb": "undo"}, {"verb": ""}, {"verb": "rate", "value": "hopeful"}])
def test_other_decisions_are_refused(client, ids, data: dict[str, str]) -> None:
    assert client.editor.post("/decisions", data={"event": ids[PLANT], **data}).status_code == 400
    assert client.editor.post("/decisions/99/undo").status_code == 404


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "/pledges/x?y=1#z"])
def test_nobody_is_led_elsewhere_after_a_decision(client, ids, back: str) -> None:
    data = {"verb": "confirm", "event": ids[PLANT], "back": back}
    location = client.editor.post("/decisions", data=data).headers["location"]
    assert location.startswith("/pledges/")
    assert "evil" not in location


def test_why_it_was_coded_and_what_changed_are_told_in_russian(app, visitor, ids) -> None:
    client = visitor("editor")
    client.headers["accept-language"] = "ru"
    tree = page(client, f"/pledges/{ids[FLIGHT]}")
    assert text(tree, ".standing .status") == "исполнено"
    assert "срок сдвинулся на" in text(tree, ".slipped")
    assert text(tree, "#steps") == "Шаг за шагом"
