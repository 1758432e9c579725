"""All routes of the site, with addresses that lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from starlette.routing import BaseRoute, Mount, Route

PARAMETER = re.compile(r"{(\w+)(?::(\w+))?}")
NUMBERS = ("int", "float")


def routes(found: list[BaseRoute], prefix: str = "") -> Iterator[tuple[str, str, Any]]:
    """Each path with a method and its endpoint; of what is mounted, the app itself where it has no routes."""
    for route in found:
        if isinstance(route, Mount) and route.routes:
            yield from routes(list(route.routes), prefix + route.path)
        elif isinstance(route, Route):
            for method in sorted((route.methods or set()) - {"HEAD"}):
                yield prefix + route.path, method, route.endpoint
        else:
            yield prefix + route.path, "GET", route.app


def filled(path: str, known: dict[str, str] | None = None) -> str:
    """An address of a path: its parameters as `known` by their name, else 1 or «нет»."""
    known = known or {}
    return PARAMETER.sub(lambda at: known.get(at[1], "1" if at[2] in NUMBERS else "нет"), path)
