import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.stories.markup import blank


def words(text: str) -> str:
    return " ".join(blank(text).split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Уфа и Минск подписали план**", "Уфа и Минск подписали план"),
        ("__Курсив__ и ~~лишнее~~ и `код`", "Курсив и лишнее и код"),
        ("## Итоги визита", "Итоги визита"),
        ("> Цитата гостя", "Цитата гостя"),
        ("• первый пункт\n• второй", "первый пункт второй"),
        ("* первый\n* второй", "первый второй"),
        ("[Минтранс](https://example.ru/a(1)b) сообщил", "Минтранс сообщил"),
        ("![снимок](a.jpg) Рейс открыт", "снимок Рейс открыт"),
        ("Подробнее: https://example.ru/news?id=1.", "Подробнее: ."),
        ("пишет t.me/kanal о рейсе", "пишет о рейсе"),
        ("в канале @kanal_news рассказал", "в канале рассказал"),
        ("почта mail@example.ru открыта", "почта открыта"),
        ("#Башкирия и #Минск дружат", "Башкирия и Минск дружат"),
        ("Рейс&nbsp;открыт &mdash; сказал &laquo;Глава&raquo;", "Рейс открыт — сказал «Глава»"),
        ("5 * 3 и «РБК*»", "5 * 3 и «РБК »"),
        ("*важно* сказано", "важно сказано"),
    ],
)
def test_only_what_a_reader_sees_stays(text, expected):
    assert words(text) == expected


def test_a_name_in_guillemets_touches_its_marks_after_entities():
    assert "«Глава»" in blank("&laquo;Глава&raquo;")


@given(st.text(alphabet="аб[]()*_#>@&;./:htps`~|\n lquo12", max_size=200))
def test_the_length_never_changes(text):
    assert len(blank(text)) == len(text)


def test_italics_of_a_wiki_are_quotation_marks_and_bold_letters_nothing() -> None:
    assert blank("журнал ''Степь и лес''.") == "журнал  «Степь и лес» ."
    assert blank("'''Пермь''' и ''«Кама»''") == "   Пермь    и   «Кама»  "
    assert blank("д'Артаньян ''один") == "д'Артаньян ''один"
