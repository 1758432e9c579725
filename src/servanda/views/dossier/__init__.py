"""Dossiers and briefs for people, in Markdown, HTML, DOCX and PDF, Russian and English.

write(compose(register.dossier("RU-BA", "KZ"), Choice()), Path("dossier.pdf"), "pdf", "2025-02-01")
"""

from __future__ import annotations

from pathlib import Path

from servanda.errors import UsageError
from servanda.views.dossier.brief import brief
from servanda.views.dossier.compose import Choice, compose
from servanda.views.dossier.page import Document
from servanda.views.export import whole

__all__ = ["FORMATS", "Choice", "Document", "brief", "compose", "write"]

FORMATS = ("md", "html", "docx", "pdf")


def write(document: Document, out: Path, format: str, day: str) -> None:
    """Write the document to `out`; `day` (`YYYY-MM-DD`) dates the file. It stands there only once it is whole.

    Raises UsageError where there is no such format, or `out` cannot be written.
    """
    with whole(out) as part:
        if format == "md":
            from servanda.views.dossier.markdown import markdown

            part.write_text(markdown(document), encoding="utf-8", errors="replace")
        elif format == "html":
            from servanda.views.dossier.html import html

            part.write_text(html(document), encoding="utf-8", errors="replace")
        elif format == "docx":
            from servanda.views.dossier.docx import docx

            docx(document, part)
        elif format == "pdf":
            from servanda.views.dossier.pdf import pdf

            pdf(document, part, day)
        else:
            raise UsageError(f"no format {format!r}", remedy=f"formats are {', '.join(FORMATS)}")
