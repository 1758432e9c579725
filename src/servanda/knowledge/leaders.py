"""Office-holders who need no introduction, and the outlets' homes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from servanda.errors import KnowledgeError
from servanda.knowledge.polities import known
from servanda.knowledge.tables import one_of, own_rows, rows
from servanda.settings import settings

COLUMNS = ("name", "polity", "office", "since", "until", "alone")

@dataclass(frozen=True, slots=True)
class Leader:
    """`since` and `until` are years; None leaves the side open. `alone`: known by the surname without a first name."""

    name: str
    polity: str
    office: str
    since: int | None
    until: int | None
    alone: bool

    def in_office(self, year: int | None) -> bool:
        """Whether he held it in that year, with a year to spare on both sides; yes where the year is unknown."""
        if year is None:
            return True
        return (self.since is None or self.since - 1 <= year) and (self.until is None or year <= self.until + 1)


def _folded(name: str) -> str:
    return name.lower().replace("ё", "е")


@lru_cache(maxsize=4)
def _leaders(own: Path | None) -> tuple[dict[str, list[Leader]], dict[str, list[Leader]]]:
    """Leaders by full name, and those known by the surname alone; a user's own come last and are taken first."""
    full: dict[str, list[Leader]] = {}
    alone: dict[str, list[Leader]] = {}
    for row in (*rows("leaders.tsv"), *(_own(own) if own else ())):
        years = [int(row[c]) if row[c] else None for c in ("since", "until")]
        leader = Leader(row["name"], row["polity"], row["office"], years[0], years[1], row["alone"] == "1")
        full.setdefault(_folded(leader.name), []).append(leader)
        if leader.alone:
            alone.setdefault(_folded(leader.name).split()[-1], []).append(leader)
    return full, alone


def _own(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a user's own table; KnowledgeError names the file and the line that is wrong."""
    for where, row in own_rows(path, COLUMNS):
        if " " not in row["name"]:
            raise KnowledgeError("no first name and surname", where=where, remedy="give both in the nominative")
        if not known(row["polity"]):
            raise KnowledgeError(f"unknown code «{row['polity']}»", where=where, remedy="use a code of the codebook")
        if any(row[year] and not row[year].isdigit() for year in ("since", "until")):
            raise KnowledgeError("no year", where=where, remedy="write since and until as 2024, or leave them empty")
        yield {**row, "alone": one_of(row["alone"] or "0", ("0", "1"), "alone", where)}


def leader(name: str, year: int | None = None) -> Leader | None:
    """The office-holder of that name (nominative) in that year; a surname alone only where it is unmistakable."""
    full, alone = _leaders(settings().leaders)
    key = _folded(name)
    found = full.get(key, []) if " " in key else alone.get(key, [])
    fitting = [one for one in found if one.in_office(year)]
    return fitting[-1] if fitting else None


def surnames_alone() -> frozenset[str]:
    """Surnames (lower case, е for ё) that mean one leader without a first name."""
    return _surnames_alone(settings().leaders)


@lru_cache(maxsize=4)
def _surnames_alone(own: Path | None) -> frozenset[str]:
    return frozenset(_leaders(own)[1])


@lru_cache(maxsize=1)
def outlets() -> dict[str, tuple[str, ...]]:
    """Host or name of an outlet (lower case) to the polities it writes from, the nearest first."""
    return {row["outlet"].lower(): tuple(row["home"].split()) for row in rows("outlets.tsv")}


def home_of(source: str | None) -> tuple[str, ...]:
    """The home of an outlet by its host, a host above it, or a name within the source's own; empty where unknown."""
    if not source:
        return ()
    low = source.lower().strip()
    host = low.split("//")[-1].split("/")[0].removeprefix("www.").split(" ")[0]
    while host.count("."):
        if host in outlets():
            return outlets()[host]
        host = host.split(".", 1)[1]
    plain = low.removeprefix("t.me:").strip()
    if plain in outlets():
        return outlets()[plain]
    return next((home for name, home in outlets().items() if "." not in name and len(name) > 4 and name in low), ())
