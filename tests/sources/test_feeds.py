"""Feeds in the forms in which agencies publish them; their content is made up."""

import json
import time

import pytest

from servanda.errors import SourceError
from servanda.sources.feeds import is_feed, read
from servanda.sources.fetched import Fetched

LONG = "<p>" + "Губернатор обсудил с послом поставки станков и прямой рейс. " * 12 + "</p>"

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:yandex="http://news.yandex.ru">
<channel><title>Степь</title><link>https://steppe.example/</link>
<item><title>Орёл и Ханой договорились &amp; подписали</title><link>https://steppe.example/news/1</link>
<guid isPermaLink="false">1</guid><pubDate>Sun, 05 May 2024 01:30:00 +0500</pubDate>
<description>Коротко о встрече.</description><yandex:full-text>{LONG[3:-4]}</yandex:full-text></item>
<item><title><![CDATA[Рейс <b>откроют</b>]]></title><link>/news/2</link><pubDate>вчера</pubDate>
<description><![CDATA[Тизер.]]></description></item>
<item><title>Третья</title><link>https://steppe.example/news/3</link>
<content:encoded><![CDATA[{LONG}]]></content:encoded></item>
<item><title>Без адреса</title></item>
<item><title>Чужая схема</title><link>javascript:alert(1)</link></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Степь</title>
<entry><title>Рейс откроют</title><link href="https://steppe.example/news/1"/><id>urn:1</id>
<published>2024-05-05T10:00:00+03:00</published><updated>2024-05-06T10:00:00Z</updated>
<content type="html">{LONG.replace("<", "&lt;").replace(">", "&gt;")}</content></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Степь",
        "items": [
            {
                "id": "1",
                "url": "https://steppe.example/news/1",
                "title": "Рейс",
                "date_published": "2024-05-05T10:00:00+03:00",
            },
            {"id": "https://steppe.example/news/2", "content_html": LONG},
            {"id": 3},
            "not an item",
        ],
    },
    ensure_ascii=False,
)


def answer(body: str | bytes, **fields) -> Fetched:
    return Fetched("https://steppe.example/feed", 200, body.encode() if isinstance(body, str) else body, **fields)


def test_rss():
    feed = read(answer(RSS))
    assert feed.title == "Степь"
    assert [(entry.address, entry.title, entry.date, entry.text is not None) for entry in feed.entries] == [
        ("https://steppe.example/news/1", "Орёл и Ханой договорились & подписали", "2024-05-05T01:30:00+05:00", True),
        ("https://steppe.example/news/2", "Рейс откроют", None, False),
        ("https://steppe.example/news/3", "Третья", None, True),
    ]


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "windows-1251", "no-such-encoding"])
def test_the_encoding_is_seen_not_believed(encoding, declared):
    body = RSS.replace('encoding="utf-8"', f'encoding="{declared}"').encode(encoding)
    assert read(answer(body)).entries[0].title == "Орёл и Ханой договорились & подписали"


ITEM = "<item turbo='true'><title>Рейс</title><link>\n https://steppe.example/news/1\n</link>{}<author>Степь</author>\
<enclosure url='https://steppe.example/1.jpg' type='image/jpeg' length='1'/><category>Экономика</category>\
<pubDate>Sun, 05 May 2024 10:00:00 +0300</pubDate></item>"
WAYS = {
    "for Yandex": ("yandex", "http://news.yandex.ru", "full-text"),
    "for Rambler": ("rambler", "http://news.rambler.ru", "full-text"),
    "of RBC": ("rbc_news", "https://www.rbc.ru", "full-text"),
    "turbo pages": ("turbo", "http://turbo.yandex.ru", "content"),
}


@pytest.mark.parametrize("packed", [False, True], ids=["escaped", "CDATA"])
@pytest.mark.parametrize(("prefix", "space", "name"), WAYS.values(), ids=WAYS.keys())
def test_whole_texts_in_the_ways_of_russian_feeds(prefix, space, name, packed):
    text = f"<![CDATA[{LONG}]]>" if packed else LONG.replace("<", "&lt;")
    item = ITEM.format(f"<description>Тизер.</description><{prefix}:{name}>{text}</{prefix}:{name}>")
    [entry] = read(answer(f"<rss version='2.0' xmlns:{prefix}='{space}'><channel>{item}</channel></rss>")).entries
    assert (entry.address, entry.date) == ("https://steppe.example/news/1", "2024-05-05T10:00:00+03:00")
    assert "прямой рейс" in entry.text


def test_an_item_without_a_link_is_at_its_lasting_guid():
    item = ITEM.format('<guid isPermaLink="true">https://steppe.example/news/7</guid>')
    item = item.replace("<link>\n https://steppe.example/news/1\n</link>", "")
    [entry] = read(answer(f"<rss version='2.0'><channel>{item}</channel></rss>")).entries
    assert entry.address == "https://steppe.example/news/7"


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_long_feed_gives_its_first_thousand_entries_and_costs_no_more(form):
    one, whole = {
        "rss": (
            "<item><title>Н {0}</title><link>https://a.example/{0}</link></item>",
            "<rss><channel>{}</channel></rss>",
        ),
        "atom": (
            '<entry><title>Н {0}</title><link href="https://a.example/{0}"/></entry>',
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>Степь</title>{}</feed>',
        ),
    }[form]
    start = time.process_time()
    feed = read(answer(whole.format("".join(one.format(number) for number in range(100_000)))))
    assert time.process_time() - start < 5
    assert [entry.address for entry in feed.entries] == [f"https://a.example/{number}" for number in range(1000)]
    assert feed.entries[-1].title == "Н 999"


def test_names_of_html_in_a_feed_are_read_though_xml_lacks_them():
    item = ITEM.format("").replace("Рейс", "&laquo;Рейс&raquo;&nbsp;&mdash; в&nbsp;мае")
    [entry] = read(answer(f"<rss version='2.0'><channel>{item}</channel></rss>")).entries
    assert entry.title == "«Рейс» — в мае"


def test_atom():
    [entry] = read(answer(ATOM)).entries
    assert (entry.address, entry.title, entry.date) == (
        "https://steppe.example/news/1",
        "Рейс откроют",
        "2024-05-05T10:00:00+03:00",
    )
    assert entry.text


def test_json_feed():
    first, second = read(answer(JSON_FEED)).entries
    assert (first.address, first.title, first.date, first.text) == (
        "https://steppe.example/news/1",
        "Рейс",
        "2024-05-05T10:00:00+03:00",
        None,
    )
    assert (second.address, second.text) == ("https://steppe.example/news/2", LONG)


def test_an_entry_with_its_whole_text_is_a_story():
    first, teaser, _ = read(answer(RSS)).entries
    item = first.item("steppe.example")
    assert (item.kind, item.url, item.source, item.date) == (
        "html",
        "https://steppe.example/news/1",
        "steppe.example",
        "2024-05-05T01:30:00+05:00",
    )
    assert teaser.item("steppe.example") is None


@pytest.mark.parametrize("body", [RSS, ATOM, JSON_FEED, '<rdf:RDF xmlns:rdf="x"></rdf:RDF>'])
def test_what_is_a_feed(body):
    assert is_feed(answer(body))


@pytest.mark.parametrize(
    "body", ["", "{}", "<html><body>rss</body></html>", "текст", b"\x89PNG\0\0", '{"version": "1"}']
)
def test_what_is_none(body):
    assert not is_feed(answer(body))
    with pytest.raises(Exception, match=r"not a feed|empty|picture"):
        read(answer(body))


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "billion laughs": f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]><rss><channel><title>&l9;</title></channel></rss>',
    "outside entity": '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>',
    "parameter entity": '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://10.0.0.1/x"> %x;]><rss version="2.0"></rss>',
    "late entity": "<rss>" + " " * 30_000 + '<!ENTITY x "y"></rss>',
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(body, encoding):
    with pytest.raises(SourceError, match=r"a feed that defines entities|not a feed"):
        read(answer(body.encode(encoding)))


BROKEN = {
    "cut": RSS[: len(RSS) // 2],
    "huge title": RSS.replace("Третья", "Т" * 5_000_000),
    "nul": RSS.replace("Третья", "Тре\0тья"),
    "deep": "<rss><channel><item>" + "<a>" * 20_000 + "</item></channel></rss>",
    "many": "<rss><channel>" + "<item><link>https://a.example/1</link></item>" * 5000 + "</channel></rss>",
    "unclosed": RSS.replace("</item>", ""),
    "ampersands": RSS.replace("Третья", "&" * 10_000),
    "plain ampersand": RSS.replace("&amp;", "&"),
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN.keys())
def test_broken_feeds_give_what_they_can_in_short_time(body):
    start = time.process_time()
    feed = read(answer(body))
    assert time.process_time() - start < 10
    assert len(feed.entries) <= 1000
    assert all(len(entry.title or "") <= 1000 for entry in feed.entries)


@pytest.mark.parametrize(
    "body", ['{"version": "https://jsonfeed.org/version/1", "items": ', '{"version": "https://jsonfeed.org/version/1"}']
)
def test_broken_json_feeds(body):
    with pytest.raises(SourceError):
        read(answer(body))
