"""The addresses of all pages, as the browser visits them; each page's owner adds his own.

A part in braces is filled in from the register of the example stories, by `FILLED`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ADDRESSES: tuple[str, ...] = (
    "/",
    "/pledges",
    "/account",
    "/admin",
    "/admin/health",
    "/api",
    "/calendar?month=2023-11",
    "/calendar?month=2024-12",
    "/figures",
    "/gatherings",
    "/map",
    "/map?show=partners&polity=RU-BA",
    "/pairs",
    "/pairs/RU-BA/KZ",
    "/pledges/{pledge}",
    "/polities",
    "/polities?q=каза",
    "/polities/RU-BA",
    "/review",
    "/searches",
    "/sources",
    "/sources/visits/{source}",
    "/stories/new",
    "/stories/{story}",
)
NO_PAGES = (
    "/api/", "/calendars/", "/dossier", "/feeds/", "/first", "/liveness", "/pledges/export", "/readiness", "/sign-in",
    "/sources/list.opml", "/sources/round",
)  # fmt: skip
"""How routes begin that show no page to one who is signed in: files, feeds, JSON, and those with tests of their own."""
FILLED: dict[str, Callable[[Any], str]] = {
    "pledge": lambda register: max(register.pledges(), key=lambda one: len(one.steps)).id,
    "source": lambda register: _sources(register),
    "story": lambda register: register.pledges()[0].stories[0],
}


def _sources(register: Any) -> str:
    """A source that fails, one that does well and one that is paused; and two searches, one of them published."""
    from dataclasses import replace
    from datetime import UTC, datetime

    from servanda.register.where import Where
    from servanda.sources.source import Source
    from servanda.store.sources import VisitRow
    from servanda.views.queries.searches import published, save
    from servanda.views.queries.sources import book

    kept, now = book(register), datetime(2024, 3, 1, 8, tzinfo=UTC)
    if not kept.all():
        for name in ("vesti", "kurier", "molva"):
            source = kept.add(Source(f"https://{name}.example/rss", "feed", f"Лента «{name.title()}»", due=now))
            error = "answer 503" if name == "kurier" else None
            kept.save(replace(source, last_success=now, last_error=error, failures=3 if error else 0),
                      VisitRow(source.key, now.isoformat(), 7, 1, error))  # fmt: skip
        kept.pause(kept.one("molva.example"), True)
        save(register, "Казахстан: что просрочено", Where(polities=("RU-BA", "KZ"), statuses=("overdue", "postponed")))
        save(register, "Транспорт", Where(field="transport", text="прямой рейс"))
        published(register).publish("Транспорт")
    return "kurier.example"


def filled(address: str, register: Any) -> str:
    """An address with its parts in braces filled in."""
    _sources(register)
    for name, value in FILLED.items():
        if f"{{{name}}}" in address:
            address = address.replace(f"{{{name}}}", value(register))
    return address
