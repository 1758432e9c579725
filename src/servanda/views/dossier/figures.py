"""The figures of a dossier: for each series a plot, and a table of its values with their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from servanda.model.event import Figure
from servanda.model.story import ReprintTerms
from servanda.register.series import Figures, Reading
from servanda.views.cite import Citation, Language, cite, plain
from servanda.views.days import in_words
from servanda.views.dossier.page import Bar, Block, Heading, Paragraph, Plot, Quotation
from servanda.views.export.places import named
from servanda.views.wording import counted, word

LARGE = {
    "ru": ((1e12, "трлн"), (1e9, "млрд"), (1e6, "млн"), (1e3, "тыс.")),
    "en": ((1e12, "tn"), (1e9, "bn"), (1e6, "m")),
}
MANY = 1e3
"""What follows a word for a thousand or more stands as after a thousand: «2 тыс. рейсов»."""
FEWEST = 2
"""Values of one unit that a plot needs."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A reading of a figure with the title of its story, as a citation needs it."""

    source: str | None
    url: str | None
    title: str | None
    outlet: str | None
    date: str | None


def figures(
    series: Sequence[Figures],
    language: Language,
    terms: Callable[[str | None], ReprintTerms],
    title_of: Callable[[str], str | None],
) -> Iterator[Block]:
    """Heading, plot and quotations of each series; the value stands before the words that give it."""
    if series:
        yield Heading(1, word("dossier", "figures", language))
    for one in series:
        parties = ", ".join(named(code, language) for code in one.parties)
        yield Heading(3, f"{word('measure', one.measure, language).capitalize()}: {parties}")
        bars = _bars(one, language)
        if len(bars) >= FEWEST:
            yield Plot(_unit_of(one), bars)
        for point in one.points:
            if point.disputed:
                yield Paragraph(
                    f"{_period(point.period, language)}: {word('dossier', 'disputed', language)}.", note=True
                )
            for reading in point.readings:
                lead = f"{_period(point.period, language)} — {shown(reading.figure, language)}"
                yield Quotation(plain(" ".join(reading.sentences)), _cite(reading, language, terms, title_of), lead)


def _cite(
    reading: Reading,
    language: Language,
    terms: Callable[[str | None], ReprintTerms],
    title_of: Callable[[str], str | None],
) -> Citation:
    told = _Told(reading.source, reading.url, title_of(reading.story), reading.outlet, reading.date)
    return cite(told, terms(reading.source), language)


def _bars(series: Figures, language: Language) -> tuple[Bar, ...]:
    """The values of the unit that most of them have, one a period: the middle one where sources differ."""
    unit = _unit_of(series)
    bars = []
    for point in series.points:
        values = sorted(
            one.figure.value for one in point.readings if one.figure.unit == unit and one.figure.value is not None
        )
        if point.period and values:
            value = values[len(values) // 2]
            bars.append(Bar(_period(point.period, language), value, amount(value, unit, language)))
    return tuple(bars)


def _unit_of(series: Figures) -> str:
    units = [one.figure.unit or "" for point in series.points for one in point.readings if one.figure.value is not None]
    return max(sorted(set(units)), key=units.count) if units else ""


def _period(period: str | None, language: Language) -> str:
    return in_words(period, language) if period else word("dossier", "no_date", language)


def shown(figure: Figure, language: Language) -> str:
    """Value and change as people write them: «340 млн USD, +15 %»."""
    parts = [amount(figure.value, figure.unit or "", language)] if figure.value is not None else []
    if isinstance(figure.change, str):
        parts.append(word("dossier", figure.change, language))
    elif figure.change is not None:
        parts.append(f"{figure.change:+g} %".replace("-", "−"))
    return ", ".join(parts) or "—"


def amount(value: float, unit: str, language: Language) -> str:
    """A number with its unit, large ones in millions or billions."""
    size, name = next(((size, name) for size, name in LARGE[language] if abs(value) >= size), (1.0, ""))
    number = f"{value / size:,.2f}".rstrip("0").rstrip(".") if value % size else f"{value / size:,.0f}"
    whole = value if size < MANY else MANY
    if language == "ru":
        number = number.replace(",", "\u00a0").replace(".", ",")
    return " ".join(part for part in (number, name, counted(unit, whole, language)) if part)
