import pytest

from servanda.errors import InputError
from servanda.sources.opml import read, write
from servanda.sources.source import Source

LIST = """<?xml version="1.0" encoding="windows-1251"?>
<opml version="1.0"><head><title>Ленты</title></head><body>
<outline text="Агентства"><outline type="rss" text="Степь" xmlUrl="https://steppe.example/rss"/>
<outline type="rss" title="Север" text="x" xmlurl="https://north.example/atom" htmlUrl="https://north.example"/></outline>
<outline type="rss" text="Снова" xmlUrl="https://steppe.example/rss"/>
<outline type="rss" text="Файл" xmlUrl="file:///etc/passwd"/>
<outline text="Заметка"/></body></opml>"""


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-16"])
def test_a_list_in(encoding):
    assert [(feed.address, feed.name, feed.error) for feed in read(LIST.encode(encoding), "a.opml")] == [
        ("https://steppe.example/rss", "Степь", None),
        ("https://north.example/atom", "Север", None),
        ("file:///etc/passwd", "Файл", "scheme “file” is not read"),
    ]


def test_out_and_in_again():
    sources = [
        Source("https://steppe.example/rss?a=1&b=2", "feed", "«Степь» & <небо>\x01"),
        Source("https://t.me/s/steppe", "telegram", "Канал"),
        Source("https://north.example/atom", "feed"),
    ]
    assert [(feed.address, feed.name) for feed in read(write(sources), "a.opml")] == [
        ("https://steppe.example/rss?a=1&b=2", "«Степь» & <небо>"),
        ("https://north.example/atom", "https://north.example/atom"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><opml><body><outline xmlUrl='&x;'/></body></opml>",
        "<html><body/></html>",
        "not xml",
        "<opml" * 10_000,
    ],
)
def test_what_is_no_list(content):
    with pytest.raises(InputError):
        read(content.encode(), "a.opml")


def test_an_empty_list():
    with pytest.raises(InputError, match="empty"):
        read(b"", "a.opml")
