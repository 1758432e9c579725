"""`servanda watch`: keep on asking the sources, each when it is due."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from servanda.cli.inputs import REGISTER

NAME = "watch"
ROUNDS = typer.Option(None, "--rounds", min=1, metavar="N", help="End after so many looks at what is due.")
LOOK = 60.0
"""Seconds after which sources that were added or resumed meanwhile are seen."""


def command(rounds: int | None = ROUNDS, register: str | None = REGISTER) -> None:
    """Keep on: ask each source when it is due and enter what is new, until stopped by Ctrl-C or SIGTERM.

    Example: servanda watch --register sqlite:///office.db
    """
    from servanda.cli import held
    from servanda.cli.arrivals import Arrivals
    from servanda.cli.sources import book
    from servanda.cli.web import web
    from servanda.intake import chosen, now, take_in

    opened = held.opened(register)
    kept, done, failed = book(opened), 0, 0
    with _until_stopped() as stop:
        asking = web(stop.wait)
        while not stop.is_set():
            due = chosen(kept, [], now())
            arrivals = Arrivals()
            for line in arrivals.lines(take_in(opened, kept, due, asking, stopped=stop.is_set) if due else ()):
                print(line, flush=True)
            failed += arrivals.failed
            done += 1
            if done == rounds:
                break
            times = [source.due for source in kept.all() if source.due and not source.paused]
            stop.wait(min([LOOK, *(max(0.0, (time - now()).total_seconds()) for time in times)]))
    raise typer.Exit(1 if failed and rounds else 0)


@contextmanager
def _until_stopped() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set once; a second one ends the program as it would any other."""
    stop = threading.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def end(number: int, frame: object) -> None:
        stop.set()
        signal.signal(number, before[signal.Signals(number)])

    for number in before:
        signal.signal(number, end)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
