import pytest

from servanda.stories.datelines import dateline, day_of, is_date_line, parse

REST = "Посол Вьетнама посетил Орёл."


@pytest.mark.parametrize(
    "opening",
    [
        "МОСКВА, 5 мая — РИА Новости. ",
        "МОСКВА, 5 мая 2024 г. - РИА Новости. ",
        "МИНСК, 12 июня. /ТАСС/. ",
        "САНКТ-ПЕТЕРБУРГ, 1 сент — ТАСС. ",
        "ОРЁЛ (Россия), 5 мая — РИА Новости, Иван Снегов. ",
        "Москва. 10 августа. INTERFAX.RU - ",
        "КИЕВ. 16 января. УНН. ",
        "АСТАНА. КАЗИНФОРМ — ",
        "ИА «Степь», Орёл, 5 мая. ",
        "/ТАСС/. ",
        "УФА, 2 мая 2023. ",
    ],
)
def test_a_dateline_ends_where_the_story_begins(opening):
    assert dateline(opening + REST) == len(opening)


@pytest.mark.parametrize(
    "line",
    [
        REST,
        "Уфа, 2 мая. ",
        "ТАСС сообщил о визите.",
        "5 мая посол посетил Орёл.",
        "Москва и Минск договорились.",
        "РИА Новости сообщили о визите посла.",
        "СССР и МИД — разные слова.",
    ],
)
def test_a_story_without_dateline(line):
    assert dateline(line) == 0


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("5 мая 2024", True),
        ("05.05.2024 14:05", True),
        ("2024-05-05", True),
        ("14:05, 5 мая 2024", True),
        ("Воскресенье, 5 мая 2024 г., 14:05 (МСК)", True),
        ("Дата публикации: 5 мая 2024 года", True),
        ("14:05", True),
        ("Москва, Кремль, 5 мая 2024 года", True),
        ("5 мая 2024 года подписан план", False),
        ("Встреча 5 мая", False),
        ("2024", False),
        ("", False),
    ],
)
def test_a_line_that_is_only_a_date(line, expected):
    assert is_date_line(line) is expected


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2024-05-05", "2024-05-05"),
        ("2024-05-05T23:30:00+05:00", "2024-05-05"),
        ("05.05.2024", "2024-05-05"),
        ("5 мая 2024 г.", "2024-05-05"),
        ("12 сент. 2023", "2023-09-12"),
        ("Sun, 05 May 2024 10:00:00 +0300", "2024-05-05"),
        ("2024-13-05", None),
        ("31.02.2024", None),
        ("5 мая", None),
        ("скоро", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_as_sources_give_them(given, day):
    assert parse(given) == day


def test_the_first_full_date_counts():
    assert day_of("5 мая и 6 мая 2024, 07.05.2024") == "2024-05-06"
