"""The one-page brief: how many pledges stand how, what needs attention, what comes next, the newest figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from servanda.model.pledge import Pledge
from servanda.register.dossier import Dossier
from servanda.views.cite import plain, shortened
from servanda.views.dossier.compose import (
    OPEN,
    Choice,
    announced,
    attention,
    capital,
    document,
    highlights,
    lasting,
    quotation,
    standing,
    status_table,
)  # fmt: skip
from servanda.views.dossier.figures import figures
from servanda.views.dossier.page import Block, Document, Heading, Mark, Paragraph, Quotation
from servanda.views.export.content import shown

ROOM = 30
"""Lines that the page has for pledges with their words."""
LINE = 85
"""Characters of a line."""
LONGEST = 220
"""Characters of a quotation on the page; a longer one is cut at a word, with an ellipsis."""

LONGEST_NAME = 110


def brief(dossier: Dossier, choice: Choice) -> Document:
    """The brief that fits on a page."""
    pledges = [*lasting(dossier, choice), *announced(dossier, choice)]
    meetings = [one for one in dossier.meetings if choice.takes(one)]
    blocks: list[Block] = []
    if not pledges and not meetings:
        blocks.append(Paragraph(choice.word("nothing")))
    else:
        counts = [f"{row[0].text} — {row[1].text}" for row in status_table(pledges, choice).rows]
        blocks.append(Paragraph(f"{choice.word('status')}: {'; '.join(counts)}."))
        blocks += [Paragraph(f"{label}: {text}.") for label, text in highlights(pledges, meetings, choice)]
        blocks += _pressing(pledges, choice)
        blocks += _newest_figure(dossier, choice)
    return document("brief", dossier, choice, blocks)


def _pressing(pledges: list[Pledge], choice: Choice) -> Iterator[Block]:
    """What needs attention, then what is due next, a quotation each."""
    chosen = attention(pledges)
    coming = sorted(
        (one for one in pledges if one.status.name in OPEN and one not in chosen and one.status.due_day),
        key=lambda one: (one.status.due_day or "", one.id),
    )
    left = ROOM
    for pledge in [*chosen, *coming]:
        blocks = list(_piece(pledge, choice))
        left -= sum(_lines(block) for block in blocks)
        if left < 0:
            return
        yield from blocks


def _piece(pledge: Pledge, choice: Choice) -> Iterator[Block]:
    yield Heading(3, capital(shortened(plain(pledge.what), LONGEST_NAME)))
    yield Mark(pledge.status.name, "; ".join(list(standing(pledge, choice))[:3]))
    step = shown(pledge)
    if step.sentences:
        yield _short(quotation(step, choice))


def _lines(block: Block) -> int:
    """About how many lines a block takes."""
    if isinstance(block, Quotation):
        return 1 + len(block.text) // LINE + 1 + len(block.citation.text()) // LINE + 1
    return 1 + len(block.text) // LINE if isinstance(block, Heading | Mark) else 1


def _newest_figure(dossier: Dossier, choice: Choice) -> Iterator[Block]:
    """The newest value of the first series."""
    for block in figures(dossier.figures[:1], choice.language, choice.terms, choice.title_of):
        if isinstance(block, Quotation):
            newest = block
    if dossier.figures:
        yield Heading(3, choice.word("figures"))
        yield _short(newest)


def _short(one: Quotation) -> Quotation:
    said = one.citation
    title = shortened(said.title or "", LONGEST_NAME) or None
    return Quotation(shortened(one.text, LONGEST), replace(said, title=title), one.lead)
