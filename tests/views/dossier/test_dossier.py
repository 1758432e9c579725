"""Dossiers and briefs in all formats, read back by python-docx, LibreOffice, pypdf, lxml and markdown-it."""

import re
import shutil
import subprocess
import time
from dataclasses import replace

import docx
import pypdf
import pytest
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from tests.views import sample

from servanda.errors import UsageError
from servanda.model.story import ReprintTerms
from servanda.views.dossier import FORMATS, Choice, brief, compose, write
from servanda.views.dossier.figures import amount
from servanda.views.dossier.page import Bar, Cell, Document, Heading, Paragraph, Plot, Quotation, Table
from servanda.views.dossier.plot import svg

CHOICE = Choice(
    terms=lambda source: sample.TERMS.get(source or "", ReprintTerms()), title_of=lambda story: f"Итоги {story}"
)


def made(tmp_path, format, document):
    write(document, tmp_path / f"d.{format}", format, "2025-02-01")
    return tmp_path / f"d.{format}"


def text_of(path):
    """All words of a file, as other people's software reads them."""
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        return "\n".join("".join(part.itertext()) for part in document.element.body)
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    if path.suffix == ".html":
        return lxml_html.parse(str(path)).getroot().body.text_content()
    tokens = MarkdownIt().enable("table").parse(path.read_text("utf-8"))
    parts = [child for token in tokens if token.children for child in token.children]
    return "\n".join(part.content for part in parts if part.content)


def flat(text):
    return re.sub(r"\s+", "", text)


def links_of(path):
    if path.suffix == ".docx":
        relations = docx.Document(str(path)).part.rels.values()
        return {relation.target_ref for relation in relations if relation.is_external}
    if path.suffix == ".pdf":
        notes = [note.get_object() for page in pypdf.PdfReader(path).pages for note in page.get("/Annots", [])]
        return {note["/A"]["/URI"] for note in notes if "/A" in note and "/URI" in note["/A"]}
    if path.suffix == ".html":
        return {link for link in lxml_html.parse(str(path)).getroot().xpath("//a/@href") if not link.startswith("#")}
    return set(re.findall(r"\]\(<([^>]*)>\)", path.read_text("utf-8")))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_all_is_there(tmp_path, format, language):
    path = made(tmp_path, format, compose(sample.dossier(4), replace(CHOICE, language=language)))
    text, links = flat(text_of(path)), links_of(path)
    titles = {"ru": ("Досье:Башкортостан—Узбекистан", "Требуетвнимания"), "en": ("Dossier:", "Needsattention")}
    for title in titles[language]:
        assert title in text
    for pledge in (*sample.PLEDGES, *sample.many(4)):
        for step in pledge.steps:
            assert flat(step.sentences[0]) in text
            assert step.url in links
    assert {f"https://vesti.example/trade/{number}" for number in range(5)} <= links
    assert flat(sample.ASKS.quote) in text


@pytest.mark.parametrize("format", FORMATS)
def test_a_brief_is_one_page(tmp_path, format):
    path = made(tmp_path, format, brief(sample.dossier(60), CHOICE))
    assert "Справка" in text_of(path)
    if format == "pdf":
        assert len(pypdf.PdfReader(path).pages) == 1


def test_long_words_leave_the_brief_on_its_page(tmp_path):
    steps = tuple(
        replace(step, sentences=("Очень длинное предложение " * 200,), title="Заголовок " * 100)
        for step in sample.STEPS
    )
    pledges = tuple(replace(one, what="дорога " * 60, steps=steps[:2]) for one in sample.many(20))
    path = made(tmp_path, "pdf", brief(sample.dossier(0, pledges), CHOICE))
    assert len(pypdf.PdfReader(path).pages) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_in_the_register(tmp_path, format):
    empty = replace(sample.dossier(), by_field=(), meetings=(), gatherings=(), figures=(), people=())
    for document in (compose(empty, CHOICE), brief(empty, CHOICE)):
        assert "Вреестренетзаписей." in flat(text_of(made(tmp_path, format, document)))


@pytest.mark.parametrize("format", FORMATS)
def test_hostile_words(tmp_path, format):
    step = replace(
        sample.STEPS[4], sentences=('#import "x"; $ \\ *a* <script>alert(1)</script>\x00\x0b\ufffe\u202e | `код`',),
        url="javascript:1", title="</a><img src=x onerror=1>", outlet="[o](javascript:1)", source="#",
    )  # fmt: skip
    pledge = replace(sample.PLEDGES[2], what="#eval(1) <b>завод</b> | x", steps=(step,))
    path = made(tmp_path, format, compose(sample.dossier(0, (pledge,)), CHOICE))
    assert "#eval(1)<b>завод</b>" in flat(text_of(path))
    assert flat("<script>alert(1)</script>") in flat(text_of(path))
    assert not [link for link in links_of(path) if not link.startswith("https://vesti.example/")]
    if format == "html":
        root = lxml_html.parse(str(path)).getroot()
        assert not root.xpath("//script | //img | //b | //@onerror")
    if format == "md":
        assert "<script" not in MarkdownIt().render(path.read_text("utf-8"))


def test_a_period_and_fields():
    choice = replace(CHOICE, since="2024-04-01", until="2024-12-31")
    heads = [block.text for block in compose(sample.dossier(), choice).blocks if isinstance(block, Heading)]
    assert "Завод кабельной арматуры" in heads
    assert "Прямой рейс Уфа — Ташкент" not in heads
    document = compose(sample.dossier(), replace(CHOICE, fields=("transport",)))
    heads = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert "Прямой рейс Уфа — Ташкент" in heads
    assert "Завод кабельной арматуры" not in heads
    assert "области: транспорт" in document.subtitle


def test_overdue_comes_first():
    document = compose(sample.dossier(20), CHOICE)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert [row[1].text for row in tables[1].rows][:2] == ["срок прошёл", "срок прошёл"]
    groups = [block.text.split(" (")[0] for block in document.blocks if isinstance(block, Heading) and block.level == 2]
    assert groups[:3] == ["Срок прошёл", "Перенесено", "Нет вестей"]


def test_sources_that_differ_are_told_of():
    blocks = compose(sample.dossier(), CHOICE).blocks
    assert Paragraph("2022 год: источники расходятся.", note=True) in blocks
    (plot,) = [block for block in blocks if isinstance(block, Plot)]
    assert [bar.value for bar in plot.bars] == [210e6, 265.5e6, 340e6, 401e6]


def test_a_quotation_needs_its_citation():
    with pytest.raises(TypeError):
        Quotation("слова")


@pytest.mark.parametrize(
    ("value", "unit", "language", "text"),
    [
        (340e6, "USD", "ru", "340 млн долл. США"), (265.5e6, "USD", "ru", "265,5 млн долл. США"),
        (340e6, "USD", "en", "340 m USD"),
        (14, "flights/week", "ru", "14 рейсов в неделю"), (1, "flights/week", "ru", "1 рейс в неделю"),
        (22, "flights", "ru", "22 рейса"), (2000, "flights", "ru", "2 тыс. рейсов"),
        (1.5, "flights", "ru", "1,5 рейса"),
        (1, "flights", "en", "1 flight"), (21, "flights", "en", "21 flights"), (1.5, "%", "ru", "1,5 %"),
        (1200, "people", "ru", "1,2 тыс. чел."),
        (1200, "people", "en", "1,200 people"), (0, "", "ru", "0"), (-2.5e9, "RUB", "ru", "-2,5 млрд руб."),
    ],
)  # fmt: skip
def test_amounts(value, unit, language, text):
    assert amount(value, unit, language) == text


def test_a_plot_holds_any_values():
    for values in ([0.0], [-5.0, 3.0], [1e15] * 40):
        drawn = svg(Plot("<&>", tuple(Bar("<год>", value, "<&>") for value in values)))
        assert lxml_html.fromstring(drawn.encode()).tag == "svg"


def test_300_pledges_in_time(tmp_path):
    document = compose(sample.dossier(300), CHOICE)
    for format in ("pdf", "docx"):
        started = time.process_time()
        made(tmp_path, format, document)
        assert time.process_time() - started < 10, format


def test_pages_and_contents_of_the_pdf(tmp_path):
    reader = pypdf.PdfReader(made(tmp_path, "pdf", compose(sample.dossier(30), CHOICE)))
    assert reader.metadata.title == "Досье: Башкортостан — Узбекистан"
    assert [item.title for item in reader.outline if not isinstance(item, list)][:2] == ["Коротко", "Требует внимания"]
    number = len(reader.pages)
    assert f"стр. 2 из {number}" in reader.pages[1].extract_text()


def test_the_same_document_makes_the_same_pdf(tmp_path):
    document = compose(sample.dossier(3), CHOICE)
    first = made(tmp_path, "pdf", document).read_bytes()
    assert made(tmp_path, "pdf", document).read_bytes() == first


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.slow
def test_libreoffice_opens_docx(tmp_path):
    path = made(tmp_path, "docx", compose(sample.dossier(30), CHOICE))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=120)
    pages = pypdf.PdfReader(tmp_path / "d.pdf").pages
    assert re.search(r"Показатели\W+\d+", pages[0].extract_text())
    assert sample.OPENED in " ".join(" ".join(page.extract_text() for page in pages).split())


def test_no_such_format(tmp_path):
    document = Document("Т", "п", "о", (Table(("а",), ((Cell("б", "https://vesti.example/"),),), (1,)),), "ru")
    with pytest.raises(UsageError, match="no format 'rtf'"):
        write(document, tmp_path / "d.rtf", "rtf", "2025-02-01")
    for format in FORMATS:
        assert "https://vesti.example/" in links_of(made(tmp_path, format, document))
