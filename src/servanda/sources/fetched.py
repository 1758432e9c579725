"""What the door hands over, and what it was told to keep to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one answer may cost. Sizes are in bytes after decompression, times in seconds."""

    size: int = 20_000_000
    seconds: float = 9.0
    """For the whole of it: name, connection, redirects, body."""
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer to one request."""

    address: str
    """Where it came from in the end."""
    status: int
    body: bytes = b""
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    retry_after: str | None = None
    """The header as given: seconds or a date."""
    location: str | None = None
    """Where a redirect sends us, as an absolute address."""
    moved_to: str | None = None
    """The new address, where the old one said that it had moved for good."""

    @property
    def ok(self) -> bool:
        return self.status == 200

    @property
    def unchanged(self) -> bool:
        """Nothing new since the last time (304)."""
        return self.status == 304
