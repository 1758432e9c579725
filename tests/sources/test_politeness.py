from datetime import UTC, datetime, timedelta

import pytest

from servanda.sources.fetched import Fetched
from servanda.sources.politeness import (
    LONGEST,
    SHORTEST,
    after_answer,
    after_failure,
    retry_after,
    robots,
    robots_address,
)
from servanda.sources.source import Source

NOW = datetime(2024, 5, 5, 12, 0, tzinfo=UTC)
AGENT = "Servanda/0.1 (+https://example.org)"
RULES = b"""User-agent: *
Disallow: /admin/
Allow: /admin/open
Disallow: /*.pdf$
Crawl-delay: 7

User-agent: Other
Disallow: /
"""


def answer(status: int = 200, **fields) -> Fetched:
    return Fetched(address="https://example.ru/feed", status=status, **fields)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/news/1", True), ("/admin/x", False), ("/admin/open", True), ("/a.pdf", False), ("/a.pdf?x", True), ("/", True)],
)
def test_robots_by_their_rules(path, allowed):
    assert robots(answer(body=RULES)).allows(f"https://example.ru{path}", AGENT) is allowed


def test_a_host_may_wish_for_a_pause():
    assert robots(answer(body=RULES)).pause(AGENT) == 7
    assert robots(answer(body=b"User-agent: *\nCrawl-delay: 9999")).pause(AGENT) == 30
    assert robots(answer(body=b"")).pause(AGENT) == 0


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (200, True), (500, False), (503, False), (429, False)]
)
def test_robots_that_cannot_be_had(status, allowed):
    assert robots(answer(status)).allows("https://example.ru/news", AGENT) is allowed


@pytest.mark.parametrize(
    "body", [b"\xff\xfe\0", b"<html>no robots</html>", b"User-agent" * 100_000, "Запрет: /".encode()]
)
def test_robots_that_are_none(body):
    assert robots(answer(body=body)).allows("https://example.ru/news", AGENT)


def test_where_robots_lie():
    assert robots_address("https://example.ru:8443/a/b?c") == "https://example.ru:8443/robots.txt"


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("120", 120),
        ("Sun, 05 May 2024 12:10:00 GMT", 600),
        ("Sun, 05 May 2024 11:00:00 GMT", 0),
        ("99999999999999999999", 7 * 24 * 3600),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(given, seconds):
    assert retry_after(given, NOW) == seconds


SOURCE = Source(
    "https://example.ru/feed", "feed", interval=3600, etag='"1"', last_modified="Sun", failures=2, last_error="x"
)


@pytest.mark.parametrize(("fresh", "interval"), [(0, 5400), (1, 3600), (9, 1800)])
def test_a_source_that_speaks_is_asked_sooner(fresh, interval):
    after = after_answer(SOURCE, answer(), fresh, NOW)
    assert (after.interval, after.due) == (interval, NOW + timedelta(seconds=interval))
    assert (after.failures, after.last_error, after.last_success) == (0, None, NOW)


def test_intervals_have_bounds():
    often = rarely = SOURCE
    for _ in range(30):
        often, rarely = after_answer(often, answer(), 5, NOW), after_answer(rarely, answer(304), 0, NOW)
    assert (often.interval, rarely.interval) == (SHORTEST, LONGEST)


def test_what_makes_the_next_visit_cheap_is_kept():
    assert after_answer(SOURCE, answer(304), 0, NOW).etag == '"1"'
    assert after_answer(SOURCE, answer(etag='"2"'), 0, NOW).etag == '"2"'
    assert after_answer(SOURCE, answer(), 0, NOW).etag is None


def test_a_source_that_moved_for_good_is_followed():
    assert (
        after_answer(SOURCE, answer(moved_to="https://new.example/feed"), 0, NOW).address == "https://new.example/feed"
    )


@pytest.mark.parametrize("status", [404, 429, 500, 503])
def test_a_bad_answer_is_a_failure(status):
    after = after_answer(SOURCE, answer(status), 0, NOW)
    assert (after.failures, after.last_error, after.etag) == (3, f"answer {status}", '"1"')


def test_failures_in_a_row_are_left_alone_for_longer_and_a_wish_counts():
    waits, source = [], Source("https://example.ru/feed", "feed", interval=900)
    for _ in range(9):
        source = after_failure(source, "no connection", NOW)
        waits.append((source.due - NOW).total_seconds())
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (1800, LONGEST)
    assert after_answer(source, answer(429, retry_after="200000"), 0, NOW).due == NOW + timedelta(seconds=200_000)


def test_what_is_due():
    assert Source("a", "feed").is_due(NOW)
    assert not Source("a", "feed", paused=True).is_due(NOW)
    assert not Source("a", "feed", due=NOW + timedelta(seconds=1)).is_due(NOW)
