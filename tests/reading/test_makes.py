"""Names of makes are no parties; makers that act are."""

import pytest

from servanda.pipeline import read_story


def bodies(text: str) -> set[str]:
    marked = read_story(text).marked
    assert marked
    return {mention.name for mention in marked.mentions if mention.kind == "organisation"}


@pytest.mark.parametrize(
    "text",
    [
        "Рейсы из Уфы в Баку выполняют на самолётах Airbus A320.",
        "Полёты в Томск идут на самолетах типа Boeing 737-800 дважды в неделю.",
        "На маршруте занят лайнер Embraer Е-190.",
        "В Омск пришли автобусы марки Volvo.",
    ],
)
def test_a_make_is_no_body(text: str) -> None:
    assert not bodies(text) & {"Airbus", "Boeing", "Embraer", "Volvo"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Компания Airbus подписала соглашение с Казахстаном.", "Airbus"),
        ("Boeing откроет в Ташкенте учебный центр.", "Boeing"),
        ("В 2023 году Airbus 15 мая поставил первый самолёт.", "Airbus"),
    ],
)
def test_a_maker_that_acts_is_a_body(text: str, name: str) -> None:
    assert name in {body.removeprefix("компания ").removeprefix("Компания ") for body in bodies(text)}
