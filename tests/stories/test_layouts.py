"""Pages laid out as Russian outlets of many kinds lay theirs out, filled with stories of our own.

What a reader would call the article should come out, and nothing around it; beside it stands what trafilatura alone
takes out of the same pages. The floors are what was reached: later work can only raise them.
"""

from collections import Counter
from pathlib import Path
from string import Template

import pytest

from servanda.model.story import RawItem, Story
from servanda.stories import clean

PAGES = sorted(Path(__file__).with_name("layouts").glob("*.html"))
DAY = "2024-05-05"
STORIES = (
    (
        "Орёл и Ханой договорились о прямом рейсе",
        "Губернатор Орловской области Пётр Сомов обсудил с послом Вьетнама поставки станков и рейс в Ханой.",
        "«Мы готовы подписать соглашение в сентябре», — сказал Сомов после встречи. По его словам, проект уже готов.",
        "В прошлом году товарооборот области с Вьетнамом вырос на 15 процентов и достиг 40 миллионов долларов.",
        "В октябре в Орле пройдёт форум деловых кругов двух стран, на который пригласили министра Вьетнама.",
    ),
    (
        "Завод из Тулы поставит тракторы в Душанбе",
        "Тульский завод и мэрия Душанбе заключили договор о поставке сорока коммунальных тракторов до конца года.",
        "Первые десять машин отправят по железной дороге в августе.",
        "Стороны также условились открыть в Душанбе учебный центр: там будут готовить механиков и водителей.",
        "Ранее делегация города побывала в Туле и посмотрела, как работают такие тракторы зимой.",
    ),
)
FLOORS = {"words": 0.995, "paragraphs": 0.995, "dates": 1.0}


def filled(path: Path, story: tuple[str, ...]) -> str:
    title, *paragraphs = story
    given = {f"p{number}": text for number, text in enumerate(paragraphs, 1)}
    page = Template(path.read_text("utf-8"))
    return page.substitute(given, title=title, site="Степь", iso=DAY, words="5 мая 2024", digits="05.05.2024")


def words(text: str) -> Counter[str]:
    return Counter("".join(char.lower() if char.isalnum() else " " for char in text).split())


def f1(expected: str, found: str) -> float:
    gold, got = words(expected), words(found)
    common = (gold & got).total()
    return 2 * common / (gold.total() + got.total()) if common else 0.0


def read(path: Path, story: tuple[str, ...]) -> Story:
    return clean(RawItem(where=path.name, content=filled(path, story), kind="html"))


def stretches(story: Story) -> list[str]:
    return [span.of(story.text) for span in story.body]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_an_article_keeps_its_title_first(path):
    story = read(path, STORIES[0])
    assert story.title == STORIES[0][0]
    assert stretches(story)[0] == STORIES[0][0]


def test_articles_of_all_layouts():
    cases = [(path, story, read(path, story)) for path in PAGES for story in STORIES]
    reached = {
        "words": sum(f1(" ".join(told), " ".join(stretches(got))) for _, told, got in cases) / len(cases),
        "paragraphs": sum(text in stretches(got) for _, told, got in cases for text in told) / (5 * len(cases)),
        "dates": sum(got.date == DAY for *_, got in cases) / len(cases),
    }
    assert len(PAGES) >= 40
    assert all(reached[name] >= floor for name, floor in FLOORS.items()), reached


def test_trafilatura_alone_does_no_better():
    from trafilatura import bare_extraction

    ours = theirs = 0.0
    for path in PAGES:
        for story in STORIES:
            page, told = filled(path, story), " ".join(story)
            found = bare_extraction(page, with_metadata=True, include_comments=False)
            theirs += f1(told, f"{found.title or ''} {found.text or ''}") if found else 0.0
            ours += f1(told, " ".join(stretches(read(path, story))))
    assert ours > theirs
