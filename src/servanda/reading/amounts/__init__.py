"""Amounts of a text: numbers with units, and changes in per cent (codebook, section 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from servanda.model.marked import Amount, Sentence
from servanda.model.span import Span
from servanda.reading.amounts.changes import bare, folds, percent
from servanda.reading.amounts.quantities import UNITS, quantities
from servanda.reading.lexicon import lowered
from servanda.reading.numerals import cardinal, cardinal_pattern
from servanda.reading.strings import string

OFTEN = {"дважды": 2.0, "трижды": 3.0, "четырежды": 4.0}
SPELL = r"(?:неделю|день|сутки|месяц|год)"
REGULAR = re.compile(
    rf"\b(?:(?P<often>дважды|трижды|четырежды)\s+в\s+(?P<per>{SPELL})|раз\s+в\s+(?P<once>{SPELL})|"
    r"(?P<every>еженедельно|ежедневно|(?:еженедельны|ежедневны)[ех](?=\s+(?:\w+\s+){0,2}?"
    r"(?:авиа)?(?:рейс|перелет|полет)))\b)"
)
REACHED = re.compile(
    rf"(?:рейсов|полетов|перелетов)\s+в\s+(?P<per>{SPELL})\b[^.;()]{{0,60}}?"
    rf"\b(?:до|достиг\w+|составил\w*|составит)\s+(?P<number>{cardinal_pattern()})"
)
ALONE = re.compile(r"\s*(?:$|[^\w\s]|(?:из|в|на|и|а|против|было|за|от)\b|[а-я]+(?:л|ла|ло|ли|лось|лись|лся|ся)\b)")
"""A number that no noun follows is of the currency told before."""
PER = {"неделю": "week", "день": "day", "сутки": "day", "месяц": "month", "год": "year"}
WEEKDAY = r"(?:понедельникам|вторникам|средам|четвергам|пятницам|субботам|воскресеньям)"
WEEKDAYS = re.compile(rf"\bпо\s+{WEEKDAY}(?:(?:,\s*|\s+и\s+)(?:по\s+)?{WEEKDAY})*")


def amounts(sentences: Sequence[Sentence]) -> tuple[Amount, ...]:
    """The amounts of a story in order; a number without a unit of its own takes the currency told before it."""
    found: list[Amount] = []
    currency: str | None = None
    for number, sentence in enumerate(sentences):
        low = lowered(string(sentence))
        told, currency = _sentence(low, currency)
        base = sentence.span.start
        found += [
            Amount(Span(base + start, base + end), number, value, unit, change)
            for start, end, value, unit, change in sorted(told, key=lambda row: row[:2])
        ]
    return tuple(found)


Row = tuple[int, int, float | None, str | None, float | str | None]


def _sentence(low: str, currency: str | None) -> tuple[list[Row], str | None]:
    """The amounts of one line, and the currency that holds after it."""
    rows: list[Row] = []
    for quantity in quantities(low):
        unit = quantity.unit
        if unit in UNITS.tables["currencies"]:
            currency = unit
        elif unit is None and ALONE.match(low[quantity.end :]):
            unit = currency
        change = percent(low, quantity)
        if isinstance(change, float) and quantity.unit in ("%", "times"):
            rows.append((quantity.start, quantity.end, None, None, change))
        elif quantity.unit != "times":
            rows.append((quantity.start, quantity.end, quantity.value, unit, change))
    rows += [(start, end, None, None, change) for start, end, change in folds(low)]
    rows += list(_regular(low, rows))
    rows += [(start, end, None, None, way) for start, end, way in bare(low, [row[:2] for row in rows if _tells(row)])]
    return rows, currency


def _tells(row: Row) -> bool:
    return row[4] is not None


def _regular(low: str, rows: list[Row]) -> Iterator[Row]:
    """How often: «дважды в неделю», «раз в неделю», «еженедельно», «по средам и пятницам»."""
    for found in REGULAR.finditer(low):
        if any(start <= found.start() < end for start, end, *_ in rows):
            continue
        if found["every"]:
            yield found.start(), found.end(), 7.0 if found["every"].startswith("ежедн") else 1.0, "times/week", None
        else:
            count = OFTEN[found["often"]] if found["often"] else 1.0
            yield found.start(), found.end(), count, f"times/{PER[found['per'] or found['once']]}", None
    for found in REACHED.finditer(low):
        number = cardinal(found["number"])
        yield found.start("number"), found.end(), number, f"flights/{PER[found['per']]}", None
    for found in WEEKDAYS.finditer(low):
        yield found.start(), found.end(), float(len(re.findall(WEEKDAY, found[0]))), "times/week", None
