"""The pictures of the README, taken from the example stories; SERVANDA_PICTURES names the folder that they are kept in.

SERVANDA_PICTURES=docs/images ./run test tests/browser/test_pictures.py makes them anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser
README = Path(__file__).parents[2] / "README.md"
LARGEST = 150_000
"""Bytes of a picture."""
HIGH = {"pledge": 786, "pair": 740}
"""Where each is cut, in pixels."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(os.environ.get("SERVANDA_PICTURES") or tmp_path)


def taken(page: Any, folder: Path, name: str) -> Path:
    """A picture of the top of a page, as one sees it who is signed in and points at nothing."""
    page.set_viewport_size({"width": 1200, "height": HIGH[name]})
    page.mouse.move(0, 0)
    path = folder / f"{name}.png"
    page.screenshot(path=str(path), animations="disabled")
    return path


def test_the_pages_of_a_pledge_and_of_a_pair_fit_the_readme(watched: Watched, folder: Path) -> None:
    pledge = max(watched.site.register.pledges(), key=lambda one: len(one.steps))
    for name, address in (("pledge", f"/pledges/{pledge.id}"), ("pair", "/pairs/RU-BA/KZ")):
        page = watched.open(address, language="en", width=1200)
        assert page.locator("h1").is_visible()
        assert 20_000 < taken(page, folder, name).stat().st_size < LARGEST


def test_the_readme_shows_them_with_words_for_who_does_not_see_them() -> None:
    shown = re.findall(r"!\[([^\]]{40,})\]\((docs/images/\w+\.png)\)", README.read_text("utf-8"))
    assert {Path(path).stem for _, path in shown} == set(HIGH)
    for _, path in shown:
        kept = README.parent / path
        assert kept.read_bytes().startswith(b"\x89PNG")
        assert kept.stat().st_size < LARGEST
