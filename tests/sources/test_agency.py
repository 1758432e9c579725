"""An agency of 2,000 articles on a server of the tests' own: all arrive once, nothing forbidden is asked for."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from time import sleep

import pytest

from servanda.model.story import RawItem
from servanda.sources.door import Door
from servanda.sources.fetched import Limits
from servanda.sources.polite import Polite
from servanda.sources.source import Source
from servanda.sources.visit import find, visit
from servanda.stories import clean

NOW = datetime(2024, 5, 5, 12, 0, tzinfo=UTC)
FEEDS, EACH = 4, 500
TEXT = "Губернатор Орловской области обсудил с послом Вьетнама поставки станков и прямой рейс из Орла в Ханой."


def article(number: int) -> str:
    return (
        f"<html><head><title>Новость {number}</title></head><body><article><h1>Новость {number}</h1>"
        f'<time itemprop="datePublished" datetime="2024-05-05">5 мая</time><p>{TEXT} Это новость {number}.</p>'
        "</article></body></html>"
    )


def rss(numbers) -> str:
    rows = "".join(f"<item><title>Новость {n}</title><link>/news/{n}.html</link></item>" for n in numbers)
    return f"<rss version='2.0'><channel><title>Степь</title>{rows}</channel></rss>"


def slow(connection) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b" ")
        sleep(0.05)


@pytest.fixture
def agency(server):
    server.add("/robots.txt", "User-agent: *\nDisallow: /closed/\n")
    for feed in range(FEEDS):
        numbers = range(feed * EACH, (feed + 1) * EACH)
        server.add(f"/rss/{feed}", rss(numbers), ETag=f'"{feed}"', Content_Type="application/rss+xml")
        for number in numbers:
            server.add(f"/news/{number}.html", article(number), Content_Type="text/html; charset=utf-8")
    server.add("/news/7.html", "", status="301 Moved", Location="/moved/7.html")
    server.add("/moved/7.html", article(7))
    server.add("/news/8.html", "", status="302 Found", Location="/closed/8.html")
    server.add("/closed/8.html", article(8))
    server.answers["/news/9.html"] = slow
    server.answers["/news/10.html"] = b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<p>cut"
    server.add("/news/11.html", "", status="410 Gone")
    return server


def conditional(server) -> None:
    """From now on the feeds say that nothing has changed to those who ask with their tag."""
    for feed in range(FEEDS):
        server.answers[f"/rss/{feed}"] = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n"


def test_everything_arrives_once(agency):
    web = Polite(Door(limits=Limits(seconds=0.7), allow=[agency.host]), pause=0.0)
    stories, errors = Counter(), []

    def deliver(delivered):
        if isinstance(delivered, RawItem):
            stories[delivered.id] += 1
        else:
            errors.append(delivered)

    def visit_all(sources):
        return [visit(source, web, lambda id: id in stories, deliver, NOW) for source in sources]

    sources = visit_all([Source(agency.url(f"/rss/{feed}"), "feed") for feed in range(FEEDS)])
    missing = {agency.url(f"/news/{number}.html") for number in (8, 9, 10, 11)}
    assert len(stories) == FEEDS * EACH - len(missing)
    assert set(stories.values()) == {1}
    assert {error.where for error in errors if "closed" not in error.where} == missing - {agency.url("/news/8.html")}
    assert len(agency.asked) == len(set(agency.asked))
    assert "/closed/8.html" not in agency.asked
    assert agency.asked.count("/robots.txt") == 1

    for number in (9, 10):
        agency.add(f"/news/{number}.html", article(number))
    before = len(agency.asked)
    sources = visit_all(sources[:1]) + sources[1:]
    assert agency.asked[before:] == ["/rss/0", *(f"/news/{number}.html" for number in (8, 9, 10, 11))]
    assert len(stories) == FEEDS * EACH - 2

    conditional(agency)
    before = len(agency.asked)
    sources = visit_all(sources)
    assert agency.asked[before:] == [f"/rss/{feed}" for feed in range(FEEDS)]
    assert [headers.get("If-None-Match") for headers in agency.headers[before:]] == [
        f'"{feed}"' for feed in range(FEEDS)
    ]
    assert all(source.last_error is None for source in sources)


def test_a_busy_agency_is_left_alone_and_the_rest_comes_later(agency):
    web = Polite(Door(limits=Limits(seconds=0.7), allow=[agency.host]), pause=0.0)
    stories = {}
    agency.add("/news/1003.html", "", status="429 Too Many Requests", Retry_After="7200")
    source = Source(agency.url("/rss/2"), "feed")
    after = visit(source, web, stories.__contains__, lambda item: stories.update({item.id: item}), NOW)
    assert (len(stories), after.last_error) == (3, "answer 429")
    assert (after.due - NOW).total_seconds() == 7200
    agency.add("/news/1003.html", article(1003))
    visit(replace(after, due=None), web, stories.__contains__, lambda item: stories.update({item.id: item}), NOW)
    assert len(stories) == EACH
    assert agency.asked.count("/news/1000.html") == 1


def test_what_arrives_is_a_story(agency):
    web = Polite(Door(allow=[agency.host]), pause=0.0)
    agency.add("/", '<link rel="alternate" type="application/rss+xml" href="/rss/0">')
    source = find(agency.url("/"), web)
    assert (source.kind, source.name) == ("feed", "Степь")
    agency.add("/rss/0", rss([12]))
    found = []
    visit(source, web, lambda _: False, found.append, NOW)
    story = clean(found[0])
    assert (story.title, story.date, story.url) == ("Новость 12", "2024-05-05", agency.url("/news/12.html"))
    assert [span.of(story.text) for span in story.body] == ["Новость 12", f"{TEXT} Это новость 12."]
