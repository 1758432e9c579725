"""Manners as pure decisions: what robots.txt allows, when to ask again, how long to leave a host alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from protego import Protego

from servanda.sources.fetched import Fetched
from servanda.sources.source import Source

SHORTEST, LONGEST = 15 * 60.0, 24 * 3600.0
"""Bounds of the interval between two visits, in seconds."""
PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds between two requests to one host, and the most that a host's own wish can make of them."""
LONGEST_ROBOTS = 500_000
"""Bytes of a robots.txt that are read (RFC 9309, section 2.5)."""
LONGEST_WAIT = 7 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host's robots.txt says; by RFC 9309 none allows all, one that cannot be had forbids all."""

    rules: Protego | None = None
    forbids_all: bool = False

    def allows(self, address: str, agent: str) -> bool:
        if self.forbids_all:
            return False
        return self.rules is None or bool(self.rules.can_fetch(address, agent))

    def pause(self, agent: str) -> float:
        """Seconds that the host wishes between two requests; 0 where it wishes nothing."""
        wish = self.rules.crawl_delay(agent) if self.rules else None
        return min(float(wish or 0), LONGEST_PAUSE)


def robots(answer: Fetched) -> Robots:
    """The rules in the answer for a host's robots.txt."""
    if answer.status >= 500 or answer.status == 429:
        return Robots(forbids_all=True)
    if not answer.ok:
        return Robots()
    return Robots(Protego.parse(answer.body[:LONGEST_ROBOTS].decode("utf-8", "replace")))


def robots_address(address: str) -> str:
    """Where the robots.txt for an address lies."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def retry_after(given: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, given as seconds or a date; None where it says nothing sensible."""
    if not given:
        return None
    if given.strip().isdigit():
        return min(float(given.strip()[:9]), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(given)
    except (ValueError, TypeError, IndexError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max((at - now).total_seconds(), 0.0), LONGEST_WAIT)


def after_answer(source: Source, answer: Fetched, fresh: int, now: datetime) -> Source:
    """The source after a visit that brought `fresh` new stories.

    A source that spoke is asked sooner, a silent one later: the interval is halved or grows by half, within bounds.
    One that moved for good is asked at its new address. 429 and 5xx count as failures and are left alone for longer.
    """
    if not answer.ok and not answer.unchanged:
        return after_failure(source, f"answer {answer.status}", now, wait=retry_after(answer.retry_after, now))
    interval = source.interval / 2 if fresh > 1 else source.interval if fresh else source.interval * 1.5
    interval = min(max(interval, SHORTEST), LONGEST)
    return replace(
        source,
        address=answer.moved_to or source.address,
        etag=answer.etag or (source.etag if answer.unchanged else None),
        last_modified=answer.last_modified or (source.last_modified if answer.unchanged else None),
        interval=interval,
        due=now + timedelta(seconds=interval),
        last_success=now,
        last_error=None,
        failures=0,
    )


def after_failure(source: Source, error: str, now: datetime, *, wait: float | None = None) -> Source:
    """The source after a visit that failed: each failure in a row doubles the wait, and a host's own wish counts."""
    failures = source.failures + 1
    back_off = min(source.interval * 2 ** min(failures, 10), LONGEST)
    return replace(
        source,
        due=now + timedelta(seconds=max(back_off, wait or 0.0)),
        last_error=error,
        failures=failures,
    )
