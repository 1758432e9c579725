"""What comes of a round over sources, told as it happens: failures at once, a line a source, and the sum."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.errors import ServandaError, SourceError

if TYPE_CHECKING:
    from servanda.intake import Told, Visited


@dataclass
class Arrivals:
    """Counts of a round; `failed` tells how many sources and items failed."""

    states: Counter[str] = field(default_factory=Counter)
    visits: int = 0
    failed: int = 0

    def lines(self, told: Iterable[Told]) -> Iterator[str]:
        """A line for each source that was visited; failures go to standard error."""
        from servanda.intake import Unread, Visited

        for one in told:
            if isinstance(one, Unread):
                self.states["unread"] += one.state != "unchanged"
            elif isinstance(one, ServandaError):
                self._fail(one)
            elif isinstance(one, Visited):
                self.visits += 1
                yield from self._visited(one)
            else:
                self.states[one.state] += 1

    def sum(self) -> str:
        failed = f", failed {self.failed}" if self.failed else ""
        new, changed = self.states["new"], self.states["changed"]
        unread = f", kept unread {self.states['unread']}" if self.states["unread"] else ""
        return f"sources asked: {self.visits}; stories: new {new}, changed {changed}{unread}{failed}"

    def _visited(self, visited: Visited) -> Iterator[str]:
        source = visited.source
        if source.last_error:
            remedy = f"it is asked again {clock(source.due)}"
            self._fail(SourceError(source.last_error, where=source.key, remedy=remedy))
            return
        failed = f", {visited.failed} failed" if visited.failed else ""
        unread = f", {in_words(visited.unread)}" if visited.unread else ""
        yield f"{source.key}: {visited.stories} new or changed{unread}{failed}; next {clock(source.due)}"

    def _fail(self, error: ServandaError) -> None:
        self.failed += 1
        print(error, file=sys.stderr)


def in_words(unread: Mapping[str, int]) -> str:
    """Stories in other languages, by code: `2 in English and 1 in Tatar kept, not read`."""
    from servanda.stories.language import name

    return " and ".join(f"{number} in {name(code)}" for code, number in unread.items()) + " kept, not read"


def clock(time: object) -> str:
    """A time as people here read it, to the minute."""
    from datetime import datetime

    return f"{time.astimezone():%Y-%m-%d %H:%M}" if isinstance(time, datetime) else "now"
