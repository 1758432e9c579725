"""The rows of the tables of polities, the bundled ones and a user's own.

A user adds names in a TSV file of his own, named as `polities` in `servanda.toml`, with a header line and the columns
`code`, `form` and `names`: the code of the polity (codebook, section 4; a new city is `REGION/Name`), what kind of
words they are (`name`, `adjective` or `inhabitant`), and the words in the nominative, parted by `;`:

    code	form	names
    RU-BA/Уфа	name	Столица Башкортостана
    RU-BA/Уфа	inhabitant	уфимчанин
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from servanda.errors import KnowledgeError
from servanda.knowledge.tables import one_of, own_rows, rows

FORMS = ("name", "adjective", "inhabitant")
USER_COLUMNS = ("code", "form", "names")


@dataclass(frozen=True, slots=True)
class Given:
    """A name as a table gives it, in the nominative. `weak`: it means the polity only where the text says so."""

    code: str
    form: str
    name: str
    weak: bool = False
    line: int = field(default=0, compare=False)
    """Where a user's file has it."""


def key(text: str) -> str:
    """How forms are compared: lower case, ё as е, dashes and apostrophes of one kind."""
    return text.lower().replace("ё", "е").replace("–", "—").replace("’", "'")


def several(cell: str) -> list[str]:
    """The items of a cell, parted by `;`."""
    return [item.strip() for item in cell.split(";") if item.strip()]


def given(code: str, form: str, cell: str, weak: bool = False) -> Iterator[Given]:
    for item in several(cell):
        yield Given(code, form, item.rstrip("?"), weak or item.endswith("?"))


def bundled() -> Iterator[Given]:
    """All names of all bundled tables."""
    for file in ("countries.tsv", "regions.tsv"):
        for row in rows(file):
            yield from given(row["code"], "name", f"{row['name']}; {row['also']}")
            yield from given(row["code"], "adjective", row["adjectives"])
            yield from given(row["code"], "inhabitant", row["inhabitants"])
    for row in rows("regions_world.tsv"):
        yield Given(row["code"], "name", row["name"], weak=True)
    for row in rows("unions.tsv"):
        yield from given(row["code"], "name", f"{row['name']}; {row['also']}")
        yield from given(row["code"], "adjective", row["adjectives"])
        yield from given(row["code"], "body", row["bodies"])
    for row in rows("cities.tsv"):
        weak = row["mark"] in ("weak", "country")
        yield Given(row["code"], "name", row["name"], weak)
        yield from given(row["code"], "name", row["also"])
    for row in rows("city_words.tsv"):
        yield from given(row["code"], "adjective", row["adjectives"])
        yield from given(row["code"], "inhabitant", row["inhabitants"])
    for row in rows("airports.tsv"):
        yield from given(row["code"], "airport", row["names"])
    for row in rows("seats.tsv"):
        yield from given(row["code"], "government", row["name"])


def shared(items: Iterable[Given]) -> Iterator[Given]:
    """Names whose noun they can share with others, «Омская область» in «Омской и Курганской областями»."""
    for item in items:
        first, last = item.name.split(" ")[0], item.name.split(" ")[-1]
        if item.form == "name" and first != last and first.endswith(("ая", "ий", "ый", "ой", "яя")) and last.isalpha():
            yield Given(item.code, "shared", item.name)


def own(path: Path) -> Iterator[Given]:
    """The rows of a user's file; KnowledgeError names the file and the line that is wrong."""
    for where, row in own_rows(path, USER_COLUMNS):
        one_of(row["form"], FORMS, "form", where)
        if not row["code"] or not several(row["names"]):
            raise KnowledgeError("the code or the names are empty", where=where, remedy="fill them in or drop the line")
        for item in given(row["code"], row["form"], row["names"]):
            yield replace(item, line=int(where.rpartition(":")[2]))
