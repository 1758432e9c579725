"""Word lists kept as regular expressions in a TOML file: tables of a key and the pattern of its words."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property, lru_cache
from importlib.resources import files


class Lexicon:
    """The tables of one file inside a package; patterns are over lower case with е for ё."""

    def __init__(self, path: str, package: str = "servanda.reading") -> None:
        self.path, self.package = path, package

    @cached_property
    def tables(self) -> dict[str, dict[str, str]]:
        """Pattern by table and key."""
        return tomllib.loads(files(self.package).joinpath(self.path).read_text("utf-8"))

    @cached_property
    def _compiled(self) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
        return {
            name: [(key, re.compile(pattern)) for key, pattern in table.items()] for name, table in self.tables.items()
        }

    def any_of(self, table: str, *keys: str) -> str:
        """One pattern for all words of a table, or for those of some of its keys."""
        words = self.tables[table]
        return "(?:" + "|".join(f"(?:{words[key]})" for key in (keys or words)) + ")"

    @lru_cache(maxsize=4096)  # noqa: B019 - a lexicon lives as long as the process
    def key_of(self, table: str, text: str) -> str | None:
        """The key of the row whose pattern matches the whole text."""
        return next((key for key, pattern in self._compiled[table] if pattern.fullmatch(text)), None)

    def number_of(self, table: str, text: str | None) -> int | None:
        """The same where keys are whole numbers; None for no text."""
        key = self.key_of(table, text) if text else None
        return None if key is None else int(key)


def lowered(text: str) -> str:
    """Lower case with е for ё, character for character."""
    low = text.lower().replace("ё", "е")
    if len(low) == len(text):
        return low
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text).replace("ё", "е")
