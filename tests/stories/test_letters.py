import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.stories.letters import normalise


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("ХІХ Форум регионов", "XIX Форум регионов"),
        ("ХХІІ саммит", "XXII саммит"),
        ("в ХХ веке", "в XX веке"),
        ("на Х съезде", "на X съезде"),
        ("VІІ заседание", "VII заседание"),
        ("XlX форум", "XIX форум"),
        ("Х. Ахметов приехал", "Х. Ахметов приехал"),
        ("С Минском и М. Ивановым", "С Минском и М. Ивановым"),
        ("СССР и МИД", "СССР и МИД"),
        ("Kазань и Mосква", "Казань и Москва"),
        ("дoгoвoр", "договор"),
        ("шeлк и щëтка", "шелк и щётка"),
        ("рейс Аirbus и Bоeing", "рейс Airbus и Boeing"),
        ("СOVID-19", "COVID-19"),
        ("приехал c визитом", "приехал с визитом"),
        ("рейсы a также поезда", "рейсы а также поезда"),
        ("B Уфе открыли центр", "B Уфе открыли центр"),
        ("витамин C", "витамин C"),
        ("план B", "план B"),
        ("группа NordWind", "группа NordWind"),
        ("example.ruсо ссылкой", "example.ruсо ссылкой"),
        ("Νовости", "Νовости"),
        ("Αэропорт", "Аэропорт"),
    ],
)
def test_look_alikes(given_text, expected):
    assert normalise(given_text) == expected


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("10\u00a0млн\u2009рублей", "10 млн рублей"),
        ("согла\u00adшение с\u00a0Минском", "соглашение  с Минском"),
        ("дого\u200bвор подписан", "договор  подписан"),
        ("Ка\u0301рпов сказал", "Карпов  сказал"),
        ("и\u0306од", "йод "),
        ("Ереван \u2015 Ростов", "Ереван — Ростов"),
        ("юго\u2011восток", "юго-восток"),
        ("🔴 Срочно 🇷🇺", "  Срочно   "),
        ("❗️Важно", "  Важно"),
        ("строка\u2028другая\rтретья", "строка\nдругая третья"),
        ("№ 5", "№ 5"),
        ("\u202bтекст\u202c", " текст "),
        ("а\0б", "а б"),
    ],
)
def test_signs(given_text, expected):
    assert normalise(given_text) == expected


@given(st.text(max_size=300))
def test_the_length_never_changes(text):
    assert len(normalise(text)) == len(text)


@given(st.text(alphabet="абвгХІСМXVIaceo \u0301\u00ad\u200d.-\n", max_size=80))
def test_normalising_twice_changes_nothing_more(text):
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗ ,.!?«»—№0123456789\n", max_size=200))
def test_plain_russian_stays_as_it_is(text):
    assert normalise(text) == text
