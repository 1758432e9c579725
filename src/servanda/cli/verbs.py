"""The verbs of the command line, by what they are for; each is a module here that is imported once it is called."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from types import ModuleType

VERBS: dict[str, tuple[str, ...]] = {
    "Reading": ("read", "explain", "names", "archive"),
    "The register": (
        "add", "pledges", "pledge", "due", "dossier", "background", "figures", "gatherings", "search", "searches",
        "demo",
    ),
    "Sources": ("sources", "fetch", "watch", "reprints"),
    "Decisions": ("review", "decide", "history"),
    "Exchange": ("export", "import", "digest"),
    "The web": ("serve",),
    "Upkeep": ("backup", "restore", "doctor"),
}  # fmt: skip
MODULES = {"import": "import_"}
"""Verbs whose module cannot bear their name."""


def module(verb: str) -> ModuleType:
    """The module of a verb: its `command` is what the verb does."""
    return import_module(f"servanda.cli.{MODULES.get(verb, verb)}")


def about(verb: str) -> str:
    """The first sentence of a verb's help."""
    return (module(verb).command.__doc__ or "").strip().split(". ")[0].split("\n")[0].rstrip(".")


class Verbs(TyperGroup):
    """A group that knows its verbs by name, and makes the command of one only when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [verb for verbs in VERBS.values() for verb in verbs]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in self.list_commands(ctx):
            return None
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(cmd_name, context_settings={"help_option_names": ["--help", "-h"]})(module(cmd_name).command)
        return typer.main.get_command(single)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        for section, rows in _sections():
            with formatter.section(section):
                formatter.write_dl(rows)


def _sections() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for section, verbs in VERBS.items():
        yield section, [(verb, about(verb)) for verb in verbs]
