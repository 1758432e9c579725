"""`--where` on the command line: the filter of lists, saved searches and exports, as words of the form key=value."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import typer

from servanda.cli.held import code
from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.register.where import Where

WHERE = typer.Option(
    [],
    "--where",
    metavar="FILTER",
    help="What to take, as kind=agreement, polity=RU-BA, status=overdue, field=transport, text='прямой рейс', "
    "since=2023-01-01, until=2023-12-31, announced=yes; several words, or the option several times: all must hold.",
)
AS_OF = typer.Option(None, "--as-of", metavar="DAY", help="As known on this day (YYYY-MM-DD); today if left out.")


def where(words: Sequence[str]) -> Where:
    """The filter that these words make; nothing is left out where there are none.

    Raises UsageError, naming the word, where one has no sense.
    """
    from servanda.register.where import Where

    given: dict[str, Any] = {"promised": None}
    lists: dict[str, list[str]] = {"polities": [], "statuses": []}
    for word in (part for text in words for part in _split(text)):
        key, equals, value = word.partition("=")
        if not equals or not value or key not in _KEYS:
            raise UsageError(f"no filter {word!r}", remedy=f"filters are {', '.join(f'{name}=…' for name in _KEYS)}")
        name, read = _KEYS[key]
        if name in lists:
            lists[name] += read(value)
        else:
            given[name] = read(value)
    given |= {name: tuple(values) for name, values in lists.items()}
    return Where(**given)


def day(text: str | None) -> date:
    """The day that `--as-of` names, or today. Raises UsageError where it is none."""
    return date.fromisoformat(a_day(text)) if text else date.today()


def _split(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError as error:
        raise UsageError(f"{text!r}: {error}", remedy="close the quotation marks") from None


def a_day(value: str) -> str:
    """The day as `YYYY-MM-DD`. Raises UsageError where it is none."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(f"{value!r} is no day", remedy="write it as 2024-12-31") from None


def _among(allowed: Sequence[str]) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in allowed:
            raise UsageError(f"{value!r} is none of {', '.join(allowed)}")
        return value

    return read


def _several(allowed: Sequence[str]) -> Callable[[str], list[str]]:
    return lambda value: [_among(allowed)(one) for one in value.split(",")]


def _yes(value: str) -> bool:
    return _among(("yes", "no"))(value) == "yes"


def _keys() -> Mapping[str, tuple[str, Callable[[str], Any]]]:
    from servanda.model.event import FIELDS, KINDS
    from servanda.model.status import STATUSES

    return {
        "kind": ("kind", _among(KINDS)),
        "polity": ("polities", lambda value: [code(one) for one in value.split(",")]),
        "status": ("statuses", _several(STATUSES)),
        "field": ("field", _among(FIELDS)),
        "text": ("text", str),
        "since": ("since", a_day),
        "until": ("until", a_day),
        "announced": ("promised", _yes),
    }


_KEYS = _keys()
