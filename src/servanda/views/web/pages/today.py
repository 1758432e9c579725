"""The first page: what the day asks for."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from servanda.views.queries.today import today
from servanda.views.web.desk import desk
from servanda.views.web.permits import needs
from servanda.views.web.rendering import render


@needs("reader")
def show(request: Request) -> Response:
    """`GET /`."""
    here = desk(request)
    return render(request, "today.html", view=today(here.register, here.today, here.since))


routes = [Route("/", show)]
