"""What people ask of the register: search, what is due, dossiers, backgrounds, figures, saved searches."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

import servanda.store as store
from servanda.errors import NotFound
from servanda.model.event import Event, Figure
from servanda.register.register import Clock
from servanda.register.where import Where


@pytest.fixture
def filled(register, chain_stories):
    list(register.enter_many(chain_stories))
    return register


@pytest.mark.parametrize("words", ["Самарканд", "самарканде", "САМАРКАНДОМ полет", "самолёты", "самолеты"])
def test_any_form_of_a_word_finds_it(filled, words) -> None:
    found = [row.id for row in filled.search(words)]
    assert found
    if "амарк" in words.lower() and "полет" not in words:
        assert found == ["twice-2023-03", "samarkand-2023-02", "airport-2022-11"]


@pytest.mark.parametrize(
    "words", ["", "   ", "—", "дирижабль", '"', "a OR b", "x'; DROP TABLE stories; --", "* ^ NEAR("]
)
def test_odd_questions_find_nothing_and_harm_nothing(filled, words) -> None:
    assert filled.search(words) == []
    assert len(filled.search("минск")) > 2


def test_search_gives_no_more_than_asked(filled) -> None:
    assert len(filled.search("минск", limit=2)) == 2


def test_what_was_replaced_is_found_no_more(filled, story) -> None:
    filled.enter(*story("twice-2023-03", "2023-03-20", sentences=()))
    assert "twice-2023-03" not in [row.id for row in filled.search("самарканд")]


def test_the_agenda_of_a_day(filled) -> None:
    agenda = filled.due(days=60, as_of=date(2023, 8, 15))
    assert {pledge.what for pledge in agenda.coming} == {
        "соглашение с Костанайской областью",
        "XIX Форум межрегионального сотрудничества России и Казахстана",
    }
    assert "прямые авиарейсы Уфа — Нур-Султан" in [pledge.what for pledge in agenda.overdue]
    later = filled.due(as_of=date(2025, 9, 26))
    assert "рейсы в Тегеран" in [pledge.what for pledge in later.quiet]
    days = [pledge.status.days for pledge in later.overdue]
    assert days == sorted(days)


def test_what_slipped_and_is_still_open(register, story) -> None:
    ends = ("RU-BA/Уфа", "KZ-71")
    for day, when in (("2023-01-10", "2023-05"), ("2023-04-10", "2023-10")):
        register.enter(*story(day, day, Event("connection", "intended", ends, what="рейс", when=when)))
    (pledge,) = register.due(as_of=date(2023, 6, 1)).slipped
    assert [(slip.before, slip.after, slip.days) for slip in pledge.status.slips] == [("2023-05", "2023-10", 153)]


def test_a_dossier_of_a_pair(filled) -> None:
    dossier = filled.dossier("RU-BA", "KZ", as_of=date(2026, 3, 1))
    fields = dict(dossier.by_field)
    assert "прямые авиарейсы Уфа — Нур-Султан" in [pledge.what for pledge in fields["transport"]]
    assert "соглашение с Костанайской областью" in [pledge.what for pledge in fields[None]]
    assert [meeting.steps[0].date for meeting in dossier.meetings] == ["2023-05-02", "2021-09-29"]
    assert dossier.people[0].name == "Радий Хабиров"
    assert all("KZ" in str(pledge.polities) for _, pledges in dossier.by_field for pledge in pledges)


def test_gatherings_are_series_with_planned_and_actual_dates(filled) -> None:
    (series,) = filled.gatherings("KZ")
    assert series.name.startswith("Форум ")
    assert [(one.number, one.due, one.held) for one in series.occurrences] == [
        (19, "2023-09", "2023-11-09"),
        (20, None, "2024-11-26"),
    ]


def test_the_background_of_a_story_cites_with_links(filled) -> None:
    background = filled.background("belavia-2025-09")
    assert background.items[0].pledge.polities == ("RU-BA/Уфа", "BY-HM")
    assert all(item.step.date <= "2025-09-12" and item.step.story != "belavia-2025-09" for item in background.items)
    paragraph = background.paragraph()
    assert "https://ufa-news.net/society/2025/03/24/453238-amp.html" in paragraph
    assert "24.03.2025" in paragraph
    with pytest.raises(NotFound):
        filled.background("nothing")


def test_figures_are_series_and_disagreement_is_shown(register, story) -> None:
    def told(id: str, day: str, **slots) -> None:
        held, coding = story(id, day, sentences=())
        figure = Figure("trade turnover", ("RU-BA", "KZ"), unit="USD", **slots)
        register.enter(held, replace(coding, figures=(figure,)))

    told("a", "2019-10-17", period="2018", value=340e6)
    told("b", "2020-02-01", period="2019", value=361.6e6)
    told("c", "2020-03-01", period="2019", value=361.0e6)
    told("d", "2021-03-01", period="2019", value=420e6)
    (series,) = register.figures("RU-BA", "KZ", measure="trade turnover")
    assert [(point.period, len(point.readings), point.disputed) for point in series.points] == [
        ("2018", 1, False),
        ("2019", 3, True),
    ]
    assert register.figures("BY") == []
    assert register.figures("RU")[0].measure == "trade turnover"


def test_filters(filled) -> None:
    def what(**slots) -> set[str]:
        return {pledge.what for pledge in filled.pledges(date(2026, 3, 1), Where(**slots))}

    assert what(kind="gathering") == {"XIX Форум межрегионального сотрудничества России и Казахстана"}
    assert what(polities=("UZ",)) == {"прямые рейсы из Уфы в Самарканд", "башкирские технопарки в Узбекистане"}
    assert what(polities=("UZ",), statuses=("overdue",)) == {"башкирские технопарки в Узбекистане"}
    assert what(text="технопарком") == {"башкирские технопарки в Узбекистане"}
    assert what(since="2026-01-01") == {"рейсы «Азимута» из Уфы в Минск", "новое соглашение о сотрудничестве"}
    assert what(until="2016-12-31", field="trade") == {"представительство в Казахстане"}
    assert "рейс Уфа — Санья" in what(promised=False)


def test_saved_searches_count_and_tell_what_is_new(url, story) -> None:
    now = [datetime(2026, 1, 1, tzinfo=UTC)]
    register = store.open(url, Clock(today=lambda: date(2026, 3, 1), now=lambda: now[0]))

    def tell(id: str, *polities: str) -> None:
        now[0] += timedelta(minutes=1)
        register.enter(*story(id, "2025-12-01", Event("connection", "intended", polities, what="рейс")))

    tell("one", "RU-BA/Уфа", "KZ-71")
    now[0] += timedelta(minutes=1)
    register.save("Казахстан", Where(polities=("KZ",)))
    assert [(one.name, len(one.pledges), len(one.fresh)) for one in register.saved()] == [("Казахстан", 1, 0)]
    tell("two", "RU-BA/Уфа", "KZ-75")
    tell("three", "RU-BA/Уфа", "BY-HM")
    assert [pledge.stories for pledge in register.saved()[0].fresh] == [("two",)]
    now[0] += timedelta(minutes=1)
    assert len(register.look("Казахстан").fresh) == 1
    assert register.look("Казахстан").fresh == ()
    register.forget("Казахстан")
    assert register.saved() == []
    with pytest.raises(NotFound):
        register.look("Казахстан")


def test_a_pledge_is_named_by_any_of_its_events_or_their_beginning(filled) -> None:
    pledge = next(one for one in filled.pledges() if len(one.steps) > 3)
    for step in pledge.steps:
        assert filled.pledge(step.id).id == pledge.id
        assert filled.pledge(step.id[:12]).id == pledge.id
    with pytest.raises(NotFound):
        filled.pledge("zzzz")
