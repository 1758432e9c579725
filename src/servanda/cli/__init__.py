"""The command line: a file a verb. Exit 0 done, 1 something failed (the rest was done), 2 wrong use."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from servanda.cli.verbs import Verbs
from servanda.errors import ServandaError, UsageError

STOPPED = 130
"""Exit status after Ctrl-C, as shells have it."""

app = typer.Typer(
    name="servanda",
    cls=Verbs,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
    help="Reads Russian news of cooperation between regions and countries, and keeps the register of who agreed what "
    "with whom, by when, and what came of it.",
)
DEBUG = typer.Option(False, "--debug", help="Show where in the program an error arose.")


@app.callback()
def common(debug: bool = DEBUG) -> None:
    """Stands here for the help: `main` takes it out from wherever it stands."""


def main(words: Sequence[str] | None = None) -> None:
    """Entry point: errors become one line on standard error, and an exit status.

    Matrices are multiplied on one core: the cores are used by reading several stories at once.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    called = list(sys.argv[1:] if words is None else words)
    given = [word for word in called if word != "--debug"]
    try:
        status = app(given or ["--help"], prog_name="servanda", standalone_mode=False)
    except Exception as error:
        if given != called:
            raise
        print(_line(error), file=sys.stderr)
        raise SystemExit(2 if isinstance(error, UsageError | TyperException) else 1) from None
    except KeyboardInterrupt:
        raise SystemExit(STOPPED) from None
    raise SystemExit(status if isinstance(status, int) else 0)


def _line(error: Exception) -> str:
    """One line that says what happened and what to do."""
    if isinstance(error, ServandaError):
        return str(error)
    if isinstance(error, typer.Abort):
        return "stopped"
    if isinstance(error, TyperException):
        at = getattr(error, "ctx", None)
        told = f"{error.format_message().rstrip('.')}; see `{at.command_path if at else 'servanda'} --help`"
    else:
        told = f"{type(error).__name__}: {error}; a fault of the program: please report it, with what --debug shows"
    return " ".join(told.split())
