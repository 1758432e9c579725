import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from servanda.errors import SourceError
from servanda.model.story import RawItem
from servanda.sources.fetched import Fetched
from servanda.sources.rounds import fetch
from servanda.sources.source import Source

NOW = datetime(2024, 5, 5, 12, 0, tzinfo=UTC)


def now() -> datetime:
    return NOW


class Slow:
    """A web in which each answer takes a moment; logs how many are asked at once, over all and at one host."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.open: list[str] = []
        self.most = self.most_at_one = 0
        self.asked: list[str] = []

    def get(self, address, *, etag=None, last_modified=None):
        host = address.split("/")[2]
        with self.lock:
            self.asked.append(address)
            self.open.append(host)
            self.most = max(self.most, len(self.open))
            self.most_at_one = max(self.most_at_one, self.open.count(host))
        time.sleep(0.01)
        with self.lock:
            self.open.remove(host)
        if address.endswith("/rss"):
            links = "".join(f"<item><link>{address[:-4]}/{n}</link></item>" for n in range(5))
            return Fetched(address, 200, f"<rss><channel>{links}</channel></rss>".encode())
        return Fetched(address, 200, b"<p>text</p>")


def feeds(hosts: int, each: int = 1) -> list[Source]:
    return [Source(f"https://h{host}.example/{n}/rss", "feed") for host in range(hosts) for n in range(each)]


def test_hosts_side_by_side_and_each_in_turn():
    web, found = Slow(), []
    after = list(fetch(feeds(4, each=3), web, lambda _: False, lambda _, item: found.append(item), now, hosts=4))
    assert len(after) == 12
    assert {source.last_success for source in after} == {NOW}
    assert len(found) == len({item.id for item in found}) == 60
    assert web.most > 1
    assert web.most_at_one == 1


def test_only_what_is_due_is_visited():
    later, paused = replace(feeds(1)[0], due=NOW + timedelta(hours=1)), replace(feeds(2)[1], paused=True)
    web = Slow()
    assert list(fetch([later, paused], web, lambda _: False, print, now)) == []
    assert web.asked == []


def test_one_hand_at_a_time():
    busy, clashes = threading.Lock(), []

    def deliver(*_):
        if not busy.acquire(blocking=False):
            clashes.append(1)
            return
        time.sleep(0.001)
        busy.release()

    list(fetch(feeds(6), Slow(), lambda _: False, deliver, now, hosts=6))
    assert clashes == []


def test_a_source_that_fails_does_not_hold_up_the_others():
    class Broken(Slow):
        def get(self, address, **conditions):
            if "h1" in address:
                raise SourceError("no connection", where=address)
            return super().get(address, **conditions)

    after = {
        source.address[8:10]: source.last_error
        for source in fetch(feeds(3), Broken(), lambda _: False, lambda *_: None, now)
    }
    assert after == {"h0": None, "h1": "no connection", "h2": None}


def test_a_round_that_is_ended_keeps_what_it_has_and_goes_on_later():
    stories: dict[str, RawItem] = {}
    web = Slow()

    def deliver(_, item):
        stories[item.id] = item

    sources = feeds(3, each=4)
    round_ = fetch(sources, web, stories.__contains__, deliver, now, hosts=1)
    first = next(round_)
    round_.close()
    kept = set(stories)
    assert first.last_success == NOW
    assert 5 <= len(kept) < 60
    rest = list(fetch(sources, web, stories.__contains__, deliver, now))
    assert len(rest) == 12
    assert len(stories) == 60
    pages = [address for address in web.asked if not address.endswith("/rss")]
    assert len(pages) - len(set(pages)) <= 1


def test_an_error_of_the_store_is_not_hidden():
    def deliver(*_):
        raise RuntimeError("disk full")

    with pytest.raises(RuntimeError, match="disk full"):
        list(fetch(feeds(2), Slow(), lambda _: False, deliver, now))
