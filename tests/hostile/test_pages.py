"""Pages made to choke a reader."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.errors import InputError
from servanda.model.story import RawItem
from servanda.stories import clean

STORY = (
    "Губернатор обсудил с послом Вьетнама поставки станков и прямой рейс из Орла в Ханой. Стороны подпишут план в мае."
)
END = f"<p>{STORY}</p>"
PAGES = {
    "deep": "<div>" * 100_000 + END + "</div>" * 100_000,
    "deep inline": "<b>" * 100_000 + END,
    "unclosed": END + "<p>" * 200_000,
    "tables": "<table>" * 50_000 + END,
    "lists": "<ul><li>" * 50_000 + END,
    "huge attribute": f"<p title='{'x' * 5_000_000}'>{STORY}</p>",
    "many attributes": f"<p {' '.join(f'a{n}=1' for n in range(200_000))}>{STORY}</p>",
    "angle brackets": "<" * 300_000 + END,
    "comments": END + "<!--" * 100_000,
    "cdata": END + "<![CDATA[" * 100_000,
    "entities": "&" * 500_000 + END,
    "billion laughs": '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
    + END
    + "&c;" * 1000,
    "outside entity": '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + END + "<p>&x;</p>",
    "nul": END.replace("о", "о\0"),
    "half a pair": END.replace("о", "о\ud800"),
    "json-ld": f'<script type="application/ld+json">{"[" * 100_000}</script>{END}',
    "json-ld loop": f'<script type="application/ld+json">{{"@graph": {"[" * 400}{"]" * 400}}}</script>{END}',
    "odd json-ld": '<script type="application/ld+json">{"datePublished": {"a": 1}, "headline": [1]}</script>'
    + END,
    "huge title": f"<title>{'Заголовок ' * 300_000}</title>{END}",
    "bad dates": f'<meta property="article:published_time" content="{"9" * 100_000}"><time datetime="-1">x</time>{END}',
    "no element": STORY,
    "scripts": "<script>var a = 1;</script>" * 30_000 + END,
    "control": "\x01\x02\x1f" * 1000 + END,
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_a_hostile_page_is_read_or_refused_in_short_time(page):
    start = time.process_time()
    with suppress(InputError):
        story = clean(RawItem(where="p.html", content=page, kind="html"))
        assert len(story.clean) == len(story.text)
        assert "root:" not in story.text
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "name", ["deep", "huge attribute", "many attributes", "nul", "json-ld", "odd json-ld", "bad dates"]
)
def test_the_story_is_still_found(name):
    story = clean(RawItem(where="p.html", content=PAGES[name], kind="html"))
    assert "прямой рейс из" in story.clean.replace("\ufffd", "")


TAGS = st.sampled_from(
    [
        *("<p>", "</p>", "<div class='article-body'>", "</div>", "<h1>", "</h1>", "<br>", "<a href='x'>", "</a>"),
        *("<script>", "</script>", "<!--", "-->", "<article>", "<footer>", "</footer>", "<tr><td>"),
        *("<title>", "</title>"),
        *("<time datetime='x'>", "<meta property='og:title' content='", "'>", "<", ">", "&amp", "\0", "\ud800"),
        *(STORY, "© 2024 ООО «Степь»", " слово "),
    ]
)


@given(st.lists(TAGS, max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_order_of_tags(page):
    try:
        story = clean(RawItem(where="p", content=page, kind="html"))
    except InputError:
        return
    assert len(story.clean) == len(story.text)
    assert all(span.end <= len(story.text) for span in story.body)
