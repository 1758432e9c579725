"""Who publishes: the imprint that Russian law on the mass media asks of an outlet, read from the lines of its page.

Number and authority of the registration, founder, editor-in-chief, age mark (law 2124-1, articles 10, 27; law 436-FZ),
copyright years and holder, and the outlet's name. What a page does not say stays None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from servanda.model.story import Imprint
from servanda.stories.naming import names_of, nominative, quotes, tidy, unwrapped

NUMBER = re.compile(
    r"(?<!\w)(?P<kind>Эл\.?|ЭЛ|ПИ|ИА|СИ|ТУ|El|EL|РИ)?\s*(?:[№N#]|No\.?|-)?\s*(?P<series>ФС|TУ|ТУ|ФC|FS|ТВ|А|СВ)\s*[-–—]?\s*"
    r"(?P<part>\d{1,2})(?:\s*[-–—]\s*|\s+)(?P<number>\d{2,6})(?!\d)",
    re.IGNORECASE,
)
"""«Эл № ФС77-88040», «ЭЛ №ФС 77 – 88040», «ПИ № ТУ02-01234», «ФС77-88040»."""
AUTHORITIES = (
    (re.compile(r"Роскомнадзор|надзору в сфере связи,? информационных технологий", re.IGNORECASE), "Роскомнадзор"),
    (
        re.compile(r"Россвязькомнадзор|надзору в сфере связи и массовых коммуникаций", re.IGNORECASE),
        "Россвязькомнадзор",
    ),
    (re.compile(r"Россвязьохранкультур", re.IGNORECASE), "Россвязьохранкультура"),
    (
        re.compile(r"Росохранкультур|надзору за соблюдением законодательства в сфере массовых", re.IGNORECASE),
        "Росохранкультура",
    ),
    (re.compile(r"по делам печати|МПТР", re.IGNORECASE), "Минпечати России"),
)
"""Who has registered mass media in Russia since 1999, and how it is called for short."""
REGISTERED = re.compile(r"регистр|свидетельств|выдан", re.IGNORECASE)
OF_WHAT = (
    r"(?:\s+(?:СМИ|и издатель|и редакция|издания|сетевого издания|газеты|журнала|агентства|сайта|портала|редакции))?"
)
FOUNDER = re.compile(
    rf"(?:^|[.;,|]\s*|\s)Учредител[ьи](?:\s*\(соучредител\w+\))?{OF_WHAT}\s*[:—–-]?\s*(?P<name>[^\n]+)",
    re.IGNORECASE,
)
EDITOR = re.compile(
    rf"(?<!заместитель )(?<!зам\. )(?:И\.?\s?о\.?\s+)?(?:Главн(?:ый|ого)\s+редактора?|Главред|Шеф-редактор){OF_WHAT}"
    r"\s*[:—–-]?\s*(?P<name>[^\n]+)",
    re.IGNORECASE,
)
NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ]\."
PERSON = re.compile(rf"(?:{NAME})(?:\s*(?:{NAME})(?!\s*:)){{1,2}}(?:\s+(?:оглы|кызы|улы))?")
AGE = re.compile(r"(?<![\d+])(0|6|12|16|18)\s?\+(?!\s?\d)")
COPYRIGHT = re.compile(r"(?:©|\(c\)|\(с\)|Copyright)\s*(?:©\s*)?(?P<rest>[^\n]{2,200})", re.IGNORECASE)
YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s*[-–—]\s*((?:19|20)\d\d|н\.\s?в\.|наст\w*\.? время|сегодня))?(?!\d)")
FIELD_END = re.compile(
    r"\s*(?:[.;,|]\s*|\s)(?:(?:И\.?\s?о\.?\s+)?Главн\w+ редактор|Главред|Шеф-редактор|Учредител|Издател|Адрес|Телефон|"
    r"Тел\.|E-?mail|Электронн|Свидетельств|Регистрационн|Зарегистр|Возрастн|Контакт|Почт|Редакци[яи]\s*:|Знак|ОГРН|ИНН|©|"
    r"При |Все права|Для детей|\d{1,2}\+)",
    re.IGNORECASE,
)
"""Where the next field of a footer begins."""
OUTLETS = re.compile(
    r"(?:Сетевое издание|Информационное агентство|Средство массовой информации|СМИ|Интернет-(?:издание|портал|газета)|"
    r"Электронное периодическое издание|Периодическое печатное издание|Газета|Журнал|Портал|"
    r"Наименование(?: \(название\))? (?:СМИ|издания)|Название СМИ)\s*[:,—–-]?\s*",
    re.IGNORECASE,
)


def imprint(lines: Iterable[str]) -> Imprint:
    """The imprint in the lines of a page or a text, each field from the first line that holds it."""
    rows = [quotes(row) for row in unwrapped(lines)]
    years, holder = _copyright(rows)
    number = _registration(rows)
    return Imprint(
        outlet=_outlet(rows),
        registration=number,
        authority=_authority(rows),
        founder=_founder(rows),
        editor=_editor(rows),
        age_mark=_age(rows, bool(number or years)),
        copyright_years=years,
        copyright_holder=holder,
    )


def registration(text: str) -> str | None:
    """The registration number in its usual form, «ЭЛ № ФС77-88040»; None where a text holds none."""
    for found in NUMBER.finditer(text):
        series = found["series"].upper().replace("T", "Т").replace("C", "С").replace("FS", "ФС")
        kind = (found["kind"] or "").upper().rstrip(".").replace("EL", "ЭЛ")
        if not kind and series != "ФС":
            continue
        number = f"{series}{found['part']}-{found['number']}"
        return f"{kind} № {number}" if kind else number
    return None


def _registration(rows: list[str]) -> str | None:
    return next((number for row in rows if (number := registration(row))), None)


def _authority(rows: list[str]) -> str | None:
    for at, row in enumerate(rows):
        near = " ".join(rows[at : at + 2])
        if not REGISTERED.search(row) and not registration(row):
            continue
        for pattern, name in AUTHORITIES:
            if pattern.search(near):
                return name
    return None


def _founder(rows: list[str]) -> str | None:
    for at, row in enumerate(rows):
        if not (found := FOUNDER.search(row)) or not _field(row, found.start()):
            if re.fullmatch(r"Учредител[ьи](?: СМИ| издания)?\W*", row, re.IGNORECASE) and at + 1 < len(rows):
                return tidy(rows[at + 1])
            continue
        return nominative(tidy(_to_field_end(found["name"])))
    return None


def _field(row: str, at: int) -> bool:
    """Whether a word stands as the label of a field: it opens the line, or the line is a footer of several fields."""
    return not row[:at].strip(" .;,|") or bool(
        FIELD_END.search(f" {row[:at]}") or registration(row[:at]) or "©" in row[:at]
    )


def _editor(rows: list[str]) -> str | None:
    for at, row in enumerate(rows):
        found = EDITOR.search(row)
        if not found and re.fullmatch(r"(?:Главный редактор|Главред)\W*", row, re.IGNORECASE) and at + 1 < len(rows):
            person = PERSON.match(rows[at + 1])
            return " ".join(person[0].split()) if person else None
        if not found or not _field(row, found.start()):
            continue
        person = PERSON.match(found["name"].lstrip(" :—–-"))
        if person and not re.match(r"\s+[а-яё]{4,}", found["name"].lstrip(" :—–-")[person.end() :]):
            return " ".join(person[0].split())
    return None


def _to_field_end(value: str) -> str:
    found = FIELD_END.search(value)
    return value[: found.start()] if found else value


def _age(rows: list[str], is_footer: bool) -> str | None:
    """The age mark; in a page that shows no other imprint, only where it stands alone or is named as what it is."""
    for row in rows:
        if not (found := AGE.search(row)):
            continue
        alone = len(row) < 12 or re.search(
            r"запрещено для детей|возраст|для (?:детей|лиц) старше|категори", row, re.IGNORECASE
        )
        footer = is_footer and re.search(r"©|издани|агентств|сайт|портал|ресурс|редакци|СМИ|ФС\s?77", row)
        if alone or footer:
            return f"{found[1]}+"
    return None


def _copyright(rows: list[str]) -> tuple[str | None, str | None]:
    for row in rows:
        for found in COPYRIGHT.finditer(row):
            rest = found["rest"]
            years = YEARS.search(rest)
            if not years or years.start() > 90:
                continue
            span = years[1] if not years[2] else f"{years[1]}-{years[2]}" if years[2].isdigit() else f"{years[1]}-"
            before, after = tidy(rest[: years.start()]), _holder(rest[years.end() :])
            return span, before or after or None
    return None, None


def _holder(rest: str) -> str:
    rest = re.sub(r"^\s*(?:гг?\.|года?)?[\s,.:|—–-]*", "", rest)
    rest = re.split(r"\.\s|\s\|\s|\.$|Все права|Учредител|При |\d{1,2}\+", rest, maxsplit=1)[0]
    return tidy(_to_field_end(rest))


def _outlet(rows: list[str]) -> str | None:
    for row in rows:
        for found in OUTLETS.finditer(row):
            rest = row[found.end() :]
            if (registration(row) or "зарегистр" in row.lower()) and (named := names_of(rest)):
                return named
    return None
