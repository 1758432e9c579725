"""What imprint and terms are read by: footer lines made whole, quotation marks alike, legal forms in the nominative."""

from __future__ import annotations

import re
from collections.abc import Iterable

FORMS = (
    (r"обществ(?:ом|а|у) с ограниченной ответственностью", "Общество с ограниченной ответственностью"),
    (r"публичн(?:ым|ого) акционерн(?:ым|ого) обществ(?:ом|а)", "Публичное акционерное общество"),
    (r"акционерн(?:ым|ого) обществ(?:ом|а)", "Акционерное общество"),
    (r"автономн(?:ой|ая) некоммерческ(?:ой|ая) организаци(?:ей|и|я)", "Автономная некоммерческая организация"),
    (r"государственн(?:ым|ого) автономн(?:ым|ого) учреждени(?:ем|я)", "Государственное автономное учреждение"),
    (r"государственн(?:ым|ого) бюджетн(?:ым|ого) учреждени(?:ем|я)", "Государственное бюджетное учреждение"),
    (r"муниципальн(?:ым|ого) автономн(?:ым|ого) учреждени(?:ем|я)", "Муниципальное автономное учреждение"),
    (r"правительств(?:ом|а)", "Правительство"),
    (r"администраци(?:ей|и)", "Администрация"),
    (r"министерств(?:ом|а)", "Министерство"),
)
"""Beginnings of a founder's name in the cases in which an imprint gives them («учреждено обществом…»)."""
LONGEST = 3000
"""Characters from which a line is no line of a footer."""
OPENING_BEFORE = frozenset(" \t(«-—–/")


def unwrapped(lines: Iterable[str]) -> list[str]:
    """The lines of a footer, those joined that only a break parts: the second one begins with a small letter."""
    rows: list[str] = []
    for line in lines:
        row = " ".join(line.split())
        if len(row) > LONGEST:
            continue
        if rows and row[:1].islower() and not rows[-1].endswith((".", "!", ";")) and len(rows[-1]) < LONGEST:
            rows[-1] = f"{rows[-1]} {row}"
        elif row:
            rows.append(row)
    return rows


def quotes(text: str) -> str:
    """Quotation marks of all kinds as « and »; of the same length."""
    chars = list(text.translate(str.maketrans("“”„‟", '""""')))
    for at, char in enumerate(chars):
        if char == '"':
            opens = (at == 0 or chars[at - 1] in OPENING_BEFORE) and at + 1 < len(chars) and not chars[at + 1].isspace()
            chars[at] = "«" if opens else "»"
    return "".join(chars)


def tidy(name: str) -> str:
    """A name without the signs around it; quotation marks that stay open are closed."""
    name = " ".join(name.split()).strip(" :;,|.—–-")
    missing = name.count("«") - name.count("»")
    return name + "»" if missing == 1 and not name.endswith("»") else name


def nominative(name: str) -> str:
    """A founder's name with its legal form in the nominative, otherwise as given."""
    for pattern, form in FORMS:
        if found := re.match(pattern, name, re.IGNORECASE):
            return form + name[found.end() :]
    return name


def names_of(rest: str) -> str | None:
    """The name with which a text opens: in quotation marks, nested ones included, or a site's address."""
    if rest.startswith("«"):
        depth = 0
        for at, char in enumerate(rest[:200]):
            depth += (char == "«") - (char == "»")
            if char == "»" and (depth <= 0 or rest[at + 1 : at + 2] != "»"):
                return _inner(rest[: at + 1])
        return None
    found = re.match(r"(?:[\w-]+\.)+(?:ru|рф|com|su|info|net|org|kz|by)\b", rest, re.IGNORECASE)
    return found[0] if found else None


def _inner(quoted: str) -> str:
    inner = quoted[1:]
    if inner.count("«") < inner.count("»"):
        inner = inner[:-1]
    return tidy(inner)
