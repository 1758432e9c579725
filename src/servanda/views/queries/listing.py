"""A list of pledges as an address asks for it: filters, order and page, there and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, cast

from servanda.model.event import FIELDS, KINDS, Kind
from servanda.model.pledge import Pledge
from servanda.model.status import STATUSES, StatusName
from servanda.register.register import Register
from servanda.register.tables import Asked, Order, Row, Table
from servanda.register.where import Where
from servanda.views.queries.polities import named

SIZES = (25, 50, 100, 200)
SIZE = 50
LATEST = Order("news", True)
"""How a list is sorted where nothing else is asked: the latest news first."""
ACTS: Mapping[str, bool | None] = {"announced": True, "lone": False, "all": None}
LONGEST = 300
"""Characters of a word of the address."""
LAST_PAGE = 100_000
PARTIES = 6
DAYS = ("since", "until", "due_from", "due_until", "changed_from")
PAGE = 200
"""Pledges that are built at once for an export."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What an address asks for; `unknown` are names of parties that name none, or several."""

    where: Where
    order: Order = LATEST
    size: int = SIZE
    page: int = 1
    news: str | None = None
    unknown: tuple[str, ...] = ()

    @property
    def asked(self) -> Asked:
        return Asked(self.where, self.order, self.size, (self.page - 1) * self.size, self.news)

    def first(self, rows: int) -> Asked:
        """The first rows alone, without counts."""
        return Asked(self.where, self.order, rows, 0, self.news, most=0)

    def query(self) -> dict[str, Any]:
        """The words of the address that ask for it: what goes without saying is left out."""
        order = f"{'-' if self.order.down else ''}{self.order.by}"
        return {
            **query_of(self.where),
            "news": self.news,
            "sort": order if self.order != LATEST else None,
            "size": self.size if self.size != SIZE else None,
            "page": self.page if self.page > 1 else None,
        }

    def pages(self, total: int) -> int:
        return max(1, -(-total // self.size))


def listing(given: Sequence[tuple[str, str]]) -> Listing:
    """Read the query of an address; what has no sense in it is passed over."""
    several: dict[str, list[str]] = {}
    for name, value in given:
        if text := value.replace("\x00", "").strip()[:LONGEST]:
            several.setdefault(name, []).append(text)
    words = {name: values[-1] for name, values in several.items()}
    wanted = several.get("polity", [])[:PARTIES]
    codes = [named(text) for text in wanted]
    statuses = [name for name in STATUSES if name in several.get("status", [])]
    return Listing(
        where=Where(
            kind=cast(Kind | None, _among(words.get("kind"), KINDS)),
            polities=tuple(dict.fromkeys(code for code in codes if code)),
            statuses=cast(tuple[StatusName, ...], tuple(statuses)),
            field=_among(words.get("field"), FIELDS),
            text=words.get("q"),
            promised=ACTS.get(words.get("acts", ""), True),
            speaker=words.get("speaker"),
            outlet=words.get("outlet"),
            slipped=True if words.get("slipped") == "yes" else None,
            **{name: _day(words.get(name)) for name in DAYS},
        ),
        order=_order(words.get("sort")),
        size=next((size for size in SIZES if str(size) == words.get("size")), SIZE),
        page=_page(words.get("page")),
        news=_moment(words.get("news")),
        unknown=tuple(text for text, code in zip(wanted, codes, strict=True) if code is None),
    )


def query_of(where: Where) -> dict[str, Any]:
    """The words of an address that ask for a filter."""
    acts = next(name for name, value in ACTS.items() if value is where.promised)
    return {
        "q": where.text,
        "polity": list(where.polities),
        "kind": where.kind,
        "field": where.field,
        "status": list(where.statuses),
        "speaker": where.speaker,
        "outlet": where.outlet,
        "acts": acts if acts != "announced" else None,
        "slipped": "yes" if where.slipped else None,
        **{name: getattr(where, name) for name in DAYS},
    }


@dataclass(frozen=True, slots=True)
class Bounded:
    """A page of a list that surely exists: the last one, where a later one was asked for."""

    listing: Listing
    table: Table

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.table.rows

    @property
    def pages(self) -> int:
        return self.listing.pages(self.table.total)


def shown(register: Register, asked: Listing) -> Bounded:
    """The page of a list."""
    table = register.table(asked.asked)
    if not table.rows and table.total and asked.page > 1:
        asked = replace(asked, page=asked.pages(table.total))
        table = register.table(asked.asked)
    return Bounded(asked, table)


def pledges(register: Register, ids: Sequence[str]) -> Iterator[Pledge]:
    """These pledges in their order, as they stand today; to be read within `register.ledger.reading()`."""
    for at in range(0, len(ids), PAGE):
        yield from register.among(ids[at : at + PAGE])


def _among(value: str | None, words: Sequence[str]) -> str | None:
    return value if value in words else None


def _order(text: str | None) -> Order:
    try:
        return Order.of(text) if text else LATEST
    except ValueError:
        return LATEST


def _page(text: str | None) -> int:
    return min(max(int(text), 1), LAST_PAGE) if text and text.isascii() and text.isdigit() and len(text) < 9 else 1


def _day(text: str | None) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        return None


def _moment(text: str | None) -> str | None:
    try:
        time = datetime.fromisoformat(text.replace(" ", "+")) if text else None
        return time.astimezone(UTC).isoformat(timespec="microseconds") if time else None
    except (ValueError, OverflowError):
        return None
