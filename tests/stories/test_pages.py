"""Pages in the layouts of several kinds of outlets; all of their content is made up."""

import pytest

from servanda.errors import EmptyInput
from servanda.model.story import RawItem
from servanda.stories import clean

TITLE = "Орёл и Ханой договорились о прямом рейсе"
FIRST = (
    "Губернатор Орловской области Пётр Сомов обсудил с послом Вьетнама поставки станков, обмен студентами "
    "и открытие прямого рейса Орёл — Ханой."
)
SECOND = (
    "«Мы готовы подписать соглашение в сентябре», — сказал Сомов. В прошлом году товарооборот вырос на 15 процентов."
)
MENU = '<header><nav><ul><li><a href="/">Главная</a></li><li><a href="/news">Новости</a></li></ul></nav></header>'
FOOTER = """<footer><div>© 2001–2024 ООО «Степь»</div>
<div>Сетевое издание «Степь» зарегистрировано Роскомнадзором, Эл № ФС77-00001</div>
<div>Учредитель: ООО "Степь"</div><div>Главный редактор: Лугова Вера Ильинична</div>
<div>При перепечатке активная гиперссылка обязательна.</div><div>16+</div></footer>"""

LINKED_DATA = f"""<!doctype html><html><head><title>{TITLE} | Степь</title>
<link rel="canonical" href="https://steppe.example/news/17/">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "headline": "{TITLE}",
"datePublished": "2024-05-05T09:30:00+03:00"}}]}}</script></head><body>{MENU}
<article><h1>{TITLE}</h1><div class="article__text"><p>{FIRST}</p><p>{SECOND}</p>
<p>Читайте также: <a href="/news/16/">Как живёт степной аэропорт</a></p></div></article>
<aside><h3>Популярное</h3><a href="/1">Почему подорожал хлеб</a></aside>{FOOTER}</body></html>"""
META = f"""<html><head><meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Степь">
<meta property="article:published_time" content="2024-05-05T09:30:00+03:00">
<meta property="og:url" content="https://steppe.example/news/17/"></head><body>{MENU}
<div class="content"><h1>{TITLE}</h1><div class="news-text">{FIRST}<br><br>{SECOND}</div>
<div class="share">Поделиться</div></div>{FOOTER}</body></html>"""
MICRODATA = f"""<html><head><title>Степь: {TITLE}</title></head><body>{MENU}
<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{TITLE}</h1>
<time itemprop="datePublished" datetime="2024-05-05">5 мая</time>
<div itemprop="articleBody"><p>{FIRST}</p><p>{SECOND}</p></div></div>{FOOTER}</body></html>"""
SHOWN_DATE = f"""<html><head><title>{TITLE}</title></head><body>{MENU}<table><tr><td>
<span>05.05.2024 09:30</span><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></td></tr></table>{FOOTER}</body></html>"""


@pytest.mark.parametrize(
    "page", [LINKED_DATA, META, MICRODATA, SHOWN_DATE], ids=["json-ld", "meta", "microdata", "shown"]
)
def test_the_article_and_nothing_around_it(page):
    story = clean(
        RawItem(where="page.html", content=page, kind="html", url="https://steppe.example/news/17/?from=main")
    )
    assert [span.of(story.text) for span in story.body] == [TITLE, FIRST, SECOND]
    assert story.headline == story.body[0]
    assert (story.title, story.date, story.source) == (TITLE, "2024-05-05", "steppe.example")


@pytest.mark.parametrize(
    "page", [LINKED_DATA, META, MICRODATA, SHOWN_DATE], ids=["json-ld", "meta", "microdata", "shown"]
)
def test_the_imprint_is_read_from_the_footer(page):
    story = clean(RawItem(where="page.html", content=page.encode("cp1251"), kind="html"))
    assert (story.imprint.registration, story.imprint.founder) == ("ЭЛ № ФС77-00001", "ООО «Степь»")
    assert (story.imprint.editor, story.imprint.age_mark) == ("Лугова Вера Ильинична", "16+")
    assert story.terms.active_link_required


def test_the_canonical_address_is_that_of_the_story():
    assert clean(RawItem(where="p", content=LINKED_DATA, kind="html")).url == "https://steppe.example/news/17/"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/news/17/", "http://[broken", "file:///etc/passwd"])
def test_a_canonical_address_that_is_none_is_left_out(address):
    page = LINKED_DATA.replace("https://steppe.example/news/17/", address)
    assert clean(RawItem(where="p", content=page, kind="html")).url is None


def test_the_pages_own_date_outranks_one_given_for_texts_that_name_none():
    assert clean(RawItem(where="p", content=META, kind="html", date="2020-01-01")).date == "2024-05-05"


def test_soft_hyphens_go():
    page = LINKED_DATA.replace("Губернатор", "Губер&shy;натор")
    assert "Губернатор Орловской" in clean(RawItem(where="p", content=page, kind="html")).text


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html><script>var a = 1</script></html>", "<p></p>"])
def test_a_page_without_article(page):
    with pytest.raises(EmptyInput, match=r"^p.html: no article text found; "):
        clean(RawItem(where="p.html", content=page, kind="html"))
