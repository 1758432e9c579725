"""The JSON API: all that the pages show and do, for programs, with the same permits; described at /api/openapi.json."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from servanda.views.web.api import decisions, parties, people, pledges, searches, sources, stories
from servanda.views.web.api.openapi import described
from servanda.views.web.api.operation import Operation
from servanda.views.web.permits import needs
from servanda.views.web.rendering import render

MODULES = (pledges, parties, stories, decisions, searches, sources, people)


@cache
def operations() -> Sequence[Operation]:
    """All operations, in the order in which they are described."""
    return tuple(one for module in MODULES for one in module.OPERATIONS)


@needs("reader")
def openapi(request: Request) -> Response:
    """The description, for programs."""
    return JSONResponse(described())


@needs("reader")
def page(request: Request) -> Response:
    """The description, for people."""
    groups = [(name, list(found)) for name, found in groupby(operations(), lambda one: one.group)]
    return render(request, "api.html", groups=groups, description=described())


routes: list[BaseRoute] = [
    Route("/api", page),
    Route("/api/openapi.json", openapi),
    *(operation.route() for operation in operations()),
]
