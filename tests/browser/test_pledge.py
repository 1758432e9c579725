"""The page of a pledge in a real browser: a slot is corrected in place, the status changes, and it is undone."""

from __future__ import annotations

import re

import pytest
from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser


def longest(site) -> str:
    return max(site.register.pledges(), key=lambda one: len(one.steps)).id


def test_a_slot_is_corrected_the_status_changes_and_it_is_undone(watched: Watched, shots) -> None:
    late = (one for one in watched.site.register.pledges() if one.status.name == "overdue" and not one.moved_by)
    dated = ((one, [step for step in one.steps if step.event.when]) for one in late)
    overdue, step = next((one, steps[0]) for one, steps in dated if len(steps) == 1)
    page = watched.open(f"/pledges/{overdue.id}", language="en")
    standing = page.locator(".standing .status")
    assert standing.inner_text() == "overdue"
    here = page.locator(f"#step-{step.id}")
    here.get_by_text("Correct", exact=True).click()
    here.get_by_label("when", exact=True).fill("soon")
    here.get_by_role("button", name="Write the corrections down").click()
    assert "«soon» is no time" in page.get_by_role("alert").inner_text()
    assert page.locator(f"#step-{step.id}").get_by_label("when", exact=True).input_value() == "soon"
    shots(page, "pledge-refused")
    watched.faults[:] = [fault for fault in watched.faults if "422" not in fault]
    page.locator(f"#step-{step.id}").get_by_label("when", exact=True).fill("../2031")
    page.locator(f"#step-{step.id}").get_by_label("Why", exact=True).fill("as the plan of the ministry has it")
    page.locator(f"#step-{step.id}").get_by_role("button", name="Write the corrections down").click()
    assert standing.inner_text() == "promised"
    assert "as the plan of the ministry has it" in page.locator(".history").inner_text()
    shots(page, "pledge-corrected")
    page.locator(".made").get_by_role("button", name="Undo").click()
    assert standing.inner_text() == "overdue"
    assert page.locator(".history .undone").count() == 1


def test_the_timeline_and_the_list_light_up_together(watched: Watched) -> None:
    page = watched.open(f"/pledges/{longest(watched.site)}")
    row = page.locator("g.tl-row").nth(2)
    step = page.locator(f"#step-{row.get_attribute('data-step')}")
    row.locator(".tl-told, .tl-act").first.hover()
    assert "lit" in (step.get_attribute("class") or "")
    row.locator(".tl-told, .tl-act").first.click()
    assert page.url.endswith(f"#step-{row.get_attribute('data-step')}")


def test_a_past_day_is_chosen_in_the_form(watched: Watched) -> None:
    page = watched.open(f"/pledges/{longest(watched.site)}", language="en")
    steps = page.locator("li.step").count()
    page.get_by_label("As known on").fill("2022-12-01")
    page.get_by_role("button", name="Look").click()
    assert re.search(r"as_of=2022-12-01", page.url)
    assert 0 < page.locator("li.step").count() < steps
    page.get_by_role("link", name="Back to today").click()
    assert page.locator("li.step").count() == steps
