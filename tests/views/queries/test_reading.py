from __future__ import annotations

from io import BytesIO

import pytest

from servanda.errors import EmptyInput, NotRussian, NotText, TooLarge
from servanda.views.queries.reading import LARGEST_FILE, LONGEST, Given, made, read, uploaded

TEXT = "Глава Башкирии Илья Заречный и посол Узбекистана подписали соглашение о дружбе городов."
PAGE = f"<html><body><article><h1>Подписано соглашение</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"


def test_a_pasted_text_is_read_and_known_by_its_content() -> None:
    found = read(Given(TEXT, date="2023-05-02", source="vesti.example"))
    assert found.story.id.startswith("pasted-")
    assert found.story.id == made(Given(TEXT)).id
    assert (found.story.date, found.story.source) == ("2023-05-02", "vesti.example")
    assert [event.kind for event in found.coding.events] == ["agreement"]


def test_line_ends_of_forms_do_not_matter() -> None:
    assert made(Given("Раз.\r\nДва слова.")).id == made(Given("Раз.\nДва слова.")).id


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("весть.txt", TEXT.encode()),
        ("весть.TXT", TEXT.encode("cp1251")),
        ("C:\\файлы\\весть.md", TEXT.encode()),
        ("весть.html", PAGE.encode()),
    ],
)
def test_files_become_texts(name: str, content: bytes) -> None:
    given = uploaded(name, content, Given("", source="vesti.example"))
    assert given.kind == ("html" if name.endswith("html") else "text")
    assert given.source == "vesti.example"
    assert TEXT in made(given).text


def test_a_word_document_becomes_a_text() -> None:
    import docx

    document, file = docx.Document(), BytesIO()
    document.add_paragraph(TEXT)
    document.save(file)
    assert TEXT in made(uploaded("весть.docx", file.getvalue(), Given(""))).text


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("весть.exe", b"MZ", NotText),
        ("весть", TEXT.encode(), NotText),
        ("весть.txt", b"", EmptyInput),
        ("весть.txt", b"\xd0" * (LARGEST_FILE + 1), TooLarge),
        ("весть.docx", b"no document", NotText),
        ("весть.pdf", b"no document", NotText),
    ],
)
def test_what_cannot_be_read_is_refused(name: str, content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        uploaded(name, content, Given(""))


@pytest.mark.parametrize(
    ("text", "error"),
    [("", EmptyInput), ("а" * (LONGEST + 1), TooLarge), ("The premier met the minister in Astana. " * 5, NotRussian)],
)
def test_texts_that_cannot_be_read_are_refused(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(Given(text))
