"""Word and PDF documents, made here."""

import io
import zipfile

import docx
import pytest
from pypdf import PdfWriter

from servanda.errors import EmptyInput, InputError, NotText, TooLarge
from servanda.sources.files import items
from servanda.sources.formats.pdf import paragraphs

TEXT = "Посол приехал в Орёл и подписал план."


def test_paragraphs_and_cells_of_a_word_document(tmp_path):
    document = docx.Document()
    document.add_heading("Орёл и Ханой договорились", 1)
    document.add_paragraph(TEXT)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Экспорт", "15 тонн"
    document.add_paragraph("Рейс откроют в мае.")
    document.save(tmp_path / "visit.docx")
    [item] = items([str(tmp_path / "visit.docx")])
    assert item.content == f"Орёл и Ханой договорились\n{TEXT}\nЭкспорт\n15 тонн\nРейс откроют в мае."
    assert item.id == "visit"


def test_an_empty_word_document(tmp_path):
    docx.Document().save(tmp_path / "empty.docx")
    [error] = items([str(tmp_path / "empty.docx")])
    assert isinstance(error, EmptyInput)


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"plain text", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_word_document(tmp_path, content):
    (tmp_path / "a.docx").write_bytes(content)
    [error] = items([str(tmp_path / "a.docx")])
    assert isinstance(error, NotText)
    assert str(error).endswith("not a readable Word document; save it as .docx or as text")


def test_a_document_that_unpacks_without_end_is_refused_unopened(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file, file.open("word/document.xml", "w") as part:
        for _ in range(300):
            part.write(b"a" * (1 << 20))
    (tmp_path / "bomb.docx").write_bytes(packed.getvalue())
    [error] = items([str(tmp_path / "bomb.docx")])
    assert isinstance(error, TooLarge)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize(
    "entities", [f'<!ENTITY l0 "ha">{LAUGHS}<!ENTITY x "&l9;">', '<!ENTITY x SYSTEM "file:///etc/passwd">']
)
def test_entities_in_a_word_document_stay_what_they_are(tmp_path, entities):
    docx.Document().save(tmp_path / "plain.docx")
    body = f"<w:document {WORDS}><w:body><w:p><w:r><w:t>Посол рад.&x;</w:t></w:r></w:p></w:body></w:document>"
    with zipfile.ZipFile(tmp_path / "plain.docx") as plain, zipfile.ZipFile(tmp_path / "evil.docx", "w") as evil:
        for name in plain.namelist():
            spoilt = f"<!DOCTYPE w:document [{entities}]>{body}"
            evil.writestr(name, spoilt if name == "word/document.xml" else plain.read(name))
    [item] = items([str(tmp_path / "evil.docx")])
    shown = item.content if not isinstance(item, InputError) else ""
    assert "root:" not in shown
    assert len(shown) < 1000


def test_a_pdf_without_text(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(tmp_path / "scan.pdf")
    [error] = items([str(tmp_path / "scan.pdf")])
    assert str(error).endswith("a PDF without text; its pages are pictures: run text recognition first")


def test_a_pdf_under_a_password(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    [error] = items([str(tmp_path / "locked.pdf")])
    assert str(error).endswith("a PDF under a password; save it without one")


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"no pdf at all"])
def test_a_damaged_pdf(tmp_path, content):
    (tmp_path / "a.pdf").write_bytes(content)
    [error] = items([str(tmp_path / "a.pdf")])
    assert isinstance(error, NotText)


def test_a_pdf_with_text(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf("Posol priehal.", "Reis otkroiut."))
    [item] = items([str(tmp_path / "a.pdf")])
    assert item.content.split() == ["Posol", "priehal.", "Reis", "otkroiut."]


def pdf(*lines: str) -> bytes:
    """The smallest PDF with these lines."""
    shown = "".join(f"({line}) Tj 0 -20 Td " for line in lines)
    stream = f"BT /F1 12 Tf 20 100 Td {shown}ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, offsets = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return (body + end).encode()


def test_wrapped_lines_become_paragraphs():
    page = (
        "Орёл и Ханой\n"
        "Губернатор обсудил с послом поставки станков и обмен сту-\n"
        "дентами, а также открытие прямого рейса из Орла в Ханой\n"
        "в сентябре.\n"
        "В мае приедет делегация.\n"
        "17\n"
    )
    assert paragraphs(page) == (
        "Орёл и Ханой\n"
        "Губернатор обсудил с послом поставки станков и обмен студентами, а также открытие прямого рейса "
        "из Орла в Ханой в сентябре.\n"
        "В мае приедет делегация."
    )
