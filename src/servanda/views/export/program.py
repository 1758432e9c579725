"""The program's name and version, as files name their maker."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("servanda")
except PackageNotFoundError:
    VERSION = "unknown"
PROGRAM = f"Servanda {VERSION}"
