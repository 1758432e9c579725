"""Times as EDTF (ISO 8601-2), in the forms that the codebook allows (section 3)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?~?")
WINTER = 24
FIRST_QUARTER = 33


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """First and last day of a time, both inclusive; None stands for an open side.

    Takes a day, month, year, season (21 to 24), quarter (33 to 36), each also with `~` for «about», and intervals of
    them, one side of which may be open (`2023-02-17/..`, `../2025`). A winter begins in December of its year and ends
    with February of the next. Raises ValueError for anything else, and for an interval that ends before it begins.
    """
    before, slash, after = edtf.partition("/")
    if not slash:
        return _point(edtf)
    if before == after == "..":
        raise ValueError(f"{edtf!r} is open on both sides")
    first = None if before == ".." else _point(before)[0]
    last = None if after == ".." else _point(after)[1]
    if first and last and last < first:
        raise ValueError(f"{edtf!r} ends before it begins")
    return first, last


def valid(edtf: str) -> bool:
    """Whether `bounds` understands it."""
    try:
        bounds(edtf)
    except ValueError:
        return False
    return True


def _point(text: str) -> tuple[date, date]:
    """First and last day of a time that is no interval."""
    form = POINT.fullmatch(text)
    if form is None or not text.isascii():
        raise ValueError(f"{text!r} is no EDTF of the codebook")
    year, part, day = int(form[1]), form[2], form[3]
    if part is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is not None:
        exact = date(year, int(part), int(day))
        return exact, exact
    first_month, months = _months(int(part), text)
    last_year, last_month = year + (first_month + months - 2) // 12, (first_month + months - 2) % 12 + 1
    return date(year, first_month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def _months(part: int, text: str) -> tuple[int, int]:
    """First month and length in months of the second group of an EDTF point: month, season or quarter."""
    if 1 <= part <= 12:
        return part, 1
    if 21 <= part <= WINTER:
        return 3 * (part - 20), 3
    if FIRST_QUARTER <= part <= 36:
        return 3 * (part - FIRST_QUARTER) + 1, 3
    raise ValueError(f"{text!r} has no month, season or quarter {part:02}")
