"""Citations: outlet, title, day, active link, in three forms, from hostile stories too."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from servanda.model.event import Event
from servanda.model.pledge import Step
from servanda.model.span import Span
from servanda.model.story import Imprint, ReprintTerms, Story
from servanda.views.cite import cite, escape_markdown, plain
from servanda.views.links import link

EVENT = Event(kind="agreement", stage="done", polities=("RU-BA", "KZ"))
ASKS = ReprintTerms(reference_required=True, active_link_required=True)


def step(**slots):
    page = {"source": "vesti.example", "url": "https://vesti.example/1", "outlet": "Вести края"}
    page["title"] = "Рейс откроют осенью"
    return Step(id="e1", story="s1", date="2023-05-02", event=EVENT, **{**page, **slots})


def test_text():
    assert cite(step(), ASKS).text() == "Вести края. «Рейс откроют осенью», 2 мая 2023. https://vesti.example/1"
    assert cite(step(), ASKS, "en").text() == "Вести края. “Рейс откроют осенью”, 2 May 2023. https://vesti.example/1"


def test_markdown():
    assert cite(step()).markdown() == "Вести края. [«Рейс откроют осенью»](<https://vesti.example/1>), 2 мая 2023"


def test_html():
    assert cite(step()).html() == (
        '<cite>Вести края. <a href="https://vesti.example/1" rel="noopener">«Рейс откроют осенью»</a>, '
        "2 мая 2023</cite>"
    )


def test_what_is_missing():
    assert cite(step(outlet=None)).outlet == "vesti.example"
    assert cite(step(outlet=None, source=None)).outlet == "vesti.example"
    nothing = cite(step(outlet=None, source=None, url=None))
    assert nothing.text() == "источник не назван. «Рейс откроют осенью», 2 мая 2023"
    assert cite(step(title=None)).html().count("vesti.example</a>") == 1
    assert cite(step(title=None)).text() == "Вести края, 2 мая 2023. https://vesti.example/1"


def test_marks_within_marks():
    assert cite(step(title="Форум «Соседи» открыт")).label == "«Форум „Соседи“ открыт»"
    assert cite(step(title="Форум “Соседи” открыт"), language="en").label == "“Форум ‘Соседи’ открыт”"


def test_a_link_that_is_asked_for_and_not_known_is_told():
    lacking = cite(step(url=None), ASKS)
    assert lacking.lacks_link
    assert "требует активной ссылки" in lacking.text()
    assert not cite(step(url=None)).lacks_link
    assert not cite(step(), ASKS).lacks_link


def test_a_story_brings_its_own_terms():
    story = Story(
        id="s", text="т", clean="т", body=(Span(0, 1),), title="Итоги", date="2024-01-09", source="vesti.example",
        imprint=Imprint(outlet="Вести края"), terms=ASKS,
    )  # fmt: skip
    assert cite(story).text().startswith("Вести края. «Итоги», 9 января 2024 (издание требует")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd", "//vesti.example/1", "vesti.example/1", "https://", "http:///x", "https://a b/",
        "https://good.example\\@evil.example/", "https://user:pass@evil.example/", "http://[::1", "https://ex\x00ample.ru/",
        "ftp://vesti.example/", "https://" + "a" * 3000, "", None, "https://.../", "http://ексамп\u0000ле.рф/",
    ],
)  # fmt: skip
def test_addresses_that_are_no_links(address):
    assert link(address) is None
    assert "<a" not in cite(step(url=address)).html()
    assert "](" not in cite(step(url=address)).markdown()


def test_addresses_in_russian():
    assert b"xn--b1agj9af.xn--p1ai".decode("idna") == "вести.рф"
    path = "%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/%D1%80%D0%B5%D0%B9%D1%81"
    assert link("https://вести.рф/новости/рейс") == f"https://xn--b1agj9af.xn--p1ai/{path}"
    assert link('https://vesti.example/"><script>') == "https://vesti.example/%22%3E%3Cscript%3E"
    assert link("https://vesti.example/?a=1&b=%20#c") == "https://vesti.example/?a=1&b=%20#c"


@given(st.text(max_size=400), st.text(max_size=60), st.text(max_size=200))
def test_no_mark_up_gets_out(title, outlet, address):
    made = cite(step(title=title, outlet=outlet, url=f"https://vesti.example/{address}"))
    assert not re.search(r"[\x00-\x08\n\r\u202e]", made.text() + made.markdown() + made.html())
    root = lxml_html.fragment_fromstring(made.html())
    assert root.tag == "cite"
    assert [child.tag for child in root] in (["a"], [])
    assert root.text_content() in made.text().replace(made.link or "", "") or not made.title
    tokens = MarkdownIt("commonmark").parseInline(made.markdown())[0].children
    assert {token.type for token in tokens} <= {"text", "link_open", "link_close", "text_special"}
    links = [token.attrGet("href") for token in tokens if token.type == "link_open"]
    assert all(address.startswith("https://vesti.example/") for address in links)


@given(st.text(alphabet=st.sampled_from("#+-=1.) *_`[]()<>|~&;!\\aбlt"), max_size=12))
def test_markdown_shows_text_as_it_stands(text):
    shown = plain(text)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(escape_markdown(shown))
    inline = [token for token in tokens if token.type == "inline"]
    assert [token.type for token in tokens if token.type != "inline"] == ["paragraph_open", "paragraph_close"] * bool(
        shown
    )
    assert "".join(child.content for token in inline for child in token.children) == shown
