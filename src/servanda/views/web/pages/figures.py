"""The figures that the register holds: series by measure and parties, each value with its source."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from servanda.model.event import MEASURES
from servanda.views.dossier.figures import shown
from servanda.views.queries.figures import figure_page
from servanda.views.web import charts
from servanda.views.web.asking import number_of, one_of, parties_of
from servanda.views.web.desk import desk
from servanda.views.web.permits import needs
from servanda.views.web.rendering import render


@needs("reader")
def figures(request: Request) -> Response:
    """A page of the series, of the measure and the parties asked for."""
    here = desk(request)
    asked = parties_of(request)
    measure = one_of(request, "measure", MEASURES)
    found = figure_page(here.register, asked.codes, measure, number_of(request, "page"))
    return render(
        request, "figures.html", view=found, asked=asked, measure=measure,
        drawn=partial(charts.figures, language=here.language), shown=partial(shown, language=here.language),
    )  # fmt: skip


routes: list[BaseRoute] = [Route("/figures", figures)]
