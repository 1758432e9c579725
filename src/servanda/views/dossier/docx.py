"""A document as DOCX: styles, contents, page numbers and active links that a word processor keeps editing well."""

from __future__ import annotations

from functools import singledispatchmethod
from io import BytesIO
from itertools import repeat
from pathlib import Path
from typing import Any

from servanda.views.dossier.page import Block, Cell, Document, Heading, Mark, Paragraph, Plot, Quotation, Table
from servanda.views.dossier.pdf import png
from servanda.views.export.program import PROGRAM
from servanda.views.wording import word

FONT = "Times New Roman"
PALE, BLUE = "5C666E", "2F6690"
COLORS = {
    "overdue": "9B2226", "broken": "9B2226", "kept": "2D6A4F", "kept in part": "2D6A4F", "promised": "2F6690",
    "in the works": "2F6690", "postponed": "B36B00",
}  # fmt: skip
LISTED = 2
"""Headings down to this level stand in the contents."""
WIDE_MM = 170
"""Width of the text on the page."""


def docx(document: Document, out: Path) -> None:
    """Write the document to `out`."""
    _Writer(document).save(out)


class _Writer:
    """A DOCX being written, block after block."""

    def __init__(self, document: Document) -> None:
        from docx import Document as new

        self.document = document
        self.file = new()
        self.marks = 0
        self.relations: dict[str, str] = {}
        self._page()
        self._styles()
        self._add(document.title, "Title")
        self._add(document.subtitle, "Subtitle")
        if document.contents:
            self._contents()
        for block in document.blocks:
            self.add(block)
        self._add(document.about, "Note")

    def _add(self, text: str = "", style: str = "Normal") -> Any:
        """A paragraph at the end; python-docx would look through the whole file for its place and its style."""
        from docx.oxml import OxmlElement
        from docx.text.paragraph import Paragraph as Added

        element: Any = OxmlElement("w:p")
        self.file.element.body.sectPr.addprevious(element)
        if style != "Normal":
            element.style = style.replace(" ", "")
        paragraph = Added(element, self.file._body)
        if text:
            paragraph.add_run(text)
        return paragraph

    def save(self, out: Path) -> None:
        self.file.save(str(out))

    def _page(self) -> None:
        from docx.shared import Mm

        section = self.file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(25), Mm(15)
        section.top_margin = section.bottom_margin = Mm(20 if self.document.contents else 16)
        section.header.paragraphs[0].text = self.document.title if self.document.contents else ""
        section.different_first_page_header_footer = False
        foot = section.footer.paragraphs[0]
        foot.alignment = 2
        foot.add_run(f"{word('dossier', 'page', self.document.language)} ")
        self._field(foot, "PAGE", "1")
        foot.add_run(f" {word('dossier', 'of', self.document.language)} ")
        self._field(foot, "NUMPAGES", "1")
        properties = self.file.core_properties
        properties.title, properties.author, properties.comments = self.document.title, PROGRAM, ""
        properties.language = self.document.language

    def _styles(self) -> None:
        small = not self.document.contents
        self._style("Normal", 11 if small else 12, after=4)
        self._style("Title", 16 if small else 20, bold=True, after=2)
        self._style("Subtitle", 11, color=PALE, after=8)
        for level, size in ((1, 16), (2, 13), (3, 12)):
            self._style(
                f"Heading {level}", size, bold=level != 2, color=PALE if level == 2 else None, before=14, after=4
            )
        self._style("Header", 9, color=PALE)
        self._style("Footer", 9, color=PALE)
        for name in ("Note", "Mark", "Lead", "Quoted", "Cited"):
            self.file.styles.add_style(name, 1).base_style = self.file.styles["Normal"]
        self._style("Note", 10, italic=True, color=PALE, before=6)
        self._style("Mark", 11, after=4, keep=True)
        self._style("Lead", 11, italic=True, color=PALE, indent=5, keep=True)
        self._style("Quoted", 11 if small else 12, indent=5, keep=True)
        self._style("Cited", 10, color=PALE, indent=5, after=8)

    def _style(
        self, name: str, size: float, *, bold: bool = False, italic: bool = False, color: str | None = None,
        before: float = 0, after: float = 0, indent: float = 0, keep: bool = False,
    ) -> None:  # fmt: skip
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt, RGBColor

        style = self.file.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, italic
        style.font.color.rgb = RGBColor.from_string(color or "1B1B1B")
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), FONT)
        shape = style.paragraph_format
        shape.space_before, shape.space_after, shape.left_indent = Pt(before), Pt(after), Mm(indent)
        shape.keep_with_next = keep or name.startswith("Heading")
        for inherited in ("w:pBdr", "w:spacing", "w:kern"):
            for part in style.element.findall(f"./{qn('w:pPr' if inherited == 'w:pBdr' else 'w:rPr')}/{qn(inherited)}"):
                part.getparent().remove(part)

    @singledispatchmethod
    def add(self, block: Block) -> None:
        raise TypeError(block)

    @add.register
    def _heading(self, block: Heading) -> None:
        paragraph = self._add(block.text, f"Heading {block.level}")
        if block.level <= LISTED:
            self.marks += 1
            self._bookmark(paragraph, f"part{self.marks}", self.marks)

    @add.register
    def _paragraph(self, block: Paragraph) -> None:
        self._add(block.text, "Note" if block.note else "Normal")

    @add.register
    def _mark(self, block: Mark) -> None:
        from docx.shared import RGBColor

        paragraph = self._add("", "Mark")
        run = paragraph.add_run("■ ")
        run.font.color.rgb = RGBColor.from_string(COLORS.get(block.status, PALE))
        paragraph.add_run(block.text)

    @add.register
    def _quotation(self, block: Quotation) -> None:
        if block.lead:
            self._add(block.lead, "Lead")
        self._add(block.text, "Quoted")
        said = block.citation
        paragraph = self._add(f"— {said.outlet}{'. ' if said.label else ''}", "Cited")
        if said.link:
            self._link(paragraph, said.label, said.link)
        else:
            paragraph.add_run(said.label)
        paragraph.add_run(said.tail)

    @add.register
    def _table(self, block: Table) -> None:
        from docx.oxml import parse_xml
        from docx.shared import Mm

        table = self.file.add_table(rows=0, cols=len(block.head))
        table.autofit = False
        table._tbl.tblPr.append(parse_xml(_LINES))
        widths = [Mm(WIDE_MM * share / sum(block.widths)) for share in block.widths]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        right = [bool(block.rows) and block.rows[0][at].right for at in range(len(block.head))]
        rows = [tuple(Cell(*pair) for pair in zip(block.head, repeat(None), right, strict=False)), *block.rows]
        for number, row in enumerate(rows):
            line = table.add_row()
            for cell, place, width in zip(row, line.cells, widths, strict=True):
                place.width = width
                self._cell(place.paragraphs[0], cell, bold=number == 0)
            if number == 0:
                line._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {_W}/>"))
            line._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {_W}/>"))
        self._add()

    def _cell(self, paragraph: Any, cell: Cell, *, bold: bool) -> None:
        from docx.shared import Pt

        paragraph.paragraph_format.space_after = Pt(0)
        if cell.right:
            paragraph.alignment = 2
        if cell.link:
            self._link(paragraph, cell.text, cell.link)
        else:
            run = paragraph.add_run(cell.text)
            run.bold = bold or None
            run.font.size = Pt(10.5)

    @add.register
    def _plot(self, block: Plot) -> None:
        from docx.shared import Mm

        picture = self.file.add_picture(BytesIO(png(block)), width=Mm(160))
        described = f"{block.title}: {'; '.join(f'{bar.label} — {bar.shown}' for bar in block.bars)}"
        picture._inline.docPr.set("descr", described)

    def _contents(self) -> None:
        """Parts and groups with their pages, as references that a word processor counts anew when it opens the file."""
        from docx.shared import Mm, Pt

        self._add(word("dossier", "contents", self.document.language), "Subtitle")
        listed = [block for block in self.document.blocks if isinstance(block, Heading) and block.level <= LISTED]
        for number, block in enumerate(listed, 1):
            paragraph = self._add()
            paragraph.paragraph_format.left_indent = Mm(6 * (block.level - 1))
            paragraph.paragraph_format.space_after = Pt(1)
            self._inner_link(paragraph, block.text, f"part{number}")
            self._number_to_the_right(paragraph, f"part{number}")

    def _number_to_the_right(self, paragraph: Any, bookmark: str) -> None:
        """The page of a bookmark at the right margin, after dots."""
        from docx.shared import Mm

        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(WIDE_MM), 2, 1)
        paragraph.add_run("\t")
        self._field(paragraph, f"PAGEREF {bookmark} \\h", "1")

    def _field(self, paragraph: Any, code: str, shown: str) -> None:
        self._field_begin(paragraph, code)
        paragraph.add_run(shown)
        self._field_end(paragraph)

    def _field_begin(self, paragraph: Any, code: str) -> None:
        from docx.oxml import parse_xml

        for inner in (
            '<w:fldChar w:fldCharType="begin" w:dirty="true"/>',
            f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
        ):
            paragraph._p.append(parse_xml(f"<w:r {_W}>{inner}</w:r>"))

    def _field_end(self, paragraph: Any) -> None:
        from docx.oxml import parse_xml

        paragraph._p.append(parse_xml(f'<w:r {_W}><w:fldChar w:fldCharType="end"/></w:r>'))

    def _link(self, paragraph: Any, text: str, address: str) -> None:
        self._hyperlink(paragraph, text, "r:id", self._relation(address))

    def _relation(self, address: str) -> str:
        """The id of the link to an address, kept here since python-docx looks through all of them for each."""
        from docx.opc.constants import RELATIONSHIP_TYPE

        if address not in self.relations:
            id = f"rIdLink{len(self.relations) + 1}"
            self.file.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, id, is_external=True)
            self.relations[address] = id
        return self.relations[address]

    def _inner_link(self, paragraph: Any, text: str, bookmark: str) -> None:
        self._hyperlink(paragraph, text, "w:anchor", bookmark)

    def _hyperlink(self, paragraph: Any, text: str, attribute: str, value: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import RGBColor

        link = OxmlElement("w:hyperlink")
        link.set(qn(attribute), value)
        run = paragraph.add_run(text)
        run.font.color.rgb = RGBColor.from_string(BLUE)
        run.font.underline = True
        link.append(run._r)
        paragraph._p.append(link)

    def _bookmark(self, paragraph: Any, name: str, number: int) -> None:
        from docx.oxml import parse_xml

        start = parse_xml(f'<w:bookmarkStart {_W} w:id="{number}" w:name="{name}"/>')
        paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
        paragraph._p.append(parse_xml(f'<w:bookmarkEnd {_W} w:id="{number}"/>'))


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="CFD6DB"'
_LINES = f"<w:tblBorders {_W}><w:top {_LINE}/><w:bottom {_LINE}/><w:insideH {_LINE}/></w:tblBorders>"
