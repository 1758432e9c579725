from servanda.model.story import RawItem
from servanda.stories import clean
from servanda.stories.links import links

PAGE = """<html><head><title>Рейс</title></head><body><nav><a href="https://partner.example/">Партнёры</a></nav>
<article><h1>Рейс Омск — Астана откроют весной</h1><p>Как сообщает <a href="https://step.example/news/1">«Степь»</a>,
губернатор Омской области обсудил рейс с послом Казахстана. <a href="/other">Ещё</a>
<a href="//cdn.example/x">Файл</a></p>
<a href="javascript:void(0)">Поделиться</a><a href="https://step.example/news/1">Источник</a></article>
<footer><a href="https://counter.example/">Счётчик</a></footer></body></html>"""


def test_links_to_other_sites_outside_of_menus():
    base = "https://www.volna.example/a"
    assert links(PAGE, base) == ("https://step.example/news/1", "https://cdn.example/x")
    assert links("<a href='https://volna.example/b'>", base) == ()
    assert links("<a href='http://[broken'><a href=''><a>", base) == ()


def test_a_story_carries_them():
    page = RawItem("p", PAGE, "html", url="https://volna.example/a")
    assert clean(page).links == ("https://step.example/news/1", "https://cdn.example/x")
    assert clean(RawItem("p", "Рейс откроют весной.", links=("https://t.me/step/5",))).links == ("https://t.me/step/5",)
