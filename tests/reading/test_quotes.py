"""What is said, and by whom."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.model.span import Span
from servanda.model.story import Story

CASES = [
    ("[Министр Ольга Котова заявила, что рейс откроют весной.]", "Ольга Котова", False),
    ("[По словам Марата Исмаилова, завод построят в срок.]", "Марат Исмаилов", False),
    ("[Как сообщили в пресс-службе аэропорта «Пулково», рейс задержан.]", "пресс-служба аэропорта «Пулково»", False),
    ("[Рейс откроют весной, сообщает РИА Новости.]", "РИА Новости", False),
    ("[Поставки выросли, рассказали в Россельхознадзоре.]", "Россельхознадзор", False),
    ("[По данным Росавиации, допуск получен.]", "Росавиация", False),
    ("[Об этом Ринат Гареев написал в телеграм-канале.]", "Ринат Гареев", False),
    ("«[Мы готовы открыть завод уже в этом году]», — сказал Павел Седов.", "Павел Седов", True),
    ('"[Мы готовы открыть завод уже в этом году]", - сказал Павел Седов.', "Павел Седов", True),
    ("Павел Седов сказал: «[Мы готовы открыть завод уже в этом году]».", "Павел Седов", True),
    ("«[Мы ждём гостей весной. Завод готов. Осталось подписать бумаги]», — отметила Анна Лобова.", "Анна Лобова", True),
    ("— [Мы ждём гостей весной], — сказал Глеб Орлов.", "Глеб Орлов", True),
    ("[Рейс в Актау откроют весной – Росавиация]", "Росавиация", False),
    ("[Ольга Котова: рейс в Актау откроют весной]", "Ольга Котова", False),
    (
        "[Торговля выросла, говорится в сообщении Министерства экономики Армении.]",
        "Министерство экономики Армении",
        False,
    ),
    ("[Рейс отменён, передаёт ТАСС со ссылкой на Росавиацию.]", "Росавиация", False),
    ("[По словам местных фермеров, урожай хорош.]", "местные фермеры", False),
    ("[Премьер-министр Армении подчеркнул, что торговля растёт.]", "Премьер-министр Армении", False),
]


@pytest.mark.parametrize(("drawn", "speaker", "direct"), CASES)
def test_a_quotation_has_its_words_and_its_speaker(drawn: str, speaker: str, direct: bool, marked) -> None:
    start, end = drawn.index("["), drawn.index("]") - 1
    text = drawn.replace("[", "").replace("]", "")
    found = [(q.span.start, q.span.end, q.speaker, q.direct) for q in marked(text, "lenta.ru").quotes]
    assert (start, end, speaker, direct) in found


def test_speech_goes_on_after_its_author_is_named(marked) -> None:
    text = "«Мы рады гостям, – сказал Карим Насыров. – Завод построен. Ждём вас весной». Гости уехали."
    quotes = marked(text).quotes
    assert quotes[0].speaker == "Карим Насыров"
    assert "Ждём вас весной" in quotes[0].span.of(text)
    assert not any("уехали" in q.span.of(text) for q in quotes)


def test_he_said_is_whoever_was_named(marked) -> None:
    text = "Министр Ольга Котова была в Баку. По её словам, торговля растёт."
    assert [q.speaker for q in marked(text).quotes] == ["Ольга Котова"]


def test_the_speaker_has_his_polity(marked) -> None:
    quotes = marked("Министр транспорта Узбекистана Азиз Рахимов заявил, что рейс откроют.").quotes
    assert [q.speaker_polities for q in quotes] == [("UZ",)]


@pytest.mark.parametrize(
    "text", ["Роман «Война и мир» издали снова.", "Открылся магазин «У реки».", "Рейс отложен.", "«", "» « »", '" " "']
)
def test_a_title_is_no_quotation(text: str, marked) -> None:
    assert marked(text).quotes == ()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Как сообщал «Башинформ», рейс открыт.", "bashinform.ru"),
        ("Ранее «Фонтанка» рассказывала о рейсе.", "www.fontanka.ru"),
        ("Напомним, в аэропорту «Пулково» открыт зал.", "lenta.ru"),
    ],
)
def test_an_outlet_does_not_quote_itself(text: str, source: str, marked) -> None:
    assert marked(text, source).quotes == ()


def test_whom_one_tells_is_not_the_speaker(marked) -> None:
    text = "Рейс откроют, сообщил РИА Новости министр транспорта Ирана Резо Карими."
    assert [q.speaker for q in marked(text, "lenta.ru").quotes] == ["Резо Карими"]


@given(
    st.lists(
        st.sampled_from(
            [
                "«",
                "»",
                "—",
                "-",
                ":",
                ",",
                ".",
                "и",
                '"',
                "сказал",
                "заявил",
                "что",
                "по",
                "словам",
                "он",
                "она",
                "Иван",
                "Котов",
                "министр",
                "МИД",
                "республика",
                "России",
                "в",
                "пресс-службе",
                "обе",
                "страны",
                "столица",
                "им.",
                "№",
                "(",
                ")",
                "19",
                "XX",
                "Форум",
                "компания",
            ]
        ),
        max_size=30,
    )
)
@settings(max_examples=30, deadline=None)
def test_marks_lie_in_their_text_whatever_it_is(pieces: list[str]) -> None:
    from servanda.reading import mark

    text = " ".join(pieces)
    story = Story(id="x", text=text, clean=text, body=(Span(0, len(text)),) if text.strip() else (), source="lenta.ru")
    found = mark([story])[0]
    for mention in found.mentions:
        words = found.sentences[mention.sentence].words
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert 0 <= mention.head < len(words)
        assert mention.name.strip() == mention.name != ""
    assert all(0 <= q.span.start < q.span.end <= len(text) for q in found.quotes)


def test_points_after_the_main_of_a_speech_have_its_speaker(marked) -> None:
    text = "Главное из выступления Павла Лыкова:\n\n— Завод откроют.\n\n— Рейсы вернут.\n\nГости уехали."
    found = [(q.span.of(text), q.speaker) for q in marked(text, "lenta.ru").quotes]
    assert found == [("— Завод откроют.", "Павел Лыков"), ("— Рейсы вернут.", "Павел Лыков")]


def test_the_company_that_speaks_is_the_one_named_before(marked) -> None:
    text = "«Аэрофлот» откроет рейс в Пермь. Билеты в продаже, сообщает компания."
    assert [q.speaker for q in marked(text, "lenta.ru").quotes] == ["Аэрофлот"]


def test_a_source_without_a_name_that_an_agency_refers_to_speaks(marked) -> None:
    text = "Об этом сообщает «Интерфакс» со ссылкой на источник в Кремле."
    assert [q.speaker for q in marked(text, "lenta.ru").quotes] == ["источник в Кремле"]
