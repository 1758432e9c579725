"""The whole review by keyboard alone: confirm, reject, correct, skip, undo, until nothing is left to ask."""

from __future__ import annotations

import pytest
from tests.browser.conftest import Watched

from servanda.model.decision import standing

pytestmark = pytest.mark.browser


def question(page) -> str:
    """What is asked about now; empty where nothing is."""
    found = page.locator(".side h3")
    return " | ".join(found.all_inner_texts()) if page.locator(".question").count() else ""


def press(page, key: str) -> None:
    """Strike a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.fixture
def undoing(watched: Watched):
    """Takes back what was decided, so that other tests find the register as it was."""
    register = watched.site.register

    def held() -> list[int]:
        with register.ledger.reading():
            return [one.id for one in standing(register.ledger.decisions())]

    before = set(held())
    yield
    for id in reversed(held()):
        if id not in before:
            register.undo(id, user="admin")


def test_the_whole_review_by_keyboard(watched: Watched, undoing, shots) -> None:
    register = watched.site.register
    pairs, events = len(register.review()), len(register.unsure())
    assert pairs
    assert events > 1
    page = watched.open("/review", language="en")
    first = question(page)
    press(page, "s")
    assert question(page) != first
    for _ in range(pairs - 1):
        press(page, "r")
    assert len(register.review()) == 1
    assert page.get_by_text("All that is left was skipped.").count() == 1
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Ask the skipped ones again").last.focus()
    press(page, "Enter")
    assert question(page) == first
    press(page, "c")
    assert register.review() == []

    page.goto(f"{watched.site.url}/review?of=events")
    doubtful = question(page)
    press(page, "c")
    assert question(page) != doubtful
    press(page, "u")
    assert question(page) == doubtful
    shots(page, "review-event")
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "kind"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "stage"
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "polities"
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("2030-05")
    press(page, "Enter")
    corrected = [one for one in _decisions(register) if one.verb == "correct"]
    assert [(one.slot, one.value) for one in corrected] == [("when", '"2030-05"')]
    for _ in range(len(register.unsure())):
        press(page, "r")
    assert register.unsure() == []
    assert question(page) == ""
    assert page.get_by_text("Nothing waits for review here.").count() == 1


def _decisions(register) -> list:
    with register.ledger.reading():
        return list(standing(register.ledger.decisions()))


def test_keys_work_in_a_russian_layout(watched: Watched, undoing) -> None:
    page = watched.open("/review?of=events")
    first = question(page)
    with page.expect_navigation():
        page.evaluate(
            "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ы', code: 'KeyS', bubbles: true}))"
        )
    assert question(page) != first


def test_keys_can_be_switched_off_and_do_not_fire_while_typing(watched: Watched, undoing) -> None:
    page = watched.open("/review?of=events")
    first = question(page)
    page.locator("#find").focus()
    page.keyboard.type("crs")
    assert question(page) == first
    page.evaluate("localStorage.setItem('keys', 'off')")
    page.locator("main").focus()
    page.keyboard.press("s")
    page.wait_for_timeout(100)
    assert question(page) == first
    page.evaluate("localStorage.removeItem('keys')")


def test_review_works_without_scripts(watched: Watched, undoing) -> None:
    context = watched.page.context.browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": "servanda", "value": watched.site.secret(), "url": watched.site.url}])
    page = context.new_page()
    page.goto(f"{watched.site.url}/review?of=events")
    first = question(page)
    page.locator(".answers button").nth(2).click()
    assert question(page) != first
    page.locator(".answers button").first.click()
    page.locator(".made form button").click()
    context.close()
    assert len(watched.site.register.unsure()) > 1
