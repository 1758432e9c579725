"""docs/formats is what the program does: examples and tables are made anew and compared, every format has its page."""

import re

import pytest
from docs.formats.make import FOLDER, page_as_made

from servanda.views.export import FORMATS

try:
    import followthemoney
except ImportError:
    followthemoney = None
NAMES = sorted(path.name for path in FOLDER.glob("*.md"))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_up_to_date(name):
    if name == "ftm.md" and followthemoney is None:
        pytest.skip("the extra ftm is not installed")
    page = FOLDER / name
    assert page_as_made(page) == page.read_text("utf-8"), "python -m docs.formats.make"


def test_every_format_has_a_page():
    assert {f"{name}.md" for name in FORMATS} <= set(NAMES)


def test_links_lead_somewhere():
    for path in FOLDER.glob("*.md"):
        for target in re.findall(r"\]\(([\w.-]+\.md)\)", path.read_text("utf-8")):
            assert (FOLDER / target).is_file(), (path.name, target)


def test_examples_are_filled():
    for path in FOLDER.glob("*.md"):
        assert "-->\n<!-- end -->" not in path.read_text("utf-8"), path.name
