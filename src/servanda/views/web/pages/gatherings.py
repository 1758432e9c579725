"""Gatherings that recur, with their dates planned and actual."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from servanda.views.queries.gatherings import gathering_page
from servanda.views.web.asking import number_of, parties_of
from servanda.views.web.desk import desk
from servanda.views.web.permits import needs
from servanda.views.web.rendering import render

LONGEST = 200
"""Characters of words that are looked for."""


@needs("reader")
def gatherings(request: Request) -> Response:
    """The series of the parties and words asked for, a page of gatherings at a time."""
    asked, words = parties_of(request), request.query_params.get("q", "").strip()[:LONGEST]
    view = gathering_page(desk(request).register, asked.codes, words, number_of(request, "page"))
    return render(request, "gatherings.html", view=view, asked=asked, words=words)


routes: list[BaseRoute] = [Route("/gatherings", gatherings)]
