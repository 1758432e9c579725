import pytest

from servanda.model.story import RawItem
from servanda.stories import clean

PARAGRAPH = "Губернатор Орловской области Пётр Сомов обсудил с послом Вьетнама поставки станков и визит делегации."


def head(text: str, title: str | None = None) -> str | None:
    story = clean(RawItem(where="t", content=text, title=title))
    return story.headline.of(story.text) if story.headline else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Орёл и Ханой договорились\n\n{PARAGRAPH}", "Орёл и Ханой договорились"),
        (f"Орёл и Ханой договорились\n{PARAGRAPH}\n{PARAGRAPH}", "Орёл и Ханой договорились"),
        (f"Откроют ли рейс в Ханой?\n\n{PARAGRAPH}", "Откроют ли рейс в Ханой?"),
        (f"**Орёл и Ханой договорились.**\n\n{PARAGRAPH}", "Орёл и Ханой договорились."),
        (f"⚡️**Орёл и Ханой договорились**\n{PARAGRAPH}", "Орёл и Ханой договорились"),
        (f"# Орёл и Ханой договорились.\n{PARAGRAPH}", "Орёл и Ханой договорились."),
        (f"5 мая 2024\nОрёл и Ханой договорились\n\n{PARAGRAPH}", "Орёл и Ханой договорились"),
        (PARAGRAPH, None),
        (f"{PARAGRAPH}\n\n{PARAGRAPH}", None),
        (f"Стороны договорились:\n\n{PARAGRAPH}", None),
        ("Одна строка без точки", None),
    ],
)
def test_a_headline_is_set_apart(text, expected):
    assert head(text) == expected


def test_the_given_title_is_found_in_the_text_whatever_its_marks():
    assert (
        head(f"Орёл и Ханой договорились.\n{PARAGRAPH}", title="Орёл и Ханой — договорились")
        == "Орёл и Ханой договорились."
    )


def test_a_given_title_that_the_text_lacks_is_kept_beside_it():
    story = clean(RawItem(where="t", content=PARAGRAPH, title="Визит посла"))
    assert (story.headline, story.title) == (None, "Визит посла")
