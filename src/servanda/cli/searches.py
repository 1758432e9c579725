"""`servanda searches`: searches kept under a name, with what they find and what is new."""

from __future__ import annotations

from dataclasses import replace

import typer

from servanda.cli.filters import WHERE, where
from servanda.cli.inputs import REGISTER
from servanda.errors import UsageError

NAME = "searches"
SEARCH = typer.Argument(None, metavar="[NAME]", help="The search to look at, keep or drop; all are listed without it.")
FORGET = typer.Option(False, "--forget", help="Drop the search.")


def command(
    name: str | None = SEARCH, filter: list[str] = WHERE, forget: bool = FORGET, register: str | None = REGISTER
) -> None:
    """List the saved searches with counts; look at one and what is new in it; keep one with --where.

    Example: servanda searches kazakhstan --where "polity=RU-BA polity=KZ status=overdue"
    """
    from servanda.cli import held
    from servanda.cli.lists import pledge_table
    from servanda.cli.printing import console, table
    from servanda.views.queries import searches as queries

    opened, out = held.opened(register), console()
    if name is None:
        if filter or forget:
            raise UsageError("which search is meant?", remedy="name it: servanda searches NAME …")
        rows = [(one.name, str(one.pledges), str(one.fresh)) for one in opened.searches()]
        out.print(table(("search", "pledges", "new"), rows, right=("pledges", "new")) if rows else "no saved searches")
    elif forget:
        queries.forget(opened, name)
    elif filter:
        wanted = where(filter)
        opened.save(name, replace(wanted, promised=True if wanted.promised is None else wanted.promised))
    else:
        found = opened.look(name)
        out.print(f"{name}: {len(found.pledges)} pledges, {len(found.fresh)} with news since the last look")
        if found.pledges:
            out.print(pledge_table(found.pledges))
        if found.fresh:
            out.print("\nnew:")
            out.print(pledge_table(found.fresh))
