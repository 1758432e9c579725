"""The gate: what may hold an event passes, what cannot does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.coding import gate
from servanda.coding.letters import home, sentences
from servanda.model.span import Span
from servanda.model.story import Story


def story(text: str, source: str | None = None) -> Story:
    return Story("s", text, text, (Span(0, len(text)),), source=source)


@pytest.mark.parametrize(
    "text",
    [
        "Делегация Омской области посетит Павлодар.",
        "Стороны подписали соглашение. Документ касается поставок в Узбекистан.",
        "В Томске обсудили российско-монгольский проект.",
        "Токаев прибыл с визитом.",
        "Газовый контракт заключён с КазМунайГазом.",
        "Из Самары полетят рейсы в Южную Корею.",
        "КАЗАХСТАН ОТКРЫЛ ТОРГОВОЕ ПРЕДСТАВИТЕЛЬСТВО",
        "казахстанцам разрешили въезд без визы",
        "Поезд Барнаул–Семей вернулся в расписание.",
    ],
)
def test_an_act_of_two_polities_passes(text: str) -> None:
    assert gate.worth_reading(story(text))


def test_home_is_a_party_without_being_named() -> None:
    text = "Глава региона подписал соглашение с Москвой."
    assert gate.worth_reading(story(text, "bashinform.ru"))


@pytest.mark.parametrize(
    "text",
    [
        "Ночью выпал снег, а к утру он растаял.",
        "Кот залез на дерево и громко мяукал.",
        "",
        "В школе прошла встреча с родителями.",
        "Соседи подписали договор. Потом пошёл дождь. Ещё позже стемнело. Сестра уехала в Узбекистан.",
    ],
)
def test_what_holds_no_act_of_two_polities_is_left_out(text: str) -> None:
    assert not gate.worth_reading(story(text))


def test_only_the_body_counts() -> None:
    text = "Ночью выпал снег.\nПодписали договор с Узбекистаном."
    assert not gate.worth_reading(Story("s", text, text, (Span(0, 17),)))
    assert gate.worth_reading(Story("s", text, text, (Span(18, len(text)),)))


@given(st.text(max_size=200), st.text(max_size=200))
def test_words_around_never_hide_an_act(before: str, behind: str) -> None:
    told = story(f"{before}\nВизит президента Узбекистана\n{behind}")
    assert gate.in_play(sentences(told), home(told))


def test_a_court_case_is_left_out_though_it_names_two_polities() -> None:
    text = (
        "Суд в Москве приговорил гражданина Узбекистана к пяти годам колонии. По версии следствия, он похитил деньги "
        "из магазина. Адвокат подаст жалобу. Приговор не вступил в силу."
    )
    found, at_home = sentences(story(text)), home(story(text))
    assert gate.in_play(found, at_home)
    assert not gate.worth_reading(story(text))


def test_a_telling_sentence_weighs_more_than_an_idle_one() -> None:
    told, idle = (
        gate.weigh(sentences(story(text)), frozenset({"RU"}), gate.gate())
        for text in ("Россия и Узбекистан подписали соглашение о торговле.", "В Узбекистане прошёл дождь, подписи нет.")
    )
    assert told > idle


def test_no_sentence_has_numbers_too() -> None:
    assert gate.numbers([]) == dict.fromkeys(("first", "second", "third", "mean"), gate.NEVER) | {"expected": 0.0}


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    assert gate.worth_reading(story(text)) in (True, False)
