"""The register that a verb works on, and how parties and days are named on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from servanda.errors import NotFound, UsageError

if TYPE_CHECKING:
    from servanda.register.register import Register


def at(register: str | None) -> str:
    """The address of the register: as given, else that of the settings."""
    from servanda.settings import settings

    return register or settings().register_url


def made(register: str | None) -> Register:
    """The register, made where there is none: for verbs that enter something."""
    from servanda import store

    return store.open(at(register))


def opened(register: str | None) -> Register:
    """The register, for verbs that look something up: a look makes no file. Raises NotFound."""
    return made(present(register))


def present(register: str | None) -> str:
    """The address of a register that exists.

    Raises NotFound where it is to be in a file, and there is none.
    """
    address = at(register)
    file = address.removeprefix("sqlite:///")
    if file != address and file and not Path(file).exists():
        raise NotFound("no register here", where=address, remedy="enter stories with `servanda add`, or name another")
    return address


def code(party: str) -> str:
    """The code of a polity that is named by it, or by its Russian name: `RU-BA`, «Башкортостан».

    Raises UsageError where no polity, or more than one, is meant.
    """
    from servanda.knowledge.polities import known
    from servanda.views.export.places import polity_of

    for name in (party, party.upper()):
        if known(name):
            return name
    found = polity_of(party)
    if found is None:
        raise UsageError(f"no one polity is called {party!r}", remedy="give its code, as RU-BA, KZ or RU-BA/Уфа")
    return found
