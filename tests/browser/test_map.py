"""The map and the dossier in a real browser: by keyboard, by pointer, without scripts, on paper."""

from __future__ import annotations

import pytest
from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser
DRAWN = "document.querySelector('[data-map]').dataset.ready === ''"


def drawn(watched: Watched, path: str = "/map", **about):
    page = watched.open(path, **about)
    page.wait_for_function(DRAWN)
    return page


def test_every_row_with_known_places_is_an_arc(watched: Watched) -> None:
    page = drawn(watched)
    rows = page.locator("tr[data-ends]")
    assert rows.count() > 3
    assert page.locator("svg a.way").count() == rows.count()
    labels = page.locator("svg a.way").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert labels == rows.evaluate_all("all => all.map(one => one.dataset.label)")
    states = page.locator("svg a.way").evaluate_all("all => all.map(one => one.classList[1])")
    assert {"running", "promised"} <= set(states)
    assert len(page.locator("path.land").get_attribute("d") or "") > 10_000


def test_by_keyboard_from_line_to_line_and_to_the_pledge(watched: Watched) -> None:
    page = drawn(watched)
    ways = page.locator("svg a.way")
    page.locator("[data-zoom='0']").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('way')")
    page.keyboard.press("ArrowRight")
    label = ways.nth(1).get_attribute("aria-label")
    assert page.locator("[data-said]").inner_text() == label
    assert page.locator("tr.is-on").count() == 1
    page.keyboard.press("End")
    assert page.locator("[data-said]").inner_text() == ways.last.get_attribute("aria-label")
    page.keyboard.press("Home")
    before = page.locator("[data-map] svg").get_attribute("viewBox")
    page.keyboard.press("+")
    assert page.locator("[data-map] svg").get_attribute("viewBox") != before
    page.keyboard.press("0")
    assert page.locator("[data-map] svg").get_attribute("viewBox") == before
    href = ways.first.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{href}")
    assert page.locator("h1").count() == 1


def test_pointing_at_a_row_shows_its_line(watched: Watched) -> None:
    page = drawn(watched)
    row = page.locator("tr[data-ends]").nth(2)
    row.hover()
    assert page.locator("svg a.way.is-on").count() == 1
    assert page.locator("[data-said]").inner_text() == row.get_attribute("data-label")
    page.locator("h1").hover()
    assert page.locator("svg a.way.is-on").count() == 0


@pytest.mark.parametrize("width", [360, 1440])
def test_names_do_not_overlap(watched: Watched, width: int) -> None:
    page = drawn(watched, "/map?show=partners&polity=RU-BA", width=width)
    boxes = page.locator("svg text.name[visibility=visible]").evaluate_all(
        "all => all.map(one => { const b = one.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; })"
    )
    assert len(boxes) > 3
    apart = [
        one[2] <= other[0] + 2 or other[2] <= one[0] + 2 or one[3] <= other[1] + 4 or other[3] <= one[1] + 4
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
    ]
    assert all(apart)


def test_without_scripts_the_table_stands_alone(watched: Watched) -> None:
    context = watched.page.context.browser.new_context(java_script_enabled=False)
    try:
        secret = watched.site.secret("reader")
        context.add_cookies([{"name": "servanda", "value": secret, "url": watched.site.url, "sameSite": "Lax"}])
        page = context.new_page()
        page.goto(f"{watched.site.url}/map")
        assert page.locator("table.routes tbody tr").count() > 3
        assert not page.locator("[data-map]").is_visible()
    finally:
        context.close()


def test_a_dossier_on_paper_is_whole_and_without_the_frame(watched: Watched) -> None:
    page = watched.open("/pairs/RU-BA/KZ?view=print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    assert not page.locator(".downloads").is_visible()
    assert page.locator(".series .quotation").first.is_visible()
    assert page.locator("table.pledges th").first.is_visible()
    page.emulate_media(media="screen")


def test_the_month_is_a_list_where_there_is_no_room(watched: Watched) -> None:
    page = watched.open("/calendar?month=2023-11", width=360)
    assert page.locator("ol.agenda .item").first.is_visible()
    assert not page.locator("table.month").is_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    assert page.locator("table.month .item").first.is_visible()
    assert not page.locator("ol.agenda").is_visible()
