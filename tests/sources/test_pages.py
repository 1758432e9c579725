import pytest

from servanda.errors import SourceError
from servanda.sources.fetched import Fetched
from servanda.sources.pages import articles, canonical, feeds, item

SECTION = """<html><head>
<link rel="alternate" type="application/rss+xml" title="Лента" href="/rss.xml">
<link rel="alternate" type="application/atom+xml" href="https://steppe.example/atom">
<link rel="alternate" hreflang="en" href="/en"><link rel="stylesheet" type="text/css" href="/a.css"></head><body>
<nav><a href="/news/2024/05/05/111111/">Меню с длинной подписью</a></nav>
<a href="/news/2024/05/05/123456/?utm_source=main#comments">Орёл и Ханой договорились о рейсе</a>
<a href="https://www.steppe.example/orel-i-hanoi-dogovorilis-o-rejse">Посол Вьетнама приехал в Орёл</a>
<a href="https://economy.steppe.example/node/98765">Экспорт станков вырос на треть</a>
<a href="/news/2024/05/05/123456/"><img alt=""></a>
<a href="/news/2024/05/05/123457/">Далее</a>
<a href="/tag/hanoi-123456">Всё о городе Ханой</a>
<a href="/author/1234/">Иван Петрович Снегов пишет</a>
<a href="https://other.example/news/123456/">Чужая новость о рейсе в Ханой</a>
<a href="/files/plan-123456.pdf">План работы на будущий год</a>
<a href="/about">Несколько слов о нас</a>
<a href="javascript:void(0)">Показать ещё три новости</a>
<a href="http://[broken/123456">Сломанная ссылка на новость дня</a>
<a href="/article?id=777">Завод откроют вместе с Минском</a>
<footer><a href="/news/1990/01/01/1/">Старая новость в подвале сайта</a></footer></body></html>"""


def answer(page: str, **fields) -> Fetched:
    return Fetched(**{"address": "https://steppe.example/news/", "status": 200, "body": page.encode(), **fields})


def test_articles_of_a_section():
    assert [(link.address, link.title) for link in articles(answer(SECTION))] == [
        ("https://steppe.example/news/2024/05/05/123456/", "Орёл и Ханой договорились о рейсе"),
        ("https://www.steppe.example/orel-i-hanoi-dogovorilis-o-rejse", "Посол Вьетнама приехал в Орёл"),
        ("https://economy.steppe.example/node/98765", "Экспорт станков вырос на треть"),
        ("https://steppe.example/article?id=777", "Завод откроют вместе с Минском"),
    ]


def test_feeds_that_a_page_names():
    assert [(link.address, link.title) for link in feeds(answer(SECTION))] == [
        ("https://steppe.example/rss.xml", "Лента"),
        ("https://steppe.example/atom", ""),
    ]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://Steppe.example/a?utm_source=x&id=5&yclid=1#top", "https://steppe.example/a?id=5"),
        ("https://steppe.example/a?b=%D1%8F&c=1+2", "https://steppe.example/a?b=%D1%8F&c=1+2"),
        ("https://steppe.example", "https://steppe.example/"),
        ("https://steppe.example/a?from=main", "https://steppe.example/a"),
    ],
)
def test_addresses_without_what_only_tracks(address, expected):
    assert canonical(address) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize("page", ["", "\0\0", "<a href>", "<a href='#'>x</a>", "<a " * 10_000, "<div>" * 50_000])
def test_pages_without_links(page):
    assert articles(answer(page)) == feeds(answer(page)) == ()


def test_a_page_as_an_item():
    assert item(answer("<p>x</p>")).kind == "html"
    assert item(answer("текст", content_type="text/plain; charset=utf-8")).kind == "text"
    with pytest.raises(SourceError, match="answer 404"):
        item(answer("", status=404))
