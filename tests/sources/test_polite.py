import threading

import pytest

from servanda.errors import SourceError
from servanda.sources.addresses import Refused
from servanda.sources.door import Door
from servanda.sources.polite import ROBOTS_AGE, Polite


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def polite(server, time):
    return Polite(Door(allow=[server.host]), pause=2.0, clock=time.clock, sleep=time.sleep)


def test_robots_are_asked_once_and_first(server, polite):
    server.add("/a", "x")
    polite.get(server.url("/a"))
    polite.get(server.url("/a"))
    assert server.asked == ["/robots.txt", "/a", "/a"]


def test_robots_are_asked_anew_after_a_day(server, polite, time):
    server.add("/a", "x")
    polite.get(server.url("/a"))
    time.now += ROBOTS_AGE + 1
    polite.get(server.url("/a"))
    assert server.asked.count("/robots.txt") == 2


def test_nothing_forbidden_is_asked_for(server, polite):
    server.add("/robots.txt", "User-agent: *\nDisallow: /closed/\n")
    server.add("/open", "", status="302 Found", Location="/closed/x")
    for path in ("/closed/x", "/open"):
        with pytest.raises(Refused, match=r"robots\.txt does not allow it"):
            polite.get(server.url(path))
    assert server.asked == ["/robots.txt", "/open"]


def test_a_pause_between_requests_and_a_longer_one_on_wish(server, polite, time):
    server.add("/a", "x")
    polite.get(server.url("/a"))
    assert time.slept == [2.0]
    server.add("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    time.now += ROBOTS_AGE + 1
    polite.get(server.url("/a"))
    polite.get(server.url("/a"))
    assert time.slept == [2.0, 2.0, 7.0]


def test_without_robots_to_be_had_nothing_is_asked(server, polite):
    server.add("/robots.txt", "", status="503 Later")
    with pytest.raises(Refused, match=r"robots\.txt"):
        polite.get(server.url("/a"))
    server.answers["/robots.txt"] = b""
    with pytest.raises(SourceError, match=r"robots\.txt"):
        Polite(polite.door, pause=0).get(server.url("/a"))
    assert "/a" not in server.asked


def test_a_host_is_asked_one_thing_at_a_time(server):
    open_now, most = [0], [0]
    lock = threading.Lock()

    def answer(connection):
        with lock:
            open_now[0] += 1
            most[0] = max(most[0], open_now[0])
        threading.Event().wait(0.02)
        with lock:
            open_now[0] -= 1
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")

    server.answers.update({f"/{n}": answer for n in range(12)})
    polite = Polite(Door(allow=[server.host]), pause=0.0)
    threads = [threading.Thread(target=polite.get, args=(server.url(f"/{n}"),)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most[0] == 1
    assert len(server.asked) == 13


def test_a_refused_address_asks_nothing(polite, server):
    with pytest.raises(Refused):
        polite.get("ftp://example.ru/")
    assert server.asked == []
