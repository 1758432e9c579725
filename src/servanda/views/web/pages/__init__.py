"""The pages, a module each with its `routes`."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from starlette.routing import BaseRoute

import servanda.views.web.numbers  # noqa: F401  (paths may have numbers in them)

NAMES = (
    "health", "account", "today", "register", "pledge", "decisions", "review", "story", "pair", "calendar",
    "gatherings", "map", "figures", "searches", "sources", "admin",
)  # fmt: skip


def routes() -> list[BaseRoute]:
    """The routes of all pages, and those of the API."""
    found: list[BaseRoute] = []
    for name in NAMES:
        if find_spec(f"{__name__}.{name}"):
            found += import_module(f"{__name__}.{name}").routes
    if find_spec("servanda.views.web.api") and hasattr(api := import_module("servanda.views.web.api"), "routes"):
        found += api.routes
    return found
