"""A public channel on the tests' own server, through the verbs: all posts arrive once, pages are not fetched again."""

from __future__ import annotations

import sqlite3

import pytest
from tests.sources.conftest import server  # noqa: F401 (a fixture)
from tests.sources.test_telegram_preview import post, words

import servanda.store
from servanda.settings import settings
from servanda.sources.source import Source
from servanda.store.sources import Sources

PAGE = 20
CAPTION = (
    '<div class="tgme_widget_message_grouped_wrap js-message_grouped_wrap"><div class="tgme_widget_message_grouped">'
    '<a class="tgme_widget_message_photo_wrap" href="https://t.me/steppe_news/{n}?single"></a></div></div>'
)
FORWARDED = (
    '<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;<a '
    'class="tgme_widget_message_forwarded_from_name" href="https://t.me/other/5"><span dir="auto">Другой</span></a>'
    "</div>"
)


def text(number: int) -> str:
    return f"На выставке в Омске показали картину, её номер {number}."


def shown(number: int, edited: str = "") -> str:
    """Each tenth post is edited, forwarded, a caption under photos, a link, or has no words at all."""
    link = f'<a href="https://gallery.example/{number}?a=1&amp;b=2" target="_blank" rel="noopener">Каталог</a>'
    kinds = {
        1: lambda: post(number, words(text(number) + edited), meta="edited &nbsp;"),
        2: lambda: post(number, FORWARDED + words(text(number))),
        3: lambda: post(number, CAPTION.format(n=number) + words(text(number))),
        4: lambda: post(number, words(f"{text(number)}<br/><br/>{link}")),
        5: lambda: post(number, CAPTION.format(n=number)),
        6: lambda: post(number, words("Степь pinned a photo"), kind="service_message"),
    }
    return kinds.get(number % 10, lambda: post(number, words(text(number))))()


def page(last: int, edited: str = "") -> str:
    """The page that ends with a post, as the preview has it: the newest twenty, and the way to older ones."""
    first = max(1, last - PAGE + 1)
    posts = "".join(shown(number, edited) for number in range(first, last + 1))
    more = f'<link rel="prev" href="/s/steppe_news?before={first}">' if first > 1 else ""
    older = f'href="/s/steppe_news?before={first}" class="tme_messages_more js-messages_more" data-before="{first}"'
    load = f"<a {older}></a>"
    return (
        f"<!DOCTYPE html><html><head>{more}</head><body><div class='tgme_channel_info'></div>"
        f"<section class='tgme_channel_history js-message_history'>"
        f"<div class='tgme_widget_message_centered js-messages_more_wrap'>{load if first > 1 else ''}</div>{posts}"
        "</section></body></html>"
    )


@pytest.fixture
def channel(run, server, monkeypatch, tmp_path):  # noqa: F811
    """`verb` on a register that keeps the channel, and the server, which holds its posts up to a number."""
    register = f"sqlite:///{tmp_path}/register.db"

    def verb(*given):
        monkeypatch.setenv("SERVANDA_REGISTER", register)
        monkeypatch.setenv("SERVANDA_ALLOW", server.host)
        settings.cache_clear()
        return run(*given)

    def publish(last: int, edited: str = "") -> None:
        server.add("/s/steppe_news", page(last, edited), ETag=f'"{last}{len(edited)}"')
        for before in range(2, last + 1):
            server.add(f"/s/steppe_news?before={before}", page(before - 1, edited))

    Sources(servanda.store.open(register).ledger).add(Source(server.url("/s/steppe_news"), "telegram"))
    yield verb, server, publish, tmp_path / "register.db"
    settings.cache_clear()


def stories(path) -> dict[str, str]:
    with sqlite3.connect(path) as register:
        return dict(register.execute("SELECT id, text FROM stories"))


def expected(first: int, last: int) -> dict[str, str]:
    having = [number for number in range(first, last + 1) if number % 10 not in (5, 6)]
    return {f"https://t.me/steppe_news/{n}": text(n) + "\n\nКаталог" * (n % 10 == 4) for n in having}


def test_all_posts_arrive_once_and_no_page_is_fetched_again(channel):
    verb, server, publish, path = channel  # noqa: F811
    publish(30)
    assert verb("fetch").status == 0
    assert stories(path) == expected(11, 30)
    assert server.asked == ["/robots.txt", "/s/steppe_news"]
    with sqlite3.connect(path) as register:
        links = register.execute("SELECT story, address FROM story_links").fetchall()
        (date,) = register.execute("SELECT DISTINCT date FROM stories").fetchone()
    assert sorted(links) == [
        (f"https://t.me/steppe_news/{n}", f"https://gallery.example/{n}?a=1&b=2") for n in (14, 24)
    ]
    assert date == "2024-05-05"

    publish(95)
    before = len(server.asked)
    assert "stories: new 52, changed 0" in verb("fetch", server.host).out
    assert server.asked[before:] == [
        "/robots.txt", "/s/steppe_news", *(f"/s/steppe_news?before={number}" for number in (76, 56, 36)),
    ]  # fmt: skip
    assert stories(path) == expected(11, 95)

    server.answers["/s/steppe_news"] = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n"
    before = len(server.asked)
    assert "stories: new 0, changed 0" in verb("fetch", server.host).out
    assert server.asked[before:] == ["/robots.txt", "/s/steppe_news"]
    assert server.headers[-1]["If-None-Match"] == '"950"'


def test_a_post_that_was_edited_takes_the_place_of_what_it_was(channel):
    verb, server, publish, path = channel  # noqa: F811
    publish(30)
    verb("fetch")
    publish(30, " Исправлено.")
    assert "stories: new 0, changed 2" in verb("fetch", server.host).out
    assert {id: text for id, text in stories(path).items() if "Исправлено" in text} == {
        f"https://t.me/steppe_news/{n}": f"{text(n)} Исправлено." for n in (11, 21)
    }
    assert "stories: new 0, changed 0" in verb("fetch", server.host).out
    assert len(stories(path)) == len(expected(11, 30))
