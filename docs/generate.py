"""Writes the generated parts of the pages under docs/ anew, out of the program: `./run docs`.

Between `<!-- made: WHAT -->` and `<!-- end -->` a page holds what is made here. A part
`<!-- made at build: WHAT -->` shows what the coder makes of a text: it is made the same way, and tests/test_docs.py
asks only that it can be made, since a model that has learnt more may say it otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from docs.formats import make as formats
from docs.making import tables, transcripts

FOLDER = Path(__file__).parent
PART = re.compile(r"<!-- made( at build)?: (.+?) -->\n.*?<!-- end -->", re.DOTALL)
MAKERS: dict[str, Callable[[str], str]] = {**tables.MAKERS, **transcripts.MAKERS}


def pages() -> list[Path]:
    """The pages that this module makes parts of; those of docs/formats have a maker of their own."""
    return sorted(FOLDER.glob("*.md"))


def page_as_made(path: Path, *, coded: bool = True) -> str:
    """The page as it should stand. Without `coded`, the parts that hang on the coder's models stay as they are."""
    return PART.sub(lambda part: part[0] if part[1] and not coded else _made(part), path.read_text("utf-8"))


def _made(part: re.Match[str]) -> str:
    what, _, rest = part[2].partition(" ")
    head = part[0].partition("\n")[0]
    return f"{head}\n{MAKERS[what](rest).rstrip()}\n<!-- end -->"


def write() -> None:
    """All pages. The page of followthemoney is left as it is where that extra is not installed."""
    transcripts.REGISTER.write_text(transcripts.annotated(), "utf-8")
    for page in pages():
        page.write_text(page_as_made(page), "utf-8")
    for page in sorted(formats.FOLDER.glob("*.md")):
        if page.name != "ftm.md" or find_spec("followthemoney"):
            page.write_text(formats.page_as_made(page), "utf-8")


if __name__ == "__main__":
    write()
