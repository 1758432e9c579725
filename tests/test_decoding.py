import codecs

import pytest

from servanda.decoding import decode, likeness
from servanda.errors import EmptyInput, NotText

TEXT = "Делегация Самарской области посетила Гродно и договорилась о поставках станков. «Ждём ответа», — сказал гость."


@pytest.mark.parametrize(
    "name", ["utf-8", "cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "utf-16-le", "utf-16-be"]
)
def test_every_encoding_of_russian_is_read(name):
    plain = TEXT.replace("«", '"').replace("»", '"').replace("—", "-")
    assert decode(plain.encode(name)) == plain


@pytest.mark.parametrize("name", ["cp1251", "koi8-r"])
def test_a_short_line_is_enough(name):
    assert decode("Подписан договор с Минском".encode(name)) == "Подписан договор с Минском"


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_tells_the_encoding_and_goes(mark, name):
    assert decode(mark + TEXT.encode(name)) == TEXT


def test_a_text_cut_inside_a_letter_stays_utf8():
    assert decode(TEXT.encode()[:101]).startswith("Делегация Самарской области посетила")


def test_some_spoilt_bytes_do_not_spoil_the_text():
    spoilt = TEXT.encode().replace("Гродно".encode(), b"\xff\xfe\xff")
    assert "договорилась о поставках" in decode(spoilt)


def test_another_language_in_an_old_encoding_is_read_so_that_it_can_be_named():
    german = "Die Verträge über die Lieferung größerer Mengen wurden gestern in Köln unterzeichnet, heißt es. " * 3
    assert "Lieferung größerer Mengen" in decode(german.encode("cp1252"))


@pytest.mark.parametrize("content", [b"", b"  \n\t ", b"\r\n"])
def test_nothing_in_it(content):
    with pytest.raises(EmptyInput, match=r"list\.txt: empty file"):
        decode(content, "list.txt")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a picture"),
        (b"PK\x03\x04" + b"\0" * 50, "a ZIP archive"),
        (b"\x7fELF" + bytes(range(60)), "a program"),
        (bytes(range(256)) * 20, "binary"),
        (b"\0" * 100, "binary|encoding"),
    ],
)
def test_a_binary_is_named_as_what_it_is(content, kind):
    with pytest.raises(NotText, match=kind):
        decode(content, "file.bin")


def test_a_text_that_opens_with_the_letters_of_a_program_is_a_text():
    assert decode(b"MZ is no Russian word, but this is a text.").startswith("MZ")


def test_likeness_prefers_the_right_encoding():
    wrong = TEXT.encode("koi8-r", "ignore").decode("cp1251", "replace")
    assert likeness(TEXT) > 0.5 > likeness(wrong)
