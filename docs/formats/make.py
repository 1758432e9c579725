"""Writes the examples and tables of these pages anew, from the program and a made-up register.

    python -m docs.formats.make

Between `<!-- made: WHAT -->` and `<!-- end -->` a page holds what is made here; tests/views/test_format_pages.py holds
the pages to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.views import sample

from servanda.coding.codes import table_of_codes
from servanda.model.story import ReprintTerms
from servanda.views.dossier import Choice, brief
from servanda.views.dossier.markdown import markdown
from servanda.views.export import FORMATS, export
from servanda.views.export.cameo import COLUMNS, rows
from servanda.views.export.content import Options
from servanda.views.export.tables import TABLES

FOLDER = Path(__file__).parent
PART = re.compile(r"<!-- made: (.+?) -->\n.*?<!-- end -->", re.DOTALL)
VERSION = re.compile(r"Servanda \d[\w.]*")


def page_as_made(path: Path) -> str:
    """The page as it should stand."""
    return PART.sub(_made, path.read_text("utf-8"))


def _made(part: re.Match[str]) -> str:
    what, _, rest = part[1].partition(" ")
    return f"<!-- made: {part[1]} -->\n{MAKERS[what](rest).rstrip()}\n<!-- end -->"


def example(words: str) -> str:
    """What the program writes, whole or its first lines: `csv 3 table=pledges`."""
    name, *more = words.split()
    lines = int(more[0]) if more and more[0].isdigit() else None
    chosen = dict(word.split("=") for word in more if "=" in word)
    text = _written(name, Options(**chosen))
    if name in ("plover", "jsonl", "ftm"):
        shown = [_spread(line) for line in text.splitlines()[:lines]]
        return _fenced("json", "\n".join(shown))
    kept = text.splitlines()[:lines]
    return _fenced({"geojson": "json", "milestones": "json", "atom": "xml"}.get(name, "text"), "\n".join(kept))


def _written(name: str, options: Options) -> str:
    with TemporaryDirectory() as folder:
        out = Path(folder) / "example"
        export(name, sample.content(), out, options)
        text = out.read_bytes().decode("utf-8").replace("\r\n", "\n")
    return VERSION.sub("Servanda", text)


def _spread(line: str) -> str:
    return json.dumps(json.loads(line), ensure_ascii=False, indent=1)


def columns(name: str) -> str:
    """The columns of a table."""
    lines = ["| column | type | what it holds |", "| --- | --- | --- |"]
    for table, found in TABLES.items():
        if table == name:
            lines += [f"| `{one.name}` | {one.type} | {one.about} |" for one in found.columns]
    return "\n".join(lines)


def gdelt(_: str) -> str:
    """The first row of the sample by column, empty ones left out."""
    first = next(rows(sample.PLEDGES[1]))
    filled = [(at, name, value) for at, (name, value) in enumerate(zip(COLUMNS, first, strict=True), 1) if value]
    return "\n".join(
        [
            "| no. | column | example |",
            "| --- | --- | --- |",
            *(f"| {at} | {name} | {value} |" for at, name, value in filled),
        ]
    )


def contexts(_: str) -> str:
    """The contexts of PLOVER, and ours, by field."""
    found = table_of_codes()["contexts"]
    lines = [f"| {field} | {', '.join(f'`{one}`' for one in named)} |" for field, named in found.items()]
    return "\n".join(["| field of the codebook | context |", "| --- | --- |", *lines])


def package(_: str) -> str:
    """The files of a package, and its descriptor's beginning."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "package"
        export("datapackage", sample.content(), out, Options(title="Made-up register"))
        names = sorted(path.name for path in out.iterdir())
        citation = VERSION.sub("Servanda", (out / "CITATION.cff").read_text("utf-8"))
    cited = re.sub(r"(type: software\n.*\n +version: ).*", r'\1"…"', citation)
    return _fenced("text", "\n".join(names)) + "\n\n`CITATION.cff`:\n\n" + _fenced("yaml", cited)


def formats(_: str) -> str:
    lines = [f"| [`{name}`]({name}.md) | {one.about} |" for name, one in FORMATS.items()]
    return "\n".join(["| format | what it is |", "| --- | --- |", *lines])


def one_page(_: str) -> str:
    """The brief of the sample in Markdown."""
    terms = lambda source: sample.TERMS.get(source or "", ReprintTerms())  # noqa: E731
    made = brief(sample.dossier(), Choice(terms=terms, title_of=lambda story: "Торговля с соседями: итоги года"))
    return _fenced("markdown", markdown(replace(made, language="ru")))


def _fenced(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"


MAKERS: dict[str, Callable[[str], str]] = {
    "example": example,
    "columns": columns,
    "gdelt": gdelt,
    "contexts": contexts,
    "package": package,
    "formats": formats,
    "brief": one_page,
}

if __name__ == "__main__":
    for page in sorted(FOLDER.glob("*.md")):
        page.write_text(page_as_made(page), "utf-8")
