"""Dates that belong to the page, «УФА, 2 мая 2023 г. — ТАСС.» or «02.05.2023, 14:05», and the day that they name."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from functools import cache
from importlib import resources

MONTHS = ("янв", "фев", "мар", "апр", "ма[йя]", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
MONTH = (
    r"(?:янв(?:аря)?|фев(?:раля|р)?|мар(?:та)?|апр(?:еля)?|мая|май|июн[яь]?|июл[яь]?|авг(?:уста)?|"
    r"сен(?:тября|т)?|окт(?:ября)?|ноя(?:бря|б)?|дек(?:абря)?)"
)
WORDY = (
    rf"(?P<day>\d{{1,2}})[-\s]+(?P<month>{MONTH})(?![а-яё])\.?"
    r"(?:[\s,]+(?P<year>(?:19|20)\d\d)(?!\d))?(?:\s*(?:года|год|г\.?)(?![а-яё]))?"
)
DIGITS = r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>(?:19|20)\d\d)(?!\d)"
ISO = r"(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?!\d)"
DATE = re.compile(rf"(?<!\d)(?:{WORDY}|{DIGITS}|{ISO})", re.IGNORECASE)
WEEKDAY = r"(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс)"
LABEL = r"(?:опубликован[оа]?|дата(?: публикации)?|обновлен[оа]?|размещен[оа]?|создано|сегодня|вчера|время публикации)"
TIME = r"(?:в\s+)?\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*\(?(?:мск|msk|по мск|utc|gmt|\+\d\d:?\d\d)\)?)?"
BESIDE = re.compile(r"^[\s,:\d]*\s[|/·•].*")
"""What stands beside the date on its line: hour, author, views, parted by a stroke or a dot."""
FILLER = re.compile(rf"{LABEL}|{WEEKDAY}|{TIME}|[\s,.:;|/()\[\]•·—–-]+", re.IGNORECASE)
PLACE = r"[А-ЯЁ][\w\-.]*(?:[ -][А-ЯЁа-яё][\w\-.]*){0,4}"
CAPITALS = r"[А-ЯЁ][А-ЯЁ-]{2,}(?:[ -][А-ЯЁ-]+){0,3}"
FORMS = (
    # УФА, 2 мая — РИА Новости.   МОСКВА, 2 мая 2023 г. /ТАСС/.
    r"(?:{place}(?:\s*\([^()]{{2,40}}\))?[,.]\s*)?{date}[,.]?\s*(?:[—–-]+\s*)?[/(]?\s*{agency}"
    r"(?:,\s*[А-ЯЁ]\w+(?: [А-ЯЁ]\w+){{0,2}})?\s*[/)]?\s*[.:—–-]+\s*",
    # Москва. 10 августа. INTERFAX.RU -   КИЕВ. 16 января. УНН.
    r"{place}\.\s*{date}\.?\s*{agency}\s*[.—–-]+\s*",
    # ИА «Уфа-пресс», Уфа, 2 мая.
    r"{agency}(?:\.RU)?,\s*(?:{place},\s*)?{date}[.,]?\s*(?:[—–-]+\s*)?(?=[А-ЯЁ«\"])",
    # /ТАСС/.   Минск (БелТА) —
    r"(?:{place}[.,]?\s*)?[/(]\s*{agency}\s*[/)]\s*[.—–-]*\s*",
    # 5 мая, Минск /Корр. БЕЛТА/.
    r"{date},\s*{place}\s*[/(]\s*(?:Корр\.\s*)?{agency}\s*[/)]\s*[.—–-]*\s*",
    # АСТАНА. КАЗИНФОРМ —   МИНСК — БелТА.
    r"{capitals}\s*[.,—–-]\s*{agency}\s*[.—–-]+\s*",
    # УФА, 2 мая.   In capitals only: «Уфа, 2 мая.» could be a sentence.
    r"{capitals},\s*{date}\s*[.—–-]+\s+(?=[А-ЯЁ«\"])",
)
"""How datelines are built, out of place, date and agency."""
PLACED = re.compile(rf"(?:{PLACE},\s*){{1,3}}{WORDY}\W*")
"""«Уфа, 2 мая 2023 года» on a line of its own."""
LONGEST = 160


def dateline(line: str) -> int:
    """How many characters of a line are its dateline: place, date, agency; 0 where it opens with the story itself."""
    for pattern in _datelines():
        if found := pattern.match(line[:LONGEST]):
            return found.end()
    return 0


@cache
def _datelines() -> tuple[re.Pattern[str], ...]:
    lines = resources.files("servanda.stories").joinpath("data/agencies.txt").read_text("utf-8").splitlines()
    names = sorted((re.escape(line) for line in lines if line and not line.startswith("#")), key=len, reverse=True)
    agency = rf"(?:ИА\s?[«\"]?\w[\w -]{{1,25}}[»\"]?|[«\"]?(?:{'|'.join(names)})(?![\w])[»\"]?)"
    pieces = {"place": PLACE, "capitals": CAPITALS, "date": WORDY, "agency": agency}
    return tuple(re.compile(form.format(**pieces)) for form in FORMS)


def is_date_line(line: str) -> bool:
    """Whether a line holds nothing but a date with its year or hour, and its weekday, label or place."""
    if len(line) > 80 or not any(char.isdigit() for char in line):
        return False
    if PLACED.fullmatch(line):
        return True
    rest = FILLER.sub("", BESIDE.sub("", DATE.sub(" ", line, count=2)))
    return not rest and (day_of(line) is not None or re.search(TIME, line) is not None)


def is_day(line: str) -> bool:
    """Whether a line is a day without its year, as pages show it beside a title: «5 мая», «Вторник, 5 мая»."""
    return (
        len(line) < 30
        and line[-1:] != "."
        and DATE.search(line) is not None
        and not FILLER.sub("", DATE.sub(" ", line))
    )


def day_of(text: str) -> str | None:
    """The first full date in a short text as `YYYY-MM-DD`; None where there is none, or no such day."""
    for found in DATE.finditer(text):
        if day := _day(found):
            return day
    return None


def _day(found: re.Match[str]) -> str | None:
    get = found.groupdict()
    if get["month"]:
        if not get["year"]:
            return None
        year, day, word = int(get["year"]), int(get["day"]), get["month"].lower()
        month = next(number for number, stem in enumerate(MONTHS, 1) if re.match(stem, word))
    elif get["m"]:
        year, month, day = int(get["y"]), int(get["m"]), int(get["d"])
    else:
        year, month, day = int(get["iy"]), int(get["im"]), int(get["id"])
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def parse(given: str | None) -> str | None:
    """A date as sources give it (ISO with or without a time, RFC 822, «2 мая 2023») as `YYYY-MM-DD`; else None.

    The day is the one in the time zone in which it was given: the day under which the outlet published.
    """
    if not given:
        return None
    if day := day_of(given.strip()[:80]):
        return day
    try:
        return parsedate_to_datetime(given).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None
