"""No quotation leaves without its citation: every format is walked, unit by unit, with stories made up at random.

Each sentence carries a mark of its own, and each story an outlet and an address of its own. Wherever a format shows a
mark, the same unit (row, line, entry, feature, quotation with what follows it) must show the outlet and the address.
"""

import csv
import json
import re
from dataclasses import replace
from itertools import pairwise

import docx
import icalendar
import openpyxl
import pyarrow.parquet
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from tests.views import sample

from servanda.model.event import KINDS, STAGES, Coding, Event
from servanda.model.pledge import Pledge, Step
from servanda.model.span import Span
from servanda.model.status import STATUSES, Change, Status
from servanda.model.story import Imprint, Story
from servanda.register.dossier import dossier
from servanda.views.dossier import FORMATS as PAGES
from servanda.views.dossier import Choice, brief, compose, write
from servanda.views.export import FORMATS, export
from servanda.views.export.content import Content, Measured, Options, Told
from servanda.views.export.tables import TABLES

MARK = re.compile(r"метка-(\d+)-")
OUTLET, ADDRESS = "Издание-{}-е", "https://outlet{0}.example/story/{0}"


@st.composite
def registers(draw):
    """Pledges of one to four steps; every story has one sentence that others may repeat no part of."""
    number, pledges = 0, []
    for at in range(draw(st.integers(1, 3))):
        kind, status = draw(st.sampled_from(KINDS)), draw(st.sampled_from(STATUSES))
        steps = []
        for _ in range(draw(st.integers(1, 4))):
            number += 1
            end = draw(st.sampled_from(["", " «внутри»", " =1+1", chr(7), " <b>", " | *"]))
            said = f"Слова метка-{number}- о деле{end}."
            event = Event(
                kind, draw(st.sampled_from(STAGES)), draw(st.sampled_from([("RU-BA", "KZ"), ("RU-BA", "EU", "UZ")])),
                ("Пётр Кедров",), f"дело № {at}", draw(st.sampled_from([None, "2024-06", "2024-06-14", "../2024"])),
                draw(st.sampled_from([None, "Уфа", "Экспоцентр"])), evidence=(Span(0, len(said)),), lemmas=("дело",),
            )  # fmt: skip
            steps.append(
                Step(
                    f"{number:016x}", f"s{number}", draw(st.sampled_from(["2024-01-10", None])), event, (said,),
                    f"outlet{number}.example", ADDRESS.format(number),
                    draw(st.sampled_from([f"Заголовок {number}", None])),
                    draw(st.sampled_from([OUTLET.format(number), None])),
                    draw(st.sampled_from([None, None, "s1"])) if number > 1 else None, spans=((0, len(said)),),
                )
            )  # fmt: skip
        due = draw(st.sampled_from([(None, None), ("2024-06", "2024-06-30"), ("2024-06-14", "2024-06-14")]))
        changes = tuple(Change(f"2024-0{n}-01", status, step.id, due[0]) for n, step in enumerate(steps, 1))
        standing = Status(
            status,
            "2025-02-01",
            "2024-03-01",
            draw(st.sampled_from([None, steps[0].id])),
            *due[:1],
            *due,
            changes=changes,
        )
        pledges.append(Pledge(steps[0].id, f"дело № {at}", kind, ("RU-BA", "KZ"), tuple(steps), standing))
    return tuple(pledges)


def content(pledges):
    steps = [step for pledge in pledges for step in pledge.steps]
    figures = [
        Measured(
            f"{one.story}#0", one.story, one.date, sample.FIGURES[0].figure, one.sentences, one.source, one.url,
            one.title, one.outlet,
        )
        for one in steps
    ]  # fmt: skip
    return Content(iter(pledges), iter(figures), map(told, steps), iter(()), "2025-02-01")


def told(step):
    (said,) = step.sentences
    imprint = Imprint(outlet=step.outlet)
    body = (Span(0, len(said)),)
    story = Story(step.story, said, said, body, None, step.title, step.date, step.source, step.url, imprint=imprint)
    return Told(story, Coding((step.event,)))


# How each format is cut into units.


def csv_units(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [" ".join(row) for row in csv.reader(file)]


def xlsx_units(path):
    book = openpyxl.load_workbook(path)
    return [
        " ".join(str(cell.value) for cell in row if cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
    ]


def line_units(path):
    return path.read_text("utf-8").splitlines()


def jsonl_units(path):
    """A story is a unit, and so is each event of a pledge."""
    for line in line_units(path):
        record = json.loads(line)
        yield from (
            [json.dumps(event, ensure_ascii=False) for event in record["events"]]
            if record["record"] == "pledge"
            else [line]
        )


def xml_units(path):
    return ["".join(entry.itertext()) + str(entry.xpath("*/@href")) for entry in etree.parse(path).getroot()]


def block_units(path):
    """HTML: a figure holds a quotation and its citation."""
    root = lxml_html.parse(str(path)).getroot()
    figures = root.xpath("//figure")
    units = [figure.text_content() + " ".join(figure.xpath(".//a/@href")) for figure in figures]
    for figure in figures:
        figure.getparent().remove(figure)
    return [*units, *(element.text_content() for element in root.body.iter() if element.text)]


def docx_units(path):
    """DOCX: a paragraph in the style of quotations, and the one after it."""
    document = docx.Document(str(path))
    links = {id: relation.target_ref for id, relation in document.part.rels.items() if relation.is_external}
    texts = []
    for paragraph in document.paragraphs:
        found = [
            links.get(link.get(docx.oxml.ns.qn("r:id")), "")
            for link in paragraph._p.iter(docx.oxml.ns.qn("w:hyperlink"))
        ]
        texts.append("".join(paragraph._p.itertext()) + " ".join(found))
    return [f"{one} {after}" if MARK.search(one) else one for one, after in pairwise([*texts, ""])]


def markdown_units(path):
    return path.read_text("utf-8").replace("\\", "").split("\n\n")


def calendar_units(path):
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return [event.to_ical().replace(b"\r\n ", b"").decode().replace("\\", "") for event in events]


def parquet_units(path):
    return [str(row) for row in pyarrow.parquet.read_table(path).to_pylist()]


def package_units(path):
    return [unit for table in path.glob("*.csv") for unit in csv_units(table)]


UNITS = {
    "csv": csv_units,
    "xlsx": xlsx_units,
    "parquet": parquet_units,
    "jsonl": jsonl_units,
    "plover": line_units,
    "cameo": line_units,
    "ftm": line_units,
    "geojson": line_units,
    "milestones": line_units,
    "ics": calendar_units,
    "atom": xml_units,
    "datapackage": package_units,
}
NO_WORDS = {"cameo"}
"""Formats that quote nothing."""


def check(units, steps, name):
    """Each unit that holds a mark holds outlet and address of its story; returns the marks found."""
    found = set()
    for unit in units:
        for number in MARK.findall(unit):
            found.add(int(number))
            step = steps[int(number)]
            assert (step.outlet or step.source) in unit, (name, unit)
            assert step.url in unit, (name, unit)
    return found


@pytest.mark.parametrize("name", FORMATS)
@given(registers())
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_data(tmp_path, name, pledges):
    if name == "ftm":
        pytest.importorskip("followthemoney", reason="the extra ftm is not installed")
    steps = {int(MARK.search(step.sentences[0])[1]): step for pledge in pledges for step in pledge.steps}
    tables = TABLES if name in ("csv", "parquet") else ("events",)
    for table in tables:
        path = tmp_path / f"out.{name}"
        export(name, content(pledges), path, Options(table=table))
        found = check(UNITS[name](path), steps, name)
        if name in NO_WORDS:
            assert not found
        elif name in ("ics", "milestones"):
            assert bool(found) == any(pledge.status.due_day for pledge in pledges)
        elif name == "geojson":
            assert found or not any(
                pledge.kind == "connection" or any(step.event.where == "Уфа" for step in pledge.steps)
                for pledge in pledges
            )
        elif table == "pledges":
            assert len(found) == len(pledges)
        else:
            assert found == set(steps)


@pytest.mark.parametrize("format", PAGES)
@given(registers())
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_dossiers(tmp_path, format, pledges):
    steps = {int(MARK.search(step.sentences[0])[1]): step for pledge in pledges for step in pledge.steps}
    units = {"md": markdown_units, "html": block_units, "docx": docx_units}
    for document in (
        compose(dossier(("RU-BA", "KZ"), "2025-02-01", pledges, ()), Choice()),
        brief(dossier(("RU-BA", "KZ"), "2025-02-01", pledges, ()), Choice()),
    ):
        write(document, tmp_path / "d", format, "2025-02-01")
        if format == "pdf":
            whole_pdf(tmp_path / "d", steps)
        else:
            found = check(units[format](tmp_path / "d"), steps, format)
            assert found or not document.contents
            if document.contents:
                assert found == {number for number, step in steps.items() if step.reprint_of is None}


def whole_pdf(path, steps):
    """PDF: after each mark comes its outlet before the next mark, and the file links its address."""
    reader = pypdf.PdfReader(path)
    text = re.sub(r"\s+", "", "".join(page.extract_text() for page in reader.pages))
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    links = {note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})}
    pieces = MARK.split(text)
    for number, after in zip(pieces[1::2], pieces[2::2], strict=True):
        step = steps[int(number)]
        assert (step.outlet or step.source) in after, after
        assert step.url in links


def test_every_format_is_walked():
    assert set(UNITS) == set(FORMATS)


def test_the_walk_sees_a_missing_citation():
    step = replace(sample.STEPS[0], outlet="Издание-1-е", url=ADDRESS.format(1))
    check(["Слова метка-1- о деле", "ничего"][1:], {1: step}, "x")
    with pytest.raises(AssertionError):
        check(["Слова метка-1- о деле"], {1: step}, "x")
