"""The example stories: in a checkout under examples/, in an installed program beside its modules."""

from __future__ import annotations

from pathlib import Path

from servanda.errors import InputError


def examples(path: str = "examples") -> str:
    """The file of the example stories where `path` is the word `examples`, else the path itself.

    Raises InputError where the examples are asked for and not there.
    """
    if path.rstrip("/") != "examples":
        return path
    package = Path(__file__).parents[1]
    for folder in (Path("examples"), package / "examples", package.parents[1] / "examples"):
        if (file := folder / "stories.jsonl").is_file():
            return str(file)
    if Path(path).is_dir():
        return path
    raise InputError("the example stories are not here", where=path, remedy="call it in a checkout of Servanda")
