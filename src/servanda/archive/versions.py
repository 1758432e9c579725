"""Which program, tables and networks an archive was read by: readings by the same are the same."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Any

from servanda.reading.engine.weights import FILES
from servanda.settings import settings

PACKAGES = ("knowledge", "stories", "reading", "coding")
"""Whose tables decide what is read."""
LIBRARIES = ("numpy", "pymorphy3", "razdel", "trafilatura")
"""Whose versions do."""


@cache
def versions() -> dict[str, Any]:
    """Versions of the program and of libraries, and SHA-256 of the tables of each package and of the networks."""
    tables = {package: _sum(package) for package in PACKAGES}
    for name in ("polities", "organisations", "offices", "leaders"):
        own = getattr(settings(), name)
        if own is not None:
            tables[f"own {name}"] = hashlib.sha256(own.read_bytes()).hexdigest()
    libraries = {name: _version(name) for name in LIBRARIES}
    return {"program": _version("servanda"), "libraries": libraries, "tables": tables, "networks": dict(FILES)}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


def _sum(package: str) -> str:
    sum = hashlib.sha256()
    folder = files(f"servanda.{package}") / "data"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.is_file():
            sum.update(file.name.encode() + b"\0" + file.read_bytes())
    return sum.hexdigest()
