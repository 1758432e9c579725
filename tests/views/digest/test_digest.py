"""What a digest tells, its two forms, and that every quotation in it is cited."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime

import pytest
from tests.views import sample

import servanda.store
from servanda.errors import UsageError
from servanda.register.register import Clock
from servanda.register.where import Where
from servanda.views.digest import Asked, compose, message

EVERYTHING = Where()


def clock(day: str) -> Clock:
    at = datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=UTC)
    return Clock(today=lambda: date.fromisoformat(day), now=lambda: at)


def register(day: str, *stories: str):
    """The made-up stories of these ids, entered on a day."""
    made = servanda.store.open("sqlite://", clock(day))
    for told in sample.stories():
        if told.story.id in stories:
            made.enter(told.story, told.coding)
    return made


def groups(digest) -> dict[str, list[str]]:
    parts = (part for chapter in digest.chapters for part in chapter.parts)
    return {part.group: [item.pledge.what for item in part.items] for part in parts}


def test_news_is_what_came_since_the_recipient_was_told() -> None:
    held = register("2024-04-10", "s1", "s4")
    first = compose(held, [Asked("", EVERYTHING, None)], "daily", "ru")
    assert sorted(groups(first)["news"]) == ["завод кабельной арматуры", "прямой рейс Уфа — Ташкент", "форум «Соседи»"]
    held.clock = clock("2024-04-11")
    later = [Asked("", EVERYTHING, "2024-04-10T10:00:00+00:00")]
    assert compose(held, later, "daily", "ru").pledges == 0
    held.enter(*next((told.story, told.coding) for told in sample.stories() if told.story.id == "s3"))
    told = compose(held, later, "daily", "ru")
    assert groups(told) == {"news": ["прямой рейс Уфа — Ташкент"]}
    assert [one.text for one in told.chapters[0].parts[0].items[0].quotations] == [sample.OPENED]


def test_what_the_clock_makes_overdue_is_told_once() -> None:
    held = register("2024-04-10", "s4")
    told = [Asked("", EVERYTHING, "2024-12-31T09:00:00+00:00")]
    held.clock = clock("2025-01-01")
    assert groups(compose(held, told, "daily", "ru")) == {"overdue": ["завод кабельной арматуры"]}
    told = [Asked("", EVERYTHING, "2025-01-01T09:00:00+00:00")]
    held.clock = clock("2025-01-02")
    assert compose(held, told, "daily", "ru").pledges == 0


def test_a_due_date_that_came_near_is_told_once() -> None:
    held = register("2024-04-10", "s4")
    told = [Asked("", EVERYTHING, "2024-12-23T09:00:00+00:00")]
    held.clock = clock("2024-12-24")
    assert groups(compose(held, told, "daily", "ru")) == {"coming": ["завод кабельной арматуры"]}
    told = [Asked("", EVERYTHING, "2024-12-24T09:00:00+00:00")]
    held.clock = clock("2024-12-25")
    assert compose(held, told, "daily", "ru").pledges == 0


def test_a_search_tells_what_it_looks_for_alone() -> None:
    held = register("2024-04-10", "s1", "s4")
    asked = [Asked("перелёты", Where(kind="connection"), None), Asked("пусто", Where(text="космодром"), None)]
    made = compose(held, asked, "weekly", "en")
    assert [chapter.search for chapter in made.chapters] == ["перелёты"]
    assert made.pledges == 1


@pytest.mark.parametrize("language", ["ru", "en"])
def test_both_forms_quote_with_the_citation_and_its_link(language) -> None:
    held = register("2024-04-10", "s1", "s2", "s3", "s4")
    digest = compose(held, [Asked("", EVERYTHING, None)], "daily", language)
    made = message(digest, "Servanda <servanda@office.example>", "ivanova@office.example")
    text = made.get_body(("plain",)).get_content()
    page = made.get_body(("html",)).get_content()
    quotations = [one for part in digest.chapters[0].parts for item in part.items for one in item.quotations]
    assert len(quotations) >= 4
    for one in quotations:
        assert f"  — {one.citation.text()}\n" in text
        assert one.citation.link in text
        quote, cited = re.search(rf"{re.escape(html.escape(one.text))}<br><small>(.*?)</small>", page)[0], one.citation
        assert f'href="{html.escape(cited.link)}"' in quote
    assert made["Subject"].startswith("Servanda: ")
    assert made["Auto-Submitted"] == "auto-generated"


def test_hostile_words_stay_words() -> None:
    from dataclasses import replace

    held = register("2024-04-10")
    told = next(told for told in sample.stories() if told.story.id == "s4")
    event = replace(told.coding.events[1], what="<script>alert(1)</script>\r\nBcc: x@evil.example")
    story = replace(told.story, title='"><img src=x onerror=alert(1)>', url="javascript:alert(1)")
    held.enter(story, replace(told.coding, events=(event,)))
    digest = compose(held, [Asked("<b>\r\nBcc: y@evil.example", EVERYTHING, None)], "daily", "ru")
    made = message(digest, "servanda@office.example", "ivanova@office.example")
    assert made["Bcc"] is None
    page = made.get_body(("html",)).get_content()
    assert "<script" not in page
    assert "<img" not in page
    assert "javascript:" not in page


@pytest.mark.parametrize("given", ["", "ivanova", "a@b\r\nBcc: c@d", "a b@c", "@office.example", "a@"])
def test_what_is_no_address(given: str) -> None:
    digest = compose(register("2024-04-10", "s1"), [Asked("", EVERYTHING, None)], "daily", "ru")
    with pytest.raises(UsageError):
        message(digest, "servanda@office.example", given)
