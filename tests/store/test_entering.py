"""Stories come into the register once, whole or not at all, and a newer text takes the place of the older."""

from __future__ import annotations

from datetime import date

import pytest

import servanda.store as store
from servanda.errors import RegisterError
from servanda.model.event import Coding, Event
from servanda.store.contents import contents, fingerprint

ASTANA = ("RU-BA/Уфа", "KZ-71")
LONG = (
    "Первый заместитель министра рассказал журналистам, что переговоры с перевозчиком идут третий месяц и стороны "
    "близки к согласию. Самолёты будут летать дважды в неделю, по средам и воскресеньям, билеты появятся осенью. "
    "Авиакомпания уже получила допуски, аэропорт готовит стойки и зал для международных пассажиров."
)


def flight(stage: str, when: str | None = None) -> Event:
    return Event("connection", stage, ASTANA, what="прямой рейс Уфа — Астана", when=when, fields=("transport",))


def test_what_was_entered_comes_back_whole(register, story) -> None:
    held, coding = story(
        "a", "2021-09-29", flight("intended", "2022"), url="https://example.org/a", source="example.org"
    )
    assert register.enter(held, coding).state == "new"
    (pledge,) = register.pledges()
    (step,) = pledge.steps
    assert step.event == coding.events[0]
    assert step.sentences == ("прямой рейс Уфа — Астана — intended.",)
    assert (step.story, step.date, step.url, step.source) == ("a", "2021-09-29", "https://example.org/a", "example.org")
    assert step.spans == ((0, len(held.text)),)
    assert pledge.record()["events"][0]["evidence"] == list(step.sentences)


def test_the_same_story_twice_changes_nothing(register, story) -> None:
    given = story("a", "2021-09-29", flight("intended", "2022"))
    register.enter(*given)
    before = fingerprint(register.ledger)
    assert register.enter(*given).state == "unchanged"
    assert fingerprint(register.ledger) == before


def test_a_changed_text_is_a_new_version_and_pledges_follow_it(register, story) -> None:
    register.enter(*story("a", "2021-09-29", flight("intended", "2022")))
    entered = register.enter(*story("a", "2021-09-29", flight("intended", "2023")))
    assert (entered.state, entered.version) == ("changed", 2)
    (pledge,) = register.pledges()
    assert pledge.status.due == "2023"
    old = [record for record in register.history("a") if record.old]
    assert [record.version for record in old] == [1]
    assert '\\"2022\\"' in old[0].old.events or '"2022"' in old[0].old.events


def test_an_event_that_did_not_change_keeps_its_id(register, story) -> None:
    first = register.enter(*story("a", "2021-09-29", flight("intended")))
    again = register.enter(*story("a", "2021-09-29", flight("agreed"), sentences=("Стороны договорились.",)))
    assert again.events == first.events


def test_a_page_changed_under_another_id_is_the_same_story(register, story) -> None:
    about = {"url": "https://example.org/flight"}
    register.enter(*story("one", "2021-09-29", flight("intended"), sentences=(LONG,), **about))
    entered = register.enter(*story("two", "2021-09-29", flight("agreed"), sentences=(LONG + " Дополнено.",), **about))
    assert (entered.story, entered.state, entered.version) == ("one", "changed", 2)


def test_two_stories_of_one_address_stay_two(register, story) -> None:
    about = {"url": "https://example.org/digest"}
    register.enter(*story("one", "2021-09-29", flight("intended"), sentences=("Рейс обещан.",), **about))
    other = Event("agreement", "done", ("RU-BA", "KZ-39"), what="соглашение")
    assert (
        register.enter(*story("two", "2021-09-29", other, sentences=("Соглашение подписано.",), **about)).state == "new"
    )


def test_a_story_that_cannot_be_entered_leaves_nothing(register, story) -> None:
    register.enter(*story("a", "2021-09-29", flight("intended")))
    before = list(contents(register.ledger))
    good = story("b", "2021-10-19", flight("intended"))
    held, _ = story("c", "2021-10-20", flight("intended"))
    with pytest.raises(RegisterError, match=r"c: .* is no EDTF"):
        list(register.enter_many([good, (held, Coding((flight("intended", "когда-нибудь"),)))]))
    assert list(contents(register.ledger)) == before


def test_older_stories_take_their_place_in_time(register, story) -> None:
    register.enter(*story("late", "2023-05-02", flight("considered")))
    register.enter(*story("early", "2021-09-29", flight("intended", "2022")))
    (pledge,) = register.pledges(date(2024, 1, 1))
    assert pledge.stories == ("early", "late")
    assert pledge.status.name == "overdue"


def test_as_of_a_day_only_what_was_told_by_then_counts(register, story) -> None:
    register.enter(*story("a", "2021-09-29", flight("intended", "2022")))
    register.enter(*story("b", "2023-05-02", flight("done")))
    assert register.pledges(date(2021, 9, 28)) == []
    (then,) = register.pledges(date(2022, 12, 31))
    assert (then.status.name, then.stories) == ("promised", ("a",))
    (later,) = register.pledges(date(2023, 1, 1))
    assert later.status.name == "overdue"
    assert register.pledges()[0].status.name == "kept"


def test_lone_acts_are_no_pledges_unless_asked_for(register, story) -> None:
    from servanda.register.where import Where

    register.enter(*story("a", "2021-09-29", flight("underway")))
    assert register.pledges() == []
    assert [pledge.promised for pledge in register.pledges(where=Where(promised=None))] == [False]


def test_reprints_are_kept_and_count_once(register, story) -> None:
    register.enter(*story("copy", "2021-09-30", flight("intended"), sentences=(LONG + " Источник: агентство.",)))
    assert register.pledges()[0].steps[0].reprint_of is None
    register.enter(*story("first", "2021-09-29", flight("intended"), sentences=(LONG,)))
    (pledge,) = register.pledges()
    assert [(step.story, step.reprint_of) for step in pledge.steps] == [("first", None), ("copy", "first")]
    assert pledge.status.promised_times == 1
    assert pledge.record()["stages"] == ["intended"]


def test_the_chains_come_out_as_they_are_known(register, chain_stories) -> None:
    list(register.enter_many(chain_stories))
    found = {(pledge.kind, pledge.polities): pledge.status for pledge in register.pledges(date(2026, 3, 1))}
    astana = found["connection", ("RU-BA/Уфа", "KZ-71")]
    assert (astana.name, astana.due, astana.promised_times) == ("overdue", "2022", 4)
    minsk = found["connection", ("RU-BA/Уфа", "BY-HM")]
    assert (minsk.name, minsk.kept_on, minsk.days) == ("kept", "2023-03-06", -56)
    assert found["agreement", ("RU-BA", "KZ-39")].name == "overdue"
    assert found["gathering", ("RU", "KZ")].days == 40


def test_the_register_is_there_when_opened_again(url, story) -> None:
    store.open(url).enter(*story("a", "2021-09-29", flight("intended")))
    assert len(store.open(url).pledges()) == 1


@pytest.mark.parametrize("odd", ["до\x00после", "пол\ud83dпары", "‮наоборот‬", "😀" * 50, "a" * 3000])
def test_odd_characters_are_kept_or_stand_in_their_places(register, story, odd) -> None:
    line = f"Рейс обещан, {odd}."
    held, _ = given = story("a", "2021-09-29", flight("intended"), sentences=(line,), title=odd)
    register.enter(*given)
    assert register.enter(*given).state == "unchanged"
    assert len(register.story("a").text) == len(held.text)
    assert [row.id for row in register.search("рейсом")] == ["a"]
    assert register.pledges()[0].steps[0].sentences[0].startswith("Рейс обещан, ")


def test_threads_of_one_process_share_a_register(register, story) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def work(number: int) -> int:
        register.enter(*story(f"s{number:02}", "2021-09-29", flight("intended")))
        return len(register.pledges())

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(work, range(16))) == {1}
    assert len(register.pledges()[0].steps) == 16
