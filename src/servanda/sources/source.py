"""A source: an address that is asked again and again for new stories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

KINDS = ("feed", "section", "telegram")


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a source between two visits. Times are aware, intervals in seconds.

    `kind` is one of `KINDS`: a feed, a page with links to articles, the preview page of a public Telegram channel.
    """

    address: str
    kind: str
    name: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    interval: float = 3600.0
    """How long to wait after a visit in which all went well."""
    due: datetime | None = None
    """When to ask next; None: now."""
    last_success: datetime | None = None
    last_error: str | None = None
    failures: int = 0
    """Visits in a row that failed."""
    paused: bool = False
    key: str = ""
    """The short name under which a register keeps it."""

    def is_due(self, now: datetime) -> bool:
        return not self.paused and (self.due is None or self.due <= now)
