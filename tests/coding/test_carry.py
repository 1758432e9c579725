"""What is carried to an act from elsewhere: sentences that go on about it, the time and place of its gathering."""

from dataclasses import replace

from servanda.coding import parties
from servanda.coding.carry import framed, going_on, once
from servanda.coding.context import Context
from servanda.coding.cues import Candidate
from servanda.model.event import Event
from servanda.model.span import Span
from servanda.model.story import RawItem
from servanda.reading import mark
from servanda.stories import clean


def told(text: str) -> list[tuple[int, int]]:
    story = clean(RawItem(where="t", content=text, id="t", date="2024-03-05"))
    return going_on(Context(mark([story])[0]))


def test_a_sentence_that_only_says_when_goes_on_about_the_one_before():
    text = "Татарстан подпишет соглашение с Самаркандской областью Узбекистана. Ожидается, что это произойдёт в мае."
    assert [sentence for sentence, _ in told(text)] == [1]


def test_a_sentence_with_a_subject_of_its_own_does_not():
    text = "Татарстан подпишет соглашение с Самаркандской областью Узбекистана. Форум пройдёт в мае."
    assert told(text) == []


def event(kind: str, what: str, **slots: str) -> Event:
    return Event(kind, "intended", ("RU-TA", "UZ"), what=what, **slots)  # type: ignore[arg-type]


def test_an_act_within_a_gathering_takes_its_time_and_place():
    forum = event("gathering", "II Форум регионов России и Узбекистана", when="2024-05", where="Самарканд")
    signed = event("agreement", "соглашение", within="Форум регионов России и Узбекистана")
    assert framed([forum, signed])[1].when == "2024-05"
    assert framed([forum, signed])[1].where == "Самарканд"


def test_what_the_act_says_itself_stands():
    forum = event("gathering", "форум регионов", when="2024-05", where="Самарканд")
    signed = event("agreement", "соглашение", within="форум регионов", when="2024-04", where="Ташкент")
    assert framed([forum, signed]) == [forum, signed]


def test_another_gathering_gives_nothing():
    forum = event("gathering", "форум регионов", when="2024-05")
    signed = event("agreement", "соглашение", within="выставка «Иннопром»")
    assert framed([forum, signed])[1].when is None


def test_a_gathering_named_alike_twice_is_one_with_all_its_evidence():
    surer = replace(event("gathering", "II Форум регионов"), sure=0.8, evidence=(Span(50, 90),))
    other = replace(event("gathering", "II Форум регионов"), sure=0.4, evidence=(Span(0, 40), Span(50, 90)))
    (only,) = once([other, surer])
    assert only == replace(surer, evidence=(Span(0, 40), Span(50, 90)))


def test_what_is_only_called_a_forum_may_be_another_each_time():
    forums = [event("gathering", "форум"), event("gathering", "форум"), event("agreement", "Договор")]
    assert sorted(e.what for e in once(forums)) == sorted(e.what for e in forums)


def test_editions_of_two_years_are_two_gatherings():
    past, next_one = event("gathering", "Иннопром", when="2023-07"), event("gathering", "Иннопром", when="2024-07")
    assert once([past, next_one]) == [past, next_one]


def parties_named(text: str, kind: str = "gathering") -> set[str]:
    context = Context(mark([clean(RawItem(where="t", content=text, id="t", date="2024-03-05"))])[0])
    return set(parties.of_gathering(context, [Candidate(0, kind, (0,), True)]))


def test_a_gathering_is_of_the_parties_in_its_name():
    text = "Делегация Татарстана поедет на II Форум межрегионального сотрудничества России и Узбекистана в мае."
    assert parties_named(text) == {"RU", "UZ"}
    assert parties_named(text, "meeting") == set()
    assert parties_named("Делегация Татарстана поедет в Узбекистан на Форум предпринимателей в мае.") == set()
