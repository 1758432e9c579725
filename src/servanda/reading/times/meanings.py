"""What each single time expression means."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date

from servanda.model.when import valid
from servanda.reading.numerals import cardinal, ordinal
from servanda.reading.times import moments
from servanda.reading.times.moments import Moment
from servanda.reading.times.words import key_of, number_of

Groups = dict[str, str | None]
Meaning = Callable[[Groups, "date | None"], Moment | None]
LAST_CENTURY = 60
"""The two figures of a year from which they tell one of the last century."""
ORDINARY = 2023
"""A year whose February has 28 days."""
MANY = frozenset({"лет", "дней", "недель", "месяцев", "суток"})
"""Units as they stand after a number: without one it was a word that says no number («несколько лет»)."""
NEEDS_DAY = Moment(fixed=moments.NEVER)
"""What hangs on the day of the story where it is not known."""


def _year(groups: Groups, day: date | None) -> tuple[int | None, bool]:
    """The year told after the expression, and whether one was told that cannot be known."""
    if told := groups.get("y"):
        return int(told[:4]), False
    shift = 0 if groups.get("own") or groups.get("bare") else number_of("shifts", groups.get("rel"))
    if shift is None:
        return None, False
    return (day.year + shift, False) if day else (None, True)


def _part(part: str, groups: Groups, day: date | None, unit: str) -> Moment:
    year, unknown = _year(groups, day)
    return NEEDS_DAY if unknown else Moment(part, year, None, unit)


def _numeric(groups: Groups, day: date | None) -> Moment | None:
    year = groups["y"] or ""
    if len(year) == 2:
        year = f"{'20' if int(year) < LAST_CENTURY else '19'}{year}"
    told = f"{year}-{int(groups['m'] or 0):02}-{int(groups['d'] or 0):02}"
    return moments.fixed(told) if valid(told) else None


def _days(groups: Groups, day: date | None) -> Moment | None:
    month, first = number_of("months", groups["m"]), ordinal(groups["d"] or "")
    last = ordinal(groups["d2"]) if groups["d2"] else first
    if not month or not first or not last or not 1 <= first <= 31 or not 1 <= last <= 31 or last < first:
        return None
    part = f"-{month:02}-{first:02}"
    return _part(part if last == first else f"{part}/-{month:02}-{last:02}", groups, day, "day")


def _date(groups: Groups, day: date | None) -> Moment | None:
    number = ordinal(groups["d"] or "")
    if not day or not number:
        return NEEDS_DAY if number else None
    near = [f"{moments.shift_months(day, step)}-{number:02}" for step in (-2, -1, 0, 1, 2)]
    known = [told for told in near if valid(told)]
    ahead = [told for told in known if told >= str(day)]
    back = [told for told in known if told <= str(day)]
    return Moment(fixed=(ahead[0] if ahead else None, back[-1] if back else None))


def _months(groups: Groups, day: date | None) -> Moment | None:
    first, last = number_of("months", groups["m"]), number_of("months", groups["m2"])
    shift = number_of("shifts", groups["mod"])
    if shift is not None and not groups["y"] and not groups["rel"]:
        return _occurrence(f"-{first:02}", shift, day, "month")
    if not last:
        return _part(f"-{first:02}", groups, day, "month")
    year, unknown = _year(groups, day)
    if unknown:
        return NEEDS_DAY
    if first == 1 and last == 12 and year:
        return Moment("", year, None, "year")
    left, right = Moment(f"-{first:02}"), Moment(f"-{last:02}", year)
    return Moment(fixed=moments.between(left, right, day), unit="month")


def _occurrence(part: str, shift: int, day: date | None, unit: str) -> Moment:
    """«Прошлым летом», «в следующем мае»: the occurrence before or after the current one, not only the year's."""
    if not day:
        return NEEDS_DAY
    if shift == 0:
        return Moment(part, day.year, None, unit)
    ahead, back = Moment(part).answers(day)
    current = ahead if ahead == back else None
    told = ahead if shift > 0 else back
    if current:
        told = Moment(part).of(day.year + (1 if shift > 0 else -1))
    return moments.fixed(told, unit) if told else NEEDS_DAY


def _count(groups: Groups, day: date | None) -> Moment | None:
    number = int(cardinal(groups["n"] or "") or 0)
    year, unknown = _year(groups, day)
    if not 1 <= number <= 12 or not (groups["first"] or year or unknown or groups["start"] == "за"):
        return None
    if unknown or not (year or day):
        return NEEDS_DAY
    if year is None and day is not None:
        year = day.year if number < day.month else day.year - 1
    return moments.fixed(f"{year}-01/{year}-{number:02}" if number < 12 else f"{year}", "span")


def _quarter(groups: Groups, day: date | None) -> Moment | None:
    first, last = ordinal(groups["q"] or ""), ordinal(groups["q2"]) if groups["q2"] else None
    if not first or first > 4 or (last and not first < last <= 4):
        return None
    return _part(f"-{first + 32}" + (f"/-{last + 32}" if last else ""), groups, day, "quarter")


def _this_quarter(groups: Groups, day: date | None) -> Moment | None:
    if not day:
        return NEEDS_DAY
    year, number = divmod(day.year * 4 + (day.month - 1) // 3 + (number_of("shifts", groups["rel"]) or 0), 4)
    return moments.fixed(f"{year:04}-{number + 33}", "quarter")


def _ten_days(groups: Groups, day: date | None) -> Moment | None:
    """«В первой декаде июня»: a third of a month, the last as long as the month in an ordinary year."""
    month, part = number_of("months", groups["m"]), (groups["part"] or "")[:2]
    if not month:
        return None
    first, last = {"пе": (1, 10), "вт": (11, 20)}.get(part, (21, monthrange(ORDINARY, month)[1]))
    return _part(f"-{month:02}-{first:02}/-{month:02}-{last:02}", groups, day, "day")


def _half(groups: Groups, day: date | None) -> Moment | None:
    number = ordinal(groups["h"] or "")
    return _part("-01/-06" if number == 1 else "-07/-12", groups, day, "half")


def _season(groups: Groups, day: date | None) -> Moment | None:
    number = number_of("seasons", groups["s"]) or number_of("season_adjectives", groups["a"])
    second = number_of("season_adjectives", groups["b"])
    part = f"-{number}" + (f"/-{second}" if second else "")
    shift = number_of("shifts", groups["mod"])
    if shift is not None and not groups["y"] and not groups["rel"]:
        return _occurrence(part, shift, day, "season")
    return _part(part, groups, day, "season")


def _winter(groups: Groups, day: date | None) -> Moment | None:
    """«Зимой 2023–2024 годов»: a winter bears the year in which it begins."""
    return moments.fixed(f"{groups['y']}-24", "season")


def _years(groups: Groups, day: date | None) -> Moment | None:
    first, last = groups["y"] or "", groups["y2"] or ""
    last = last if len(last) == 4 else first[:2] + last
    told = f"{first}/{last}"
    return moments.fixed(told, "year") if first < last and valid(told) else None


def _decade(groups: Groups, day: date | None) -> Moment | None:
    told = groups["y"] or ""
    first = int(told) if len(told) == 4 else int(told) + (1900 if int(told) >= 30 else 2000)
    return moments.fixed(f"{first}/{first + 9}", "year")


def _year_alone(groups: Groups, day: date | None) -> Moment | None:
    return Moment("", int(groups["y"] or 0), None, "year")


def _same_year(groups: Groups, day: date | None) -> Moment | None:
    return Moment("", day.year + (number_of("shifts", groups.get("rel")) or 0), None, "year") if day else NEEDS_DAY


def _new_year(groups: Groups, day: date | None) -> Moment | None:
    """«До Нового года» is in this year, «с нового года» in the next."""
    return Moment("", day.year + (0 if groups["end"] else 1), None, "year") if day else NEEDS_DAY


def _weekend(groups: Groups, day: date | None) -> Moment | None:
    if not day:
        return NEEDS_DAY
    told = []
    for saturday in (moments.shift_days(day, 5 - day.weekday()), moments.shift_days(day, -(day.weekday() + 2) % 7 - 7)):
        told.append(f"{saturday}/{moments.shift_days(saturday, 1)}")
    ahead, back = told
    if day.weekday() > 4 and not groups["past"]:
        back = ahead
    return Moment(fixed=(back if groups["past"] else ahead, ahead if groups["near"] else back), unit="span")


def _week(groups: Groups, day: date | None) -> Moment | None:
    shift = number_of("shifts", groups["rel"]) or 0
    if not day:
        return NEEDS_DAY
    # A week's review that comes out at the weekend calls the week that ends with it «минувшая».
    ending = shift == -1 and day.weekday() == 6
    return moments.fixed(moments.week(day, 0 if ending else shift), "week")


def _month(groups: Groups, day: date | None) -> Moment | None:
    shift = number_of("shifts", groups["rel"]) or 0
    return moments.fixed(moments.shift_months(day, shift), "month") if day else NEEDS_DAY


def _weekday(groups: Groups, day: date | None) -> Moment | None:
    number = number_of("weekdays", groups["w"])
    if not day or number is None:
        return NEEDS_DAY
    near = number_of("days", groups["near"])
    if near is not None:
        return moments.fixed(str(moments.shift_days(day, near)))
    weeks = number_of("shifts", groups["week"])
    if weeks is not None:
        return moments.fixed(str(moments.shift_days(day, 7 * weeks - day.weekday() + number)))
    ahead, back = moments.weekday(day, number)
    shift = number_of("shifts", groups["mod"])
    if shift is None or (shift == 0):
        return Moment(fixed=(ahead, back), unit="weekday")
    if shift < 0:
        return moments.fixed(str(moments.weekday(moments.shift_days(day, -1), number)[1]))
    return moments.fixed(str(moments.weekday(moments.shift_days(day, 1), number)[0]))


def _near(groups: Groups, day: date | None) -> Moment | None:
    shift = number_of("days", groups["near"])
    return moments.fixed(str(moments.shift_days(day, shift or 0))) if day else NEEDS_DAY


def _steps(groups: Groups, sign: int, day: date | None) -> Moment | None:
    """So many units away; the longer the unit, the coarser the answer."""
    told, unit = groups["n"], key_of("units", groups["unit"] or "")
    number = 2.0 if told == "пару" else cardinal(told) if told else 1.0
    if number is None or unit is None or number > 1000 or (not told and groups["unit"] in MANY):
        return None
    if not day:
        return NEEDS_DAY
    about = "~" if groups.get("about") else ""
    if unit in ("day", "week"):
        return moments.fixed(f"{moments.shift_days(day, sign * round(number * (7 if unit == 'week' else 1)))}{about}")
    if unit in ("half", "month") or number % 1 or (about and number == 1):
        months = round(number * {"half": 6, "month": 1, "year": 12}[unit])
        return moments.fixed(f"{moments.shift_months(day, sign * months)}{about}", "month")
    return moments.fixed(f"{day.year + sign * int(number):04}{about}", "year")


def _ago(groups: Groups, day: date | None) -> Moment | None:
    return _steps(groups, -1, day)


def _ahead(groups: Groups, day: date | None) -> Moment | None:
    return _steps(groups, 1, day)


def _coming(groups: Groups, day: date | None) -> Moment | None:
    """«В течение трёх лет»: for an act ahead it is due by then; of one that lies back it tells only how long."""
    number, unit = cardinal(groups["n"]) if groups["n"] else None, key_of("units", groups["unit"] or "")
    if number is not None and number > 100:
        return None
    if unit == "day" and number is None:
        return Moment(fixed=(f"{day.year:04}-{day.month:02}~",) * 2, unit="month") if day else NEEDS_DAY
    if not day:
        return NEEDS_DAY
    if unit == "day" and number is not None and number <= 7:
        last = moments.shift_days(day, int(number) - 1)
        return Moment(fixed=(f"{day}/{last}" if last > day else str(day), None), unit="span")
    end = _steps({**groups, "about": None}, 1, day)
    ahead = end.fixed[0] if end and end.fixed else None
    return Moment(fixed=(f"../{ahead}" if ahead else None, None), unit="span")


def _about_now(groups: Groups, day: date | None) -> Moment | None:
    return moments.fixed(f"{day.year:04}-{day.month:02}~", "month") if day else NEEDS_DAY


def _monthly(groups: Groups, day: date | None) -> Moment | None:
    return Moment(f"-{number_of('month_adjectives', groups['a']):02}", None, None, "month")


def _weekly(groups: Groups, day: date | None) -> Moment | None:
    return Moment(fixed=moments.NEVER, unit="recurring")


MEANINGS: dict[str, Meaning] = {
    "numeric": _numeric, "short": _numeric, "iso": _numeric, "days": _days, "date": _date, "months": _months,
    "count": _count,
    "ten_days": _ten_days, "this_quarter": _this_quarter, "winter": _winter, "new_year": _new_year, "weekend": _weekend,
    "quarter": _quarter, "half": _half, "halves": _half, "season": _season, "years": _years, "decade": _decade,
    "year": _year_alone, "same_year": _same_year, "own_year": _same_year, "part_of_year": _same_year, "week": _week,
    "month": _month, "weekday": _weekday, "weekly": _weekly, "nearday": _near, "ago": _ago, "ahead": _ahead,
    "coming": _coming, "about_now": _about_now, "monthly": _monthly,
}  # fmt: skip
