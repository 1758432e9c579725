"""The addresses of all pages, as the browser visits them; each page's owner adds his own.

A part in braces is filled in from the register of the example stories, by `FILLED`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ADDRESSES: tuple[str, ...] = (
    "/account",
    "/admin",
    "/admin/health",
    "/api",
    "/calendar",
    "/figures",
    "/gatherings",
    "/map",
    "/pairs",
    "/pairs/RU-BA/KZ",
    "/pledges/{pledge}",
    "/polities",
    "/polities/RU-BA",
    "/review",
    "/stories/new",
    "/stories/{story}",
)
NO_PAGES = ("/liveness", "/readiness", "/first", "/sign-in", "/dossier", "/feeds/", "/calendars/", "/api/")
"""How routes begin that show no page to one who is signed in: files, feeds, JSON, and those with tests of their own."""
FILLED: dict[str, Callable[[Any], str]] = {
    "pledge": lambda register: max(register.pledges(), key=lambda one: len(one.steps)).id,
    "story": lambda register: register.pledges()[0].stories[0],
}


def filled(address: str, register: Any) -> str:
    """An address with its parts in braces filled in."""
    for name, value in FILLED.items():
        if f"{{{name}}}" in address:
            address = address.replace(f"{{{name}}}", value(register))
    return address
