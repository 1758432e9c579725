"""The patterns of single time expressions, without their preposition, from the words of the calendar."""

from __future__ import annotations

import re
from functools import cache

from servanda.reading.numerals import cardinal_pattern, ordinal_pattern
from servanda.reading.times.words import any_of

DASH = r"[-–—−―]"
COUNTED = (
    r"(?!\s*(?:человек|чел\.|руб|долл|евро|тонн|км\b|кг\b|метр|мест|участник|гост|турист|студент|школьник|детей|"
    r"предприят|компани|жител|раз\b|раза\b|%|тыс|млн|млрд))"
)


@cache
def fragments() -> dict[str, str]:
    """Pieces that the patterns are put together from."""
    month, shift = rf"{any_of('months')}(?!\w)", any_of("shifts")
    number = r"(?:19|20)\d\d"
    yearword = r"(?:(?:годах|годами|годам|годов|годом|году|года|годы|год)\b|гг?\b\.?)"
    years = rf"{number}(?:\s?-?(?:го|ом|м|ый|й|х|е)\b)?(?:\s?{yearword}|(?!\d|\s?{DASH}\s?\d|[.,]\d){COUNTED})"
    tail = rf"(?:,?\s+(?:(?P<y>{years})|(?P<rel>{shift})(?:\s+же)?\s+год(?:а|у|ом)?\b|(?P<own>с\.\s?г\.|т\.\s?г\.)))?"
    return {
        "MONTH": month,
        "SHIFT": shift,
        "YEARWORD": yearword,
        "NUMBER": number,
        "YEARS": years,
        "TAIL": tail,
        "DASH": DASH,
        "TO": rf"(?:\s?{DASH}\s?|\s+(?:по|до|и|или)\s+(?:во?\s+)?)",
        "DAY": rf"(?:(?:[12]\d|3[01]|0?[1-9])(?!\d|[.,:]\d)(?:-?(?:го|ое|е|му|м|ого)\b)?|{ordinal_pattern()})",
        "ORDINAL": rf"(?:(?:[1-4]|iv|i{{1,3}})(?:-?(?:й|ый|ом|м|го|ого|е|ое|му|ому|я))?|{ordinal_pattern()})",
        "COUNT": cardinal_pattern(),
        "WEEKDAY": rf"{any_of('weekdays')}\b",
        "SEASON": any_of("seasons"),
        "SEASONAL": any_of("season_adjectives"),
        "MONTHLY": any_of("month_adjectives"),
        "NEARDAY": rf"{any_of('days')}\b",
        "UNIT": any_of("units"),
        "ABOUT": r"(?:(?:около|примерно|приблизительно|почти|порядка|более|больше|свыше|чуть)\s+(?:чем\s+)?)",
    }


PATTERNS = {
    "numeric": r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>{NUMBER})(?!\d)(?:\s?{YEARWORD})?",
    "short": r"(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>\d\d)(?![\d.,]*\d)",
    "iso": r"(?P<y>{NUMBER})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)",
    "days": r"(?P<d>{DAY})(?:(?:,\s*{DAY})*(?:{TO}|,\s+)(?P<d2>{DAY}))?\s+(?P<m>{MONTH}){TAIL}",
    "date": r"(?P<d>{DAY})-?\s*числ[аоу]\b(?:\s+(?P<unit>этого|текущего|следующего|прошлого)\s+месяца)?",
    "months": r"(?:(?P<mod>{SHIFT})\s+)?(?P<m>{MONTH})(?:(?P<to>{TO})(?P<m2>{MONTH}))?{TAIL}",
    "count": r"(?:(?P<first>перв(?:ые|ых))\s+)?(?P<n>{COUNT})\s+месяц(?:ев|а|ам|ами)?\b{TAIL}",
    "ten_days": (
        r"(?P<part>перв(?:ая|ой|ую)|втор(?:ая|ой|ую)|треть(?:я|ей|ю)|последн(?:яя|ей|юю))\s+декад[аеуы]\s+"
        r"(?P<m>{MONTH}){TAIL}"
    ),
    "this_quarter": r"(?P<rel>{SHIFT})\s+квартал(?:а|е|у|ом)?\b",
    "quarter": r"(?P<q>{ORDINAL})(?:{TO}(?P<q2>{ORDINAL}))?\s+(?:квартал(?:ы|ах|ами|ам|ов|а|е|у|ом)?\b|кв\.){TAIL}",
    "half": (
        r"(?P<h>перв(?:ое|ого|ом|ому|ым)|втор(?:ое|ого|ом|ому|ым)|1|2|ii?)(?:-?(?:е|го|м|ом))?\s+полугоди(?:е|я|и|ю|ем)\b{TAIL}"
    ),
    "halves": (
        r"(?P<h>перв(?:ая|ой|ую)|втор(?:ая|ой|ую))\s+половин(?:а|ы|е|у|ой)\s+"
        r"(?:(?P<y>{YEARS})|(?P<rel>{SHIFT})\s+года|(?P<bare>года))"
    ),
    "winter": r"зим(?:ой|ы|у|а|е)\s+(?P<y>{NUMBER})\s?(?:{DASH}|/)\s?(?:{NUMBER}|\d\d)\b(?:\s?{YEARWORD})?",
    "season": (
        r"(?:(?P<mod>{SHIFT})\s+)?(?:(?P<s>{SEASON})\b|(?P<a>{SEASONAL})(?:е-(?P<b>{SEASONAL}))?\w{1,3}\s+"
        r"(?:сезон\w{0,3}|каникул\w{0,3}|период\w{0,3}|сесси\w{1,2})){TAIL}"
    ),
    "years": (
        r"(?P<y>{NUMBER})(?:-?(?:го|й|м))?(?P<to>{TO}|/|,\s+)(?P<y2>{NUMBER}|\d\d(?=\s?(?:учебн\w+\s+)?{YEARWORD}))\b"
        r"(?:-?(?:го|й|м|х))?(?:\s?(?:учебн\w+\s+)?{YEARWORD})?"
    ),
    "decade": r"(?P<y>(?:19|20)?\d0)\s?-?(?:е|х)(?:\s+{YEARWORD})?",
    "year": r"(?P<y>{NUMBER})(?P<bare>\s?-?(?:го|ом|м|ый|й|х|е)\b)?(?P<word>\s?{YEARWORD})?",
    "new_year": r"(?:(?<=до\s)|(?<=к\s))(?P<end>нов(?:ого\s+года|ому\s+году))\b|(?<=с\s)нового\s+года\b",
    "same_year": r"(?P<rel>{SHIFT})(?:\s+же)?\s+год(?:а|у|ом)?\b",
    "own_year": r"(?:с\.\s?г\.|т\.\s?г\.)",
    "part_of_year": (
        r"(?:(?<=(?:конца|концу|конце|итоги)\s)|(?<=(?:начала|началу|начале|итогам)\s)|(?<=середин[аеуы]\s))года\b"
    ),
    "week": r"(?P<rel>{SHIFT})\s+недел(?:я|и|е|ю)\b|(?<=(?:конца|концу|конце)\s)(?P<bare>недели)\b",
    "weekend": (
        r"(?:(?:(?P<past>(?:прошл|прошедш|минувш)(?:ые|ие|ых|их))|(?P<near>(?:ближайш|предстоящ|следующ|эт)(?:ие|их|и)))\s+)?"
        r"выходны(?:е|х)\b"
    ),
    "month": r"(?P<rel>{SHIFT})\s+месяц(?:а|у|ем|е)?\b|(?<=(?:конца|концу|конце)\s)(?P<bare>месяца)\b",
    "weekday": (
        r"(?:(?P<mod>{SHIFT})\s+)?(?P<w>{WEEKDAY})(?:\s+(?:на\s+)?(?P<week>{SHIFT})\s+недел[еи])?"
        r"(?:,?\s+(?P<near>{NEARDAY}))?"
    ),
    "weekly": r"(?P<every>по)\s+(?:понедельникам|вторникам|средам|четвергам|пятницам|субботам|воскресеньям)",
    "nearday": r"(?P<near>{NEARDAY})(?:\s+дн[яе]м?)?",
    "ago": r"(?P<about>{ABOUT})?(?:(?P<n>{COUNT}|пару)\s+)?(?P<unit>{UNIT})\s+(?:тому\s+)?назад",
    "ahead": r"через\s+(?P<about>{ABOUT})?(?:(?P<n>{COUNT}|пару)\s+)?(?P<unit>{UNIT})\b",
    "coming": (
        r"в\s+(?:ближайш(?:ие|их)|течени[еи](?:\s+ближайших)?)\s+(?:(?P<n>{COUNT})\s+)?(?P<unit>{UNIT})\b"
        r"(?!\s+(?:{NUMBER}|прошл|эт))"
    ),
    "about_now": r"(?:на\s+днях|(?:в|на)\s+ближайшие\s+дни|на\s+этих\s+днях)",
    "monthly": r"(?P<a>{MONTHLY})(?:ая|ий|ое|ие|ого|ой|их|ом|ую|ему|им)\b",
}


def _filled(pattern: str) -> str:
    return re.sub(r"\{([A-Z]+)\}", lambda name: fragments()[name[1]], pattern)


@cache
def rules() -> dict[str, re.Pattern[str]]:
    """The pattern of each rule, the most telling first, with its groups."""
    return {name: re.compile(_filled(pattern)) for name, pattern in PATTERNS.items()}


@cache
def scanner() -> re.Pattern[str]:
    """All rules in one pattern; the group that matched names the rule."""
    bare = {name: re.sub(r"\(\?P<\w+>", "(?:", _filled(pattern)) for name, pattern in PATTERNS.items()}
    return re.compile(r"(?<![\w])(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in bare.items()) + ")")


@cache
def trigger() -> re.Pattern[str]:
    """What every time expression holds some of: most sentences without one are passed over by it."""
    stems = (
        r"\d|год|лет|недел|месяц|квартал|полуг|весн|весен|осен|зим|дн[яе]|день|сут|выходны|позавчера|ближайш|числ|кв\."
    )
    return re.compile("|".join([stems, *map(any_of, ("months", "weekdays", "days", "month_adjectives"))]))
