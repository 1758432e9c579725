"""From what the register holds of a polity or a pair to the document that a minister is handed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from servanda.model.pledge import Pledge, Step
from servanda.model.status import STATUSES
from servanda.model.story import ReprintTerms
from servanda.register.dossier import Dossier
from servanda.views.cite import NO_TERMS, Citation, Language, cite, plain, shortened
from servanda.views.days import in_words
from servanda.views.dossier.figures import figures
from servanda.views.dossier.page import Block, Cell, Document, Heading, Mark, Paragraph, Quotation, Table
from servanda.views.export.places import named
from servanda.views.wording import word

ORDER = (
    "overdue",
    "postponed",
    "stalled",
    "in the works",
    "promised",
    "considered",
    "kept in part",
    "kept",
    "dropped",
    "broken",
)
"""Statuses as the dossier lists them: what needs attention first."""
OPEN = ("overdue", "postponed", "in the works", "promised", "considered")


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the register goes in: a period of publication, fields; and how it is worded."""

    language: Language = "ru"
    since: str | None = None
    until: str | None = None
    fields: tuple[str, ...] = ()
    terms: Callable[[str | None], ReprintTerms] = field(default=lambda source: NO_TERMS)
    title_of: Callable[[str], str | None] = field(default=lambda story: None)
    """The title of a story by its id, for the citations of figures."""

    def takes(self, pledge: Pledge) -> bool:
        """Whether the pledge was told of in the period, and touches one of the fields."""
        days = [step.date for step in pledge.steps if step.date]
        inside = [day for day in days if (self.since or "") <= day[:10] <= (self.until or "9999")]
        touched = {name for step in pledge.steps for name in step.event.fields}
        bounded = self.since is not None or self.until is not None
        return (bool(inside) or not bounded) and (not self.fields or bool(touched & set(self.fields)))

    def word(self, key: str) -> str:
        return word("dossier", key, self.language)

    def cite(self, step: Step) -> Citation:
        return cite(step, self.terms(step.source), self.language)


def compose(dossier: Dossier, choice: Choice) -> Document:
    """The whole dossier: summary, what needs attention, pledges by status, meetings, gatherings, people, figures."""
    pledges = lasting(dossier, choice)
    meetings = [one for one in dossier.meetings if choice.takes(one)]
    held = list(announced(dossier, choice))
    blocks: list[Block] = [
        *_summary([*pledges, *held], meetings, choice),
        *_attention([*pledges, *held], choice),
        *_by_status(pledges, choice),
        *_meetings(meetings, choice),
        *_gatherings(dossier, choice),
        *_people(dossier, choice),
        *figures(dossier.figures, choice.language, choice.terms, choice.title_of),
        *terms(_quoted(pledges, meetings, dossier, choice), choice),
    ]
    return document("dossier", dossier, choice, blocks)


def lasting(dossier: Dossier, choice: Choice) -> list[Pledge]:
    """The pledges chosen, but for meetings and gatherings."""
    return [one for _, group in dossier.by_field for one in group if choice.takes(one)]


def announced(dossier: Dossier, choice: Choice) -> Iterator[Pledge]:
    """The gatherings chosen that had been announced."""
    for series in dossier.gatherings:
        for one in series.occurrences:
            if one.pledge.promised and choice.takes(one.pledge):
                yield one.pledge


def document(kind: str, dossier: Dossier, choice: Choice, blocks: Iterable[Block]) -> Document:
    """The blocks under the title of the parties and the day."""
    parts = [f"{choice.word('as_of')} {in_words(dossier.as_of, choice.language)}"]
    bounds = [
        f"{choice.word(f'period_{name}')} {in_words(day, choice.language)}"
        for name, day in (("since", choice.since), ("until", choice.until))
        if day
    ]
    if bounds:
        parts.append(f"{choice.word('period')} {' '.join(bounds)}")
    if choice.fields:
        parts.append(
            f"{choice.word('fields')}: {', '.join(word('field', name, choice.language) for name in choice.fields)}"
        )
    title = f"{choice.word(kind)}: {' — '.join(named(code, choice.language) for code in dossier.polities)}"
    return Document(title, "; ".join(parts), choice.word("about"), tuple(blocks), choice.language, kind == "dossier")


def _summary(pledges: list[Pledge], meetings: list[Pledge], choice: Choice) -> Iterator[Block]:
    yield Heading(1, choice.word("summary"))
    if not pledges and not meetings:
        yield Paragraph(choice.word("nothing"))
        return
    yield status_table(pledges, choice)
    for label, text in highlights(pledges, meetings, choice):
        yield Paragraph(f"{label}: {text}.")


def status_table(pledges: list[Pledge], choice: Choice) -> Table:
    """How many pledges have each status."""
    counts: Counter[str] = Counter(pledge.status.name for pledge in pledges)
    rows = [
        (Cell(word("status", name, choice.language)), Cell(str(counts[name]), right=True))
        for name in ORDER
        if counts[name]
    ]
    rows.append((Cell(choice.word("total")), Cell(str(len(pledges)), right=True)))
    return Table((choice.word("status"), choice.word("number")), tuple(rows), (5, 1))


def highlights(pledges: list[Pledge], meetings: list[Pledge], choice: Choice) -> Iterator[tuple[str, str]]:
    """The nearest due date, and the last meeting that was held."""
    coming = [one for one in pledges if one.status.name in OPEN and (one.status.due_day or "") >= one.status.as_of]
    if coming:
        nearest = min(coming, key=lambda one: (one.status.due_day or "", one.id))
        yield choice.word("nearest"), _named(nearest, nearest.status.due, choice)
    held = [one for one in meetings if one.status.kept_on]
    if held:
        last = max(held, key=lambda one: (one.status.kept_on or "", one.id))
        yield choice.word("last_meeting"), _named(last, last.status.kept_on, choice)


def _named(pledge: Pledge, when: str | None, choice: Choice) -> str:
    return f"{shortened(plain(pledge.what), 110)}, {in_words(when or '', choice.language)}"


def _attention(pledges: list[Pledge], choice: Choice) -> Iterator[Block]:
    """Overdue pledges, the longest first, and open ones whose date slipped."""
    chosen = attention(pledges)
    if chosen:
        yield Heading(1, choice.word("attention"))
        rows = tuple(
            (
                Cell(capital(one.what)),
                Cell(word("status", one.status.name, choice.language)),
                Cell(due(one, choice)),
                Cell(_delay(one), right=True),
            )
            for one in chosen
        )
        head = ("gathering", "status", "due", "days_over")
        titles = (choice.word("pledges"), *(choice.word(key).capitalize() for key in head[1:]))
        yield Table(titles, rows, (5, 2, 3, 2))


def attention(pledges: list[Pledge]) -> list[Pledge]:
    """The pledges that need attention, overdue ones first."""
    overdue = sorted(
        (one for one in pledges if one.status.name == "overdue"), key=lambda one: (-(one.status.days or 0), one.id)
    )
    slipped = [
        one for one in pledges if one.status.name in OPEN[1:] and (one.status.slips or one.status.name == "postponed")
    ]
    return [*overdue, *sorted(slipped, key=lambda one: (-sum(slip.days for slip in one.status.slips), one.id))]


def _delay(pledge: Pledge) -> str:
    return str(pledge.status.days) if pledge.status.name == "overdue" and pledge.status.days else ""


def _by_status(pledges: list[Pledge], choice: Choice) -> Iterator[Block]:
    if pledges:
        yield Heading(1, choice.word("pledges"))
    for status in ORDER:
        chosen = [one for one in pledges if one.status.name == status]
        if chosen:
            yield Heading(2, f"{word('status', status, choice.language).capitalize()} ({len(chosen)})")
        for pledge in chosen:
            yield from card(pledge, choice)


def card(pledge: Pledge, choice: Choice) -> Iterator[Block]:
    """A pledge: how it stands, and its history, each stage with the words that tell it."""
    yield Heading(3, capital(pledge.what))
    yield Mark(pledge.status.name, "; ".join(standing(pledge, choice)))
    yield from history(pledge, choice)


def standing(pledge: Pledge, choice: Choice) -> Iterator[str]:
    """How a pledge stands, in short pieces."""
    status = pledge.status
    lone = word("stage", pledge.steps[-1].event.stage, choice.language)
    yield word("status", status.name, choice.language) if pledge.promised else lone
    parties = ", ".join(named(code, choice.language) for code in pledge.polities)
    yield f"{word('kind', pledge.kind, choice.language)}, {parties}"
    if status.due:
        yield f"{choice.word('due')} — {due(pledge, choice)}"
    if status.first_due and status.first_due != status.due:
        yield f"{choice.word('first_due')} — {in_words(status.first_due, choice.language)}"
    if status.kept_on:
        yield f"{choice.word('kept_on')} — {in_words(status.kept_on, choice.language)}"
    if status.days:
        key = "days_over" if status.name == "overdue" else "days_late" if status.days > 0 else "days_early"
        yield f"{choice.word(key)} — {abs(status.days)}"
    if status.slips:
        yield f"{choice.word('slipped')} — {len(status.slips)}"
    if status.promised_times > 1:
        yield f"{choice.word('promised_times')} — {status.promised_times}"
    if status.decision:
        decided = status.decision
        yield f"{choice.word('decided')}: {plain(decided.user)}, {decided.time[:10]}, {plain(decided.reason)}"


def history(pledge: Pledge, choice: Choice) -> Iterator[Quotation]:
    """The stages of a pledge in time, reprints left out."""
    for step in pledge.steps:
        if step.reprint_of is None and step.sentences:
            yield quotation(step, choice)


def quotation(step: Step, choice: Choice) -> Quotation:
    day = in_words(step.date[:10], choice.language) if step.date else choice.word("no_date")
    lead = f"{day} — {word('stage', step.event.stage, choice.language)}"
    return Quotation(plain(" ".join(step.sentences)), choice.cite(step), lead)


def due(pledge: Pledge, choice: Choice) -> str:
    return in_words(pledge.status.due, choice.language) if pledge.status.due else ""


def capital(text: str) -> str:
    """The text with its first letter capital."""
    clean = plain(text)
    return clean[:1].upper() + clean[1:]


def _meetings(meetings: list[Pledge], choice: Choice) -> Iterator[Block]:
    if meetings:
        yield Heading(1, choice.word("meetings"))
    for meeting in meetings:
        yield from card(meeting, choice)


def _gatherings(dossier: Dossier, choice: Choice) -> Iterator[Block]:
    rows, told = [], []
    for series in dossier.gatherings:
        for one in series.occurrences:
            if choice.takes(one.pledge):
                dates = [in_words(day, choice.language) if day else "" for day in (one.due, one.held)]
                rows.append((Cell(capital(one.pledge.what)), Cell(dates[0]), Cell(dates[1])))
                told.append(one.pledge)
    if rows:
        yield Heading(1, choice.word("gatherings"))
        yield Table((choice.word("gathering"), choice.word("planned"), choice.word("held")), tuple(rows), (5, 3, 3))
    for pledge in told:
        yield from card(pledge, choice)


def _people(dossier: Dossier, choice: Choice) -> Iterator[Block]:
    if not dossier.people:
        return
    yield Heading(1, choice.word("people"))
    rows = tuple(
        (
            Cell(plain(one.name)),
            Cell(str(one.stories), right=True),
            Cell(in_words(one.last, choice.language) if one.last else ""),
        )
        for one in dossier.people
    )
    yield Table((choice.word("name"), choice.word("stories"), choice.word("last")), rows, (5, 2, 3))


def _quoted(
    pledges: list[Pledge], meetings: list[Pledge], dossier: Dossier, choice: Choice
) -> Iterator[tuple[str, ReprintTerms]]:
    """Every outlet that is quoted, with its terms."""
    held = [one.pledge for series in dossier.gatherings for one in series.occurrences if choice.takes(one.pledge)]
    for pledge in (*pledges, *meetings, *held):
        for step in pledge.steps:
            yield choice.cite(step).outlet, choice.terms(step.source)
    for figure in dossier.figures:
        for point in figure.points:
            for reading in point.readings:
                yield plain(reading.outlet) or plain(reading.source), choice.terms(reading.source)


def terms(quoted: Iterable[tuple[str, ReprintTerms]], choice: Choice) -> Iterator[Block]:
    """The outlets that are quoted, with what they ask in their own words."""
    asked: dict[str, str] = {}
    for outlet, found in quoted:
        if outlet and (outlet not in asked or (found.quote and not asked[outlet])):
            asked[outlet] = plain(found.quote)
    if asked:
        yield Heading(1, choice.word("terms"))
        rows = tuple((Cell(outlet), Cell(said or "—")) for outlet, said in sorted(asked.items()))
        yield Table((choice.word("outlet"), choice.word("asks")), rows, (2, 6))


assert set(ORDER) == set(STATUSES)
