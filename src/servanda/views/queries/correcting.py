"""What a person types into the slots of an event, checked and turned into what a decision holds."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from servanda.errors import UsageError
from servanda.model.event import FIELDS, KINDS, STAGES, Event
from servanda.model.when import valid
from servanda.register.shape import LISTS, SLOTS, TEXTS

LONGEST = 300
"""Characters of a name or a phrase."""
MOST = 60
"""Names in a list."""
BETWEEN_NAMES = re.compile(r"[;\n]")
BETWEEN_PARTIES = re.compile(r"[;,\n]")
FAULTS = ("no kind", "no stage", "no time", "no polity", "two polities", "no field", "too long", "too many")


class Unfit(UsageError):
    """A value that does not fit its slot; `fault` is one of `FAULTS`, `value` what was typed."""

    def __init__(self, slot: str, fault: str, value: str) -> None:
        self.slot, self.fault, self.value = slot, fault, value
        super().__init__(f"{value!r} does not fit: {fault}", where=slot)


def shown(event: Event, slot: str) -> str:
    """A slot as one types it: several parties between commas, several names between semicolons."""
    value = getattr(event, slot)
    if slot in LISTS:
        return ("; " if slot == "actors" else ", ").join(value)
    return value or ""


def corrections(event: Event, typed: Mapping[str, str | Sequence[str]]) -> list[tuple[str, str]]:
    """The slots that were typed anew and what they come to (JSON), in the order of the codebook's table.

    Slots that are absent stay as they are. Raises Unfit for the first that has no sense.
    """
    found = []
    for slot in SLOTS:
        if slot in typed:
            value = _value(slot, typed[slot])
            if value != (list(held) if isinstance(held := getattr(event, slot), tuple) else held):
                found.append((slot, json.dumps(value, ensure_ascii=False)))
    return found


def _value(slot: str, typed: str | Sequence[str]) -> str | list[str] | None:
    text = typed.strip() if isinstance(typed, str) else ""
    if slot == "fields":
        return _fields([typed] if isinstance(typed, str) else list(typed))
    if slot == "polities":
        return _polities(text)
    if slot == "actors":
        return _names(text)
    if slot in ("kind", "stage"):
        if text not in (KINDS if slot == "kind" else STAGES):
            raise Unfit(slot, f"no {slot}", text)
    elif slot == "when" and text and not valid(text):
        raise Unfit(slot, "no time", text)
    elif slot in TEXTS and len(text) > LONGEST:
        raise Unfit(slot, "too long", text[:20] + "…")
    return " ".join(text.split()) or None


def _fields(names: Sequence[str]) -> list[str]:
    wanted = [name for name in names if name.strip()]
    strange = next((name for name in wanted if name not in FIELDS), None)
    if strange is not None:
        raise Unfit("fields", "no field", strange)
    return [name for name in FIELDS if name in wanted]


def _names(text: str) -> list[str]:
    names = list(dict.fromkeys(" ".join(name.split()) for name in BETWEEN_NAMES.split(text) if name.strip()))
    if len(names) > MOST:
        raise Unfit("actors", "too many", names[MOST])
    long = next((name for name in names if len(name) > LONGEST), None)
    if long:
        raise Unfit("actors", "too long", long[:20] + "…")
    return names


def _polities(text: str) -> list[str]:
    """Codes, or Russian names that mean one polity alone."""
    names = list(dict.fromkeys(name.strip() for name in BETWEEN_PARTIES.split(text) if name.strip()))
    if len(names) > MOST:
        raise Unfit("polities", "too many", names[MOST])
    codes = list(dict.fromkeys(_code(name) for name in names))
    if len(codes) < 2:
        raise Unfit("polities", "two polities", text)
    return codes


def _code(name: str) -> str:
    from servanda.knowledge.polities import known
    from servanda.views.export.places import polity_of

    for code in (name, name.upper()):
        if known(code):
            return code
    found = polity_of(name)
    if found is None:
        raise Unfit("polities", "no polity", name[:60])
    return found
