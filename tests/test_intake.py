"""Rounds that enter what they bring: nothing is lost or doubled, also where they are ended amid their work."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

import servanda.store
from servanda.errors import EmptyInput, NotFound, ServandaError, SourceError, UsageError
from servanda.intake import Unread, Visited, chosen, take_in
from servanda.register.entering import Entered
from servanda.sources.fetched import Fetched
from servanda.sources.source import Source
from servanda.store.sources import Sources

NOW = datetime(2024, 5, 5, 12, 0, tzinfo=UTC)
EACH = 30


class Web:
    """Feeds of `EACH` articles a host; an address in `broken` gives this answer instead."""

    def __init__(self) -> None:
        self.broken: dict[str, Fetched] = {}
        self.asked: Counter[str] = Counter()
        self.lock = threading.Lock()

    def get(self, address, *, etag=None, last_modified=None):
        with self.lock:
            self.asked[address] += 1
        if address in self.broken:
            return self.broken[address]
        host, _, path = address.removeprefix("https://").partition("/")
        if path == "rss":
            if etag == "now":
                return Fetched(address, 304)
            links = "".join(f"<item><link>https://{host}/news/{n}.html</link></item>" for n in range(EACH))
            return Fetched(address, 200, f"<rss><channel>{links}</channel></rss>".encode(), etag="now")
        return Fetched(address, 200, f"<p>На выставке в Омске показали картину, её номер {path}.</p>".encode())


@pytest.fixture
def register(tmp_path):
    return servanda.store.open(f"sqlite:///{tmp_path}/register.db")


@pytest.fixture
def book(register):
    kept = Sources(register.ledger)
    for host in "ab":
        kept.add(Source(f"https://{host}.example/rss", "feed"))
    return kept


def clock() -> datetime:
    return NOW


def held(register) -> int:
    return servanda.store.doctor(f"sqlite:///{register.ledger.engine.url.database}").counts["stories"]


def test_all_is_entered_and_then_the_source_is_done_with(register, book):
    web = Web()
    told = list(take_in(register, book, book.all(), web, clock=clock))
    assert sum(isinstance(one, Entered) and one.state == "new" for one in told) == 2 * EACH
    assert [(one.stories, one.failed) for one in told if isinstance(one, Visited)] == [(EACH, 0)] * 2
    assert held(register) == 2 * EACH
    assert [source.etag for source in book.all()] == ["now", "now"]
    assert chosen(book, [], NOW) == []
    (again,) = take_in(register, book, chosen(book, ["a.example"], NOW), web, clock=clock)
    assert again.stories == 0
    assert set(web.asked.values()) == {1, 2}
    assert web.asked["https://a.example/rss"] == 2


@pytest.mark.parametrize("after", [1, 20, EACH + 5])
def test_a_round_that_is_ended_loses_and_doubles_nothing(register, book, after):
    web = Web()
    round_ = take_in(register, book, book.all(), web, clock=clock)
    for _ in range(after):
        next(round_)
    round_.close()
    before = held(register)
    assert 0 < before <= 2 * EACH
    rest = list(take_in(register, book, chosen(book, [], NOW), web, clock=clock))
    assert held(register) == 2 * EACH
    assert sum(isinstance(one, Entered) and one.state == "new" for one in rest) == 2 * EACH - before
    assert {source.etag for source in book.all()} == {"now"}


def test_it_ends_soon_where_it_is_stopped(register, book):
    stop = threading.Event()
    seen = 0
    for _ in take_in(register, book, book.all(), Web(), clock=clock, stopped=stop.is_set):
        seen += 1
        stop.set()
    assert 0 < seen < 2 * EACH
    assert not [thread for thread in threading.enumerate() if thread.name == "round"]


def test_what_makes_no_story_is_told_once_and_not_asked_for_again(register, book):
    web, empty = Web(), "https://a.example/news/4.html"
    web.broken[empty] = Fetched(empty, 200, b"<p>... !!! ...</p>")
    foreign = b"<p>The governor opened an exhibition of paintings in the city on Monday morning.</p>"
    web.broken["https://a.example/news/3.html"] = Fetched("https://a.example/news/3.html", 200, foreign)
    told = list(take_in(register, book, book.all(), web, clock=clock))
    (error,) = [one for one in told if isinstance(one, ServandaError)]
    assert (error.where, type(error)) == (empty, EmptyInput)
    assert [one for one in told if isinstance(one, Unread)] == [Unread("https://a.example/news/3.html", "en", "new")]
    assert {one.source.key: (one.stories, one.failed, one.unread) for one in told if isinstance(one, Visited)} == {
        "a.example": (EACH - 2, 1, {"en": 1}),
        "b.example": (EACH, 0, {}),
    }
    assert sorted(row.unread for key in ("a", "b") for row in book.history(book.one(f"{key}.example"))) == ["", "en 1"]
    book.save(replace(book.one("a.example"), etag=None, due=None), book.history(book.one("a.example"))[0])
    (again,) = take_in(register, book, chosen(book, [], NOW), web, clock=clock)
    assert (again.stories, again.failed) == (0, 0)
    assert (web.asked["https://a.example/news/3.html"], web.asked[empty]) == (1, 1)


def test_pages_that_are_not_there_are_asked_for_ever_more_seldom(register, book):
    web = Web()
    gone, lost = (f"https://a.example/news/{number}.html" for number in (3, 4))
    web.broken |= {gone: Fetched(gone, 410), lost: Fetched(lost, 404)}
    asked = []
    for hour in range(200):
        time = NOW + timedelta(hours=hour)
        source = replace(book.one("a.example"), etag=None, due=None)
        before = web.asked[lost]
        list(take_in(register, book, [source], web, clock=lambda time=time: time))
        asked += [hour] * (web.asked[lost] - before)
    assert (asked, web.asked[gone]) == ([0, 1, 5, 21, 85], 1)
    del web.broken[lost]
    later = NOW + timedelta(days=60)
    told = list(take_in(register, book, [replace(source, etag=None)], web, clock=lambda: later))
    assert [one.story for one in told if isinstance(one, Entered)] == [lost]


def test_what_ends_the_round_is_not_hidden(register, book):
    class Broken(Web):
        def get(self, address, **conditions):
            raise RuntimeError("no more memory")

    with pytest.raises(RuntimeError, match="no more memory"):
        list(take_in(register, book, book.all(), Broken(), clock=clock))


def test_a_source_removed_meanwhile_leaves_its_stories(register, book):
    sources = book.all()
    book.remove(book.one("b.example"))
    list(take_in(register, book, sources, Web(), clock=clock))
    assert held(register) == 2 * EACH
    assert [source.key for source in book.all()] == ["a.example"]


def test_sources_are_chosen_by_name_or_when_due(book):
    book.save(replace(book.one("a.example"), due=NOW + timedelta(hours=1)), _visit("a.example"))
    assert [source.key for source in chosen(book, [], NOW)] == ["b.example"]
    assert [source.key for source in chosen(book, ["https://a.example/rss"], NOW)] == ["a.example"]
    book.pause(book.one("b.example"), True)
    assert chosen(book, [], NOW) == []
    with pytest.raises(SourceError, match=r"resume b\.example"):
        chosen(book, ["b.example"], NOW)
    with pytest.raises(NotFound):
        chosen(book, ["c.example"], NOW)


def test_keys_are_short_and_differ(book):
    keys = [
        book.add(Source(address, "feed")).key
        for address in (
            "https://www.c.example/rss", "https://c.example/rss?x", "https://c.example/rss?y", "https://t.me/s/step",
        )
    ]  # fmt: skip
    assert keys == ["c.example", "c.example/rss", "c.example/rss#2", "t.me/step"]
    with pytest.raises(UsageError, match=r"kept already, as c\.example"):
        book.add(Source("https://www.c.example/rss", "feed"))


def test_a_source_that_moved_to_where_another_is_stays(book):
    moved = replace(book.one("a.example"), address="https://b.example/rss", last_success=NOW)
    book.save(moved, _visit("a.example"))
    assert (book.one("a.example").address, book.one("a.example").last_success) == ("https://a.example/rss", NOW)
    book.save(replace(moved, address="https://new.example/rss"), _visit("a.example", "2"))
    assert book.one("https://new.example/rss").key == "a.example"
    assert len(book.history(moved)) == 2


def _visit(key: str, time: str = "1"):
    from servanda.store.sources import VisitRow

    return VisitRow(key, time, 0, 0)
