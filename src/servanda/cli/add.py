"""`servanda add`: read stories and enter them in the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import typer

from servanda.cli.inputs import COLUMN, DATE, PATHS, REGISTER, SOURCE, Inputs

if TYPE_CHECKING:
    from servanda.register.entering import Entered
    from servanda.register.register import Register

NAME = "add"


def command(
    paths: list[str] = PATHS,
    date: str | None = DATE,
    source: str | None = SOURCE,
    column: list[str] = COLUMN,
    register: str | None = REGISTER,
) -> None:
    """Read stories and enter them in the register. What it holds already changes nothing.

    Example: servanda add --source bashinform.ru reports/
    """
    from servanda.cli import held
    from servanda.cli.examples import examples

    inputs = Inputs([examples(path) for path in paths], date, source, column)
    for line in enter(held.made(register), inputs):
        print(line)
    raise typer.Exit(1 if inputs.failed else 0)


def enter(register: Register, inputs: Inputs) -> Iterator[str]:
    """Enter what the inputs hold; gives the lines that say what came of it."""
    from servanda.cli.reading import readings

    return _summary(register.enter_many((reading.story, reading.coding) for reading in readings(inputs)))


def _summary(entered: Iterable[Entered]) -> Iterator[str]:
    """What entering did, in two lines, once all is entered."""
    states: Counter[str] = Counter()
    events, reprints = 0, 0
    pledges: set[str] = set()
    for one in entered:
        states[one.state] += 1
        events += len(one.events)
        reprints += one.reprint_of is not None
        pledges.update(one.pledges)
    told = [f"{states['new']} new", f"{states['changed']} changed", f"{states['unchanged']} held already"]
    again = f", {reprints} of them reprints" if reprints else ""
    yield f"stories: {', '.join(told)}{again}"
    if states["new"] or states["changed"]:
        yield f"entered: {events} events, in {len(pledges)} pledges and single acts, new or changed"
    else:
        yield "nothing changed"
