"""Whether the server lives, and whether it can serve: for whatever watches over it."""

from __future__ import annotations

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from servanda.errors import ServandaError
from servanda.store import schema
from servanda.views.web.desk import ledger
from servanda.views.web.permits import public


@public
async def liveness(request: Request) -> Response:
    return PlainTextResponse("alive\n")


@public
def readiness(request: Request) -> Response:
    """Whether the register can be read."""
    held = ledger(request)
    try:
        with held.reading():
            held.connection.execute(select(schema.stories.c.nr).limit(1)).first()
    except ServandaError:
        return PlainTextResponse("the register cannot be read\n", 503)
    return PlainTextResponse("ready\n")


routes = [Route("/liveness", liveness), Route("/readiness", readiness)]
