import pytest

from servanda.errors import EmptyInput, NotRussian, NotText, TooLarge
from servanda.model.story import RawItem
from servanda.stories import clean

TEXT = """Орёл и Ханой договорились о прямом рейсе

Губернатор Орловской области Пётр Сомов обсудил с послом Вьетнама поcтавки станков на ХІV форуме.
«Мы готовы подписать соглашение в сентябре», — сказал Сомов.
Фото: пресс-служба
© 2001-2024 ООО «Степь»
Сетевое издание «Степь» зарегистрировано Роскомнадзором, Эл № ФС77-00001
При перепечатке ссылка обязательна.
"""


def test_a_text_with_a_footer():
    story = clean(
        RawItem(where="a.txt", content=TEXT.encode(), id="a", date="2024-05-05T10:00:00+03:00", source="steppe.example")
    )
    assert story.text == TEXT
    assert len(story.clean) == len(TEXT)
    assert "поставки станков на XIV форуме" in story.clean
    assert [span.of(TEXT)[:12] for span in story.body] == ["Орёл и Ханой", "Губернатор О", "«Мы готовы п"]
    assert story.title == "Орёл и Ханой договорились о прямом рейсе"
    assert (story.id, story.date, story.source, story.language) == ("a", "2024-05-05", "steppe.example", "ru")
    assert (story.imprint.registration, story.terms.reference_required) == ("ЭЛ № ФС77-00001", True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_the_encoding_does_not_matter(encoding):
    text = TEXT.replace("І", "I")
    assert clean(RawItem(where="a", content=text.encode(encoding))).text == text


def test_a_given_text_is_left_as_it_is_but_for_its_byte_order_mark():
    assert (
        clean(RawItem(where="a", content="\ufeffПосол\u00a0приехал.\r\nОн рад.\r\n")).text
        == "Посол\u00a0приехал.\r\nОн рад.\r\n"
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5 мая 2024, 14:05\nПосол приехал в Орёл.", "2024-05-05"),
        ("Посол приехал в Орёл.\nОпубликовано: 05.05.2024", "2024-05-05"),
        ("ОРЁЛ, 5 мая 2024 г. — ТАСС. Посол приехал в Орёл.", "2024-05-05"),
        ("ОРЁЛ, 5 мая — ТАСС. Посол приехал в Орёл.", None),
        ("5 мая 2024 года посол приехал в Орёл.", None),
    ],
)
def test_the_day_of_a_bare_text(text, day):
    assert clean(RawItem(where="a", content=text)).date == day


def test_a_date_that_is_none_is_not_taken_over():
    assert clean(RawItem(where="a", content="Посол приехал.", date="вчера")).date is None


def test_the_source_is_the_host_of_the_address():
    story = clean(RawItem(where="a", content="Посол приехал.", url="https://www.steppe.example:8080/1"))
    assert (story.source, story.id) == ("steppe.example", "https://www.steppe.example:8080/1")


@pytest.mark.parametrize(
    ("content", "error", "line"),
    [
        (b"", EmptyInput, "f: empty file; nothing was read from it"),
        ("  \n 🔴 *** \n", EmptyInput, "f: no text in it; nothing was read from it"),
        (
            b"\x89PNG\r\n\x1a\n\0\0",
            NotText,
            "f: not a text but a picture; give the text itself, or a format that is read",
        ),
        (
            "The delegation of the region visited Minsk yesterday.",
            NotRussian,
            "f: the text is in English; only Russian is read",
        ),
        (
            "Башҡортостан делегацияһы Ҡазағстанға барҙы, хеҙмәттәшлек тураһында килешеү төҙөлдө.",
            NotRussian,
            "f: the text is in Bashkir; only Russian is read",
        ),
    ],
)
def test_each_bad_input_has_its_one_line(content, error, line):
    with pytest.raises(error) as raised:
        clean(RawItem(where="f", content=content))
    assert str(raised.value) == line


def test_a_text_over_the_limit():
    with pytest.raises(TooLarge, match=r"^f: text too large \(1,100 of at most 1,000 characters\); split it"):
        clean(RawItem(where="f", content="Посол рад. " * 100), largest=1000)


def test_five_megabytes_on_one_line_are_refused_at_once():
    with pytest.raises(TooLarge):
        clean(RawItem(where="f", content=("Посол приехал в Орёл. " * 130_000).encode()))


def test_another_language_can_be_kept_unread():
    story = clean(RawItem(where="f", content="The delegation of the region visited Minsk."), any_language=True)
    assert story.language == "en"
