"""Events in the 61 columns of GDELT 2.0, tab-separated, without a header line, as its readers expect them.

A row is a pair of parties, since CAMEO is dyadic: an event of three polities makes three rows. In a visit the visitor
is Actor1 and the host Actor2. Where GDELT has FIPS codes of places, ISO 3166 stands here; what Servanda does not
measure (tone, religion, ethnicity) is empty.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

from servanda.coding.codes import Codes, codes
from servanda.model.pledge import Pledge, Step
from servanda.views.cite import plain
from servanda.views.export.content import Content, Options
from servanda.views.export.parties import alpha3, visitors_first
from servanda.views.export.places import named, place, polity_of
from servanda.views.export.tables import span
from servanda.views.links import link

ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", *(f"Actor1{name}" for name in ACTOR),
    *(f"Actor2{name}" for name in ACTOR), "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass",
    "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone", *(f"Actor1Geo_{name}" for name in GEO),
    *(f"Actor2Geo_{name}" for name in GEO), *(f"ActionGeo_{name}" for name in GEO), "DATEADDED", "SOURCEURL",
)  # fmt: skip
TAKEN_PLACE = ("underway", "done")
GEO_TYPES = {"country": "1", "region": "5", "city": "4"}


def write(content: Content, out: Path, options: Options) -> int:
    """Write a row for each pair of parties of each event that is told at first hand; returns their number."""
    count = 0
    with out.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        for pledge in content.pledges:
            for row in rows(pledge):
                file.write("\t".join(row) + "\n")
                count += 1
    return count


def rows(pledge: Pledge) -> Iterator[tuple[str, ...]]:
    """The rows of a pledge: a reprint is counted with its original and makes none."""
    reprints: dict[str, int] = {}
    for step in pledge.steps:
        if step.reprint_of:
            reprints[step.reprint_of] = reprints.get(step.reprint_of, 0) + 1
    for step in pledge.steps:
        if step.reprint_of is None:
            yield from _pairs(step, reprints.get(step.story, 0))


def _pairs(step: Step, reprints: int) -> Iterator[tuple[str, ...]]:
    event = step.event
    held_in = polity_of(event.where)
    coded = codes(event, day=step.date, held_in=held_in)
    parties = visitors_first(event) if coded.cameo == "042" else event.polities
    pairs = list(combinations(parties, 2)) or [(parties[0] if parties else "", "")]
    for one, other in pairs:
        yield (
            _number(step.id, one, other), *_dates(step), *_actor(one), *_actor(other), "1", *_codes(coded),
            str(len(step.sentences)), str(1 + reprints), str(1 + reprints), "", *_geo(one), *_geo(other),
            *(_geo(held_in) if held_in else _geo("", plain(event.where))),
            f"{step.date:.10}".replace("-", "") + "000000" if step.date else "", link(step.url) or "",
        )  # fmt: skip


def _number(*parts: str) -> str:
    """A number that stays the same for the same event and parties, below 2^63."""
    return str(int(hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:15], 16))


def _dates(step: Step) -> tuple[str, str, str, str]:
    """The day of the act where it has taken place and is known, else that of the story."""
    day = span(step.event.when)[0] if step.event.stage in TAKEN_PLACE else None
    day = day or (step.date[:10] if step.date else None)
    if day is None:
        return "", "", "", ""
    at = date.fromisoformat(day)
    fraction = at.year + (at.timetuple().tm_yday - 1) / 365
    return f"{at:%Y%m%d}", f"{at:%Y%m}", f"{at:%Y}", f"{fraction:.4f}"


def _actor(code: str) -> tuple[str, ...]:
    country = alpha3(code) if code else None
    union = code if code and not country else ""
    return (
        country or union,
        plain(named(code)) if code else "",
        country or "",
        union,
        "",
        "",
        "",
        "IGO" * bool(union),
        "",
        "",
    )


def _codes(coded: Codes) -> tuple[str, ...]:
    return coded.cameo, coded.base, coded.root, str(coded.quad), repr(coded.goldstein)


def _geo(code: str, words: str = "") -> tuple[str, ...]:
    found = place(code) if code else None
    if found is None:
        return ("0", words, "", "", "", "", "", "")
    country, _, rest = code.partition("-")
    region = f"{country}-{rest.split('/')[0]}" if rest else ""
    return (
        GEO_TYPES.get(found.kind, "0"), plain(found.name), country, region, "", f"{found.latitude:g}",
        f"{found.longitude:g}", code,
    )  # fmt: skip
