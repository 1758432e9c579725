"""The register on the web: Starlette, Jinja2, htmx; everything served from here, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from servanda.register.register import Clock
    from servanda.settings import Settings

THREADS = 12
"""Requests worked on at once: as many as connections are kept (`store.connection.CONNECTIONS`), so that none is opened
for one request alone, and far more than there are cores."""


def create_app(
    url: str,
    settings: Settings,
    *,
    clock: Clock | None = None,
    open_for_reading: bool | None = None,
    guest: str | None = None,
) -> Starlette:
    """The site over the register at an address, which is made where there is none.

    `open_for_reading`: whether all may look without signing in (None: as the settings say). `guest`: the name of an
    admin who enters by the first code instead of a password, in a register without users: for demonstrations.
    Raises RegisterError.
    """
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException
    from starlette.middleware import Middleware
    from starlette.routing import Mount

    from servanda.errors import ServandaError
    from servanda.views.web.errors import on_error, on_http
    from servanda.views.web.files import Files
    from servanda.views.web.gate import Gate
    from servanda.views.web.limits import BodyLimit
    from servanda.views.web.pages import routes
    from servanda.views.web.security import Headed
    from servanda.views.web.setup import place

    app = Starlette(
        routes=[*routes(), Mount("/static", Files(), name="static")],
        middleware=[Middleware(Headed), Middleware(Gate), Middleware(BodyLimit)],
        exception_handlers={HTTPException: on_http, ServandaError: on_error, Exception: on_error},
        lifespan=_lifespan,
    )
    app.state.place = place(url, settings, clock, open_for_reading, guest)
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    from anyio.to_thread import current_default_thread_limiter, run_sync

    from servanda.views.web.warming import warm

    current_default_thread_limiter().total_tokens = THREADS
    await run_sync(warm)
    yield
    app.state.place.ledger.engine.dispose()
