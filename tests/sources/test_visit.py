"""Visits to sources, answered out of a table instead of the web."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from servanda.errors import SourceError
from servanda.model.story import RawItem
from servanda.sources import address
from servanda.sources.addresses import Refused
from servanda.sources.fetched import Fetched
from servanda.sources.source import Source
from servanda.sources.visit import find, visit

NOW = datetime(2024, 5, 5, 12, 0, tzinfo=UTC)
SITE = "https://steppe.example"
LONG = "Губернатор обсудил с послом поставки станков и прямой рейс. " * 12


def rss(*rows: tuple[str, str]) -> str:
    items = "".join(
        f"<item><title>Новость</title><link>{link}</link><pubDate>Sun, 05 May 2024 10:00:00 +0300</pubDate>"
        f"<description>{text}</description></item>"
        for link, text in rows
    )
    return f"<rss version='2.0'><channel><title>Степь</title>{items}</channel></rss>"


@dataclass
class Table:
    """Answers by address; `asked` logs what was asked, with the condition where there was one."""

    answers: dict[str, str | Fetched | Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def get(self, address, *, etag=None, last_modified=None):
        self.asked.append(f"{address} if not {etag}" if etag else address)
        answer = self.answers.get(address, Fetched(address, 404))
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, str):
            answer = Fetched(address, 200, answer.encode(), etag='"1"')
        return Fetched(address, 304) if etag and etag == answer.etag else answer


@dataclass
class Hand:
    """What is in hand, as a store would keep it."""

    stories: dict[str, RawItem] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def known(self, id):
        return id in self.stories

    def take(self, delivered):
        if isinstance(delivered, RawItem):
            self.stories[delivered.id] = delivered
        else:
            self.errors.append(str(delivered))


FEED = Source(f"{SITE}/rss", "feed")


@pytest.fixture
def hand():
    return Hand()


def test_a_feed_brings_what_is_new_once(hand):
    web = Table(
        {f"{SITE}/rss": rss((f"{SITE}/1?utm_source=rss", LONG), (f"{SITE}/2", "Тизер")), f"{SITE}/2": "<p>Статья</p>"}
    )
    after = visit(FEED, web, hand.known, hand.take, NOW)
    assert list(hand.stories) == [f"{SITE}/1", f"{SITE}/2"]
    assert hand.stories[f"{SITE}/2"].date == "2024-05-05T10:00:00+03:00"
    assert (after.etag, after.last_success, after.failures) == ('"1"', NOW, 0)
    visit(after, web, hand.known, hand.take, NOW)
    assert web.asked == [f"{SITE}/rss", f"{SITE}/2", f'{SITE}/rss if not "1"']


def test_a_page_that_could_not_be_had_is_asked_for_again(hand):
    web = Table({f"{SITE}/rss": rss((f"{SITE}/1", ""), (f"{SITE}/2", "")), f"{SITE}/2": "<p>Статья</p>"})
    web.answers[f"{SITE}/1"] = SourceError("no connection", where=f"{SITE}/1")
    after = visit(FEED, web, hand.known, hand.take, NOW)
    assert (list(hand.stories), hand.errors, after.etag) == ([f"{SITE}/2"], [f"{SITE}/1: no connection"], None)
    web.answers[f"{SITE}/1"] = "<p>Статья</p>"
    visit(after, web, hand.known, hand.take, NOW)
    assert set(hand.stories) == {f"{SITE}/1", f"{SITE}/2"}


@pytest.mark.parametrize(
    "answer", [Fetched(f"{SITE}/1", 404), Refused("robots.txt does not allow it", where=f"{SITE}/1")]
)
def test_a_page_that_will_never_come_does_not_hold_up_the_source(hand, answer):
    web = Table({f"{SITE}/rss": rss((f"{SITE}/1", "")), f"{SITE}/1": answer})
    after = visit(FEED, web, hand.known, hand.take, NOW)
    assert (after.etag, len(hand.errors), after.failures) == ('"1"', 1, 0)


def test_a_busy_host_ends_the_visit(hand):
    web = Table(
        {f"{SITE}/rss": rss((f"{SITE}/1", ""), (f"{SITE}/2", ""), (f"{SITE}/3", "")), f"{SITE}/1": "<p>Статья</p>"}
    )
    web.answers[f"{SITE}/2"] = Fetched(f"{SITE}/2", 429, retry_after="50000")
    after = visit(FEED, web, hand.known, hand.take, NOW)
    assert f"{SITE}/3" not in web.asked
    assert (after.last_error, after.failures, after.due) == ("answer 429", 1, NOW + timedelta(seconds=50_000))
    assert after.etag is None
    assert list(hand.stories) == [f"{SITE}/1"]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (SourceError("no connection", where="x"), "no connection"),
        (Fetched(FEED.address, 500), "answer 500"),
        ("<html>no feed</html>", "not a feed"),
        ("", "empty file"),
    ],
)
def test_a_source_that_fails_is_noted(hand, answer, error):
    after = visit(replace(FEED, etag='"0"'), Table({FEED.address: answer}), hand.known, hand.take, NOW)
    assert (after.last_error, after.failures, after.etag) == (error, 1, '"0"')


def test_a_section_page(hand):
    links = "".join(f'<a href="/news/{n}00">Новость номер {n} о рейсе</a>' for n in range(1, 5))
    web = Table({f"{SITE}/news/": links, **{f"{SITE}/news/{n}00": "<p>Статья</p>" for n in range(1, 5)}})
    hand.stories[f"{SITE}/news/200"] = RawItem("x", "x")
    visit(Source(f"{SITE}/news/", "section"), web, hand.known, hand.take, NOW)
    assert web.asked == [f"{SITE}/news/", f"{SITE}/news/100", f"{SITE}/news/300", f"{SITE}/news/400"]


def preview(*numbers: int, older: int | None = None, edited: int = 0) -> str:
    posts = "".join(
        f'<div class="tgme_widget_message" data-post="steppe/{n}"><div class="tgme_widget_message_text">Пост {n}</div>'
        f'<span class="tgme_widget_message_meta">{"edited" if n == edited else ""}</span></div>'
        for n in numbers
    )
    more = f'<a class="tme_messages_more" data-before="{older}" href="/s/steppe?before={older}"></a>' if older else ""
    return f'<div class="tgme_channel_info"></div>{more}{posts}'


CHANNEL = Source("https://t.me/s/steppe", "telegram")


def numbers(hand: Hand) -> list[int]:
    return [int(id.rsplit("/", 1)[1]) for id in hand.stories]


def test_a_channel_at_first_gives_its_newest_page(hand):
    web = Table({CHANNEL.address: preview(8, 9, older=8)})
    visit(CHANNEL, web, hand.known, hand.take, NOW)
    assert (numbers(hand), len(web.asked)) == ([8, 9], 1)


def test_a_channel_is_read_back_to_what_is_known(hand):
    web = Table({CHANNEL.address: preview(8, 9, older=8)})
    web.answers[f"{CHANNEL.address}?before=8"] = preview(6, 7, older=6)
    web.answers[f"{CHANNEL.address}?before=6"] = preview(4, 5, older=4)
    hand.stories["https://t.me/steppe/4"] = RawItem("x", "x")
    visit(replace(CHANNEL, last_success=NOW), web, hand.known, hand.take, NOW)
    assert numbers(hand) == [4, 5, 6, 7, 8, 9]
    assert len(web.asked) == 3


def test_an_edited_post_is_delivered_anew(hand):
    hand.stories["https://t.me/steppe/8"] = hand.stories["https://t.me/steppe/9"] = RawItem("old", "old")
    web = Table({CHANNEL.address: preview(8, 9, edited=8)})
    visit(replace(CHANNEL, last_success=NOW), web, hand.known, hand.take, NOW)
    assert hand.stories["https://t.me/steppe/8"].content == "Пост 8"
    assert hand.stories["https://t.me/steppe/9"].content == "old"


@pytest.mark.parametrize(
    ("asked", "answers", "expected"),
    [
        (f"{SITE}/rss", {f"{SITE}/rss": rss()}, Source(f"{SITE}/rss", "feed", "Степь")),
        ("@steppe", {CHANNEL.address: preview(1)}, Source(CHANNEL.address, "telegram")),
        (
            SITE,
            {SITE: '<link rel="alternate" type="application/rss+xml" href="/rss">', f"{SITE}/rss": rss()},
            Source(f"{SITE}/rss", "feed", "Степь"),
        ),
        (
            SITE,
            {SITE: "".join(f'<a href="/news/{n}00">Новость номер {n} о рейсе</a>' for n in range(3))},
            Source(SITE, "section"),
        ),
        (
            "https://old.example/rss",
            {"https://old.example/rss": Fetched(f"{SITE}/rss", 200, rss().encode(), moved_to=f"{SITE}/rss")},
            Source(f"{SITE}/rss", "feed", "Степь"),
        ),
    ],
)
def test_what_an_address_is(asked, answers, expected):
    assert find(asked, Table(answers)) == expected


@pytest.mark.parametrize("answers", [{SITE: "<p>одна статья</p>"}, {}])
def test_an_address_that_is_no_source(answers):
    with pytest.raises(SourceError, match=r"no feed, and no list of articles|answer 404"):
        find(SITE, Table(answers))


def test_an_address_read_once():
    web = Table(
        {
            f"{SITE}/1": "<html><p>Статья</p></html>",
            f"{SITE}/rss": rss((f"{SITE}/1", ""), (f"{SITE}/2", LONG), (f"{SITE}/3", "")),
            CHANNEL.address: preview(1, 2),
        }
    )
    [page] = address.read(f"{SITE}/1", web, 1000)
    assert (page.id, page.url, page.kind) == (f"{SITE}/1", f"{SITE}/1", "html")
    first, second, gone = address.read(f"{SITE}/rss", web, 1000)
    assert (first.id, second.id) == (f"{SITE}/1", f"{SITE}/2")
    assert str(gone) == f"{SITE}/3: answer 404; check the address"
    assert [item.id for item in address.read("https://t.me/steppe", web, 1000)] == [
        "https://t.me/steppe/1",
        "https://t.me/steppe/2",
    ]
    with pytest.raises(SourceError, match="answer 404"):
        list(address.read(f"{SITE}/none", web, 1000))
