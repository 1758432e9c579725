"""The command line: a file a verb. Exit 0 done, 1 something failed (the rest was done), 2 wrong use."""

from __future__ import annotations

import os
import sys

import typer

from servanda.cli.verbs import Verbs
from servanda.errors import ServandaError, UsageError

app = typer.Typer(
    name="servanda",
    cls=Verbs,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
    help="Reads Russian news of cooperation between regions and countries, and keeps the register of who agreed what "
    "with whom, by when, and what came of it.",
)
DEBUG = typer.Option(False, "--debug", help="Show where in the program an error arose.")

_debug = False


@app.callback()
def common(debug: bool = DEBUG) -> None:
    global _debug
    _debug = debug


def main() -> None:
    """Entry point: errors of the program become one line on standard error.

    Matrices are multiplied on one core: the cores are used by reading several stories at once.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        app()
    except ServandaError as error:
        if _debug:
            raise
        print(error, file=sys.stderr)
        raise SystemExit(2 if isinstance(error, UsageError) else 1) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except Exception as error:
        if _debug:
            raise
        told = " ".join(f"{type(error).__name__}: {error}".split())
        print(f"{told}; a fault of the program: please report it, with what --debug shows", file=sys.stderr)
        raise SystemExit(1) from None
