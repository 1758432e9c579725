"""Which mentions of organisations are one body: by the stems of their names, abbreviations and brackets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servanda.knowledge.organisations import find
from servanda.knowledge.word_sets import word_set
from servanda.model.marked import Mention
from servanda.reading.lines import Line

_SMALL = word_set("same_body", "small")


def stems(name: str) -> frozenset[str]:
    """First five letters of each word of a name in lower case."""
    plain = "".join(ch.lower() if ch.isalnum() else " " for ch in name)
    return frozenset(w[:5].replace("ё", "е") for w in plain.split() if len(w) > 1 and w not in _SMALL)


def initials(name: str) -> str:
    """«Башкортостанская пригородная пассажирская компания» gives БППК."""
    words = "".join(ch if ch.isalnum() else " " for ch in name).split()
    return "".join(w[0].upper() for w in words if w.lower() not in _SMALL)


def joined_bodies(found: Sequence[Mention], rows: Sequence[Line]) -> tuple[Mention, ...]:
    """The mentions with entity numbers; each takes the fullest polities that its body has anywhere in the story."""
    by_number = {row.number: row for row in rows}
    bodies: list[list[int]] = []
    keys: list[set[frozenset[str]]] = []
    short: list[set[str]] = []
    for at, mention in enumerate(found):
        known = find(mention.name) or find(_quoted(mention.name))
        stem, abbreviation = stems(known.name if known else mention.name), mention.name.replace(" ", "").upper()
        home = next((b for b in range(len(bodies)) if stem in keys[b] or abbreviation in short[b]), None)
        if home is None:
            bodies.append([])
            keys.append(set())
            short.append(set())
            home = len(bodies) - 1
        bodies[home].append(at)
        keys[home].add(stem)
        if len(initials(mention.name)) > 2:
            short[home].add(initials(mention.name))
        bracketed = _bracketed(by_number[mention.sentence], mention)
        if bracketed:
            keys[home].add(stems(bracketed))
            short[home].add(bracketed.upper())
    result = list(found)
    for number, members in enumerate(bodies):
        polities = next((found[m].polities for m in members if found[m].polities), ())
        for m in members:
            result[m] = replace(found[m], entity=number, polities=found[m].polities or polities)
    return tuple(result)


def _quoted(name: str) -> str:
    """The part in quotation marks: «Башинформ» of «агентство «Башинформ»»; empty where there is none."""
    start, end = name.find("«"), name.rfind("»")
    return name[start + 1 : end] if 0 <= start < end else ""


def _bracketed(line: Line, mention: Mention) -> str | None:
    """The abbreviation that stands in brackets right after the name."""
    tail = line.text[mention.span.end : mention.span.end + 40]
    stripped = tail.lstrip()
    if not stripped.startswith("("):
        return None
    inner = stripped[1:].split(")")[0].strip('«»" ')
    return inner if 1 < len(inner) <= 20 and inner[:1].isupper() and len(inner.split()) <= 2 else None
