"""Every page, at every width, in both colours and both languages: no complaint, no foreign request, no barrier."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.routing import Route
from tests.browser.addresses import ADDRESSES, NO_PAGES, filled
from tests.browser.conftest import LANGUAGES, THEMES, WIDTHS, Watched

pytestmark = pytest.mark.browser
AXE = Path(__import__("axe_playwright_python").__file__).with_name("axe.min.js")
RUN = "axe.run({resultTypes: ['violations'], preload: false, rules: {'target-size': {enabled: true}}})"
CONTRAST = "axe.run({resultTypes: ['violations'], preload: false, runOnly: ['color-contrast']})"
"""All that the colours can change."""
WIDER = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_sound_and_open_to_all(watched: Watched, shots, address: str, language: str) -> None:
    page = watched.open(filled(address, watched.site.register), language=language)
    assert page.locator("html").get_attribute("lang") == language
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = []
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            shots(page, f"{address.strip('/').replace('/', '-') or 'today'}-{language}-{theme}-{width}")
            if (over := page.evaluate(WIDER)) > 0:
                found.append(f"{theme} {width}: {over} px wider than the window")
            asked = RUN if theme == THEMES[0] else CONTRAST
            found += [f"{theme} {width}: {line}" for line in barriers(page.evaluate(asked))]
    assert found == []


def barriers(answer: dict) -> list[str]:
    """What axe found, a line each."""
    return [
        f"{fault['id']} at {node['target']}: {node['failureSummary']}"
        for fault in answer["violations"]
        for node in fault["nodes"]
    ]


def test_every_page_is_visited(site) -> None:
    visited = [filled(address, site.register).partition("?")[0] for address in ADDRESSES]
    pages = [route for route in site.app.routes if isinstance(route, Route) and "GET" in (route.methods or ())]
    pages = [route for route in pages if not route.path.startswith(NO_PAGES)]
    assert [route.path for route in pages if not any(route.path_regex.match(path) for path in visited)] == []
