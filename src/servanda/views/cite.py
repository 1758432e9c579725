"""The citation of a quotation, as the outlet's reprint terms ask: outlet, title, date, active link.

Every view and every format makes its citations here and nowhere else.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, Protocol

from servanda.model.story import ReprintTerms, Story
from servanda.views.links import host, link

Language = Literal["ru", "en"]
NO_TERMS = ReprintTerms()
WORDS = {
    "ru": {"unnamed": "источник не назван", "missing": "издание требует активной ссылки, адрес неизвестен"},
    "en": {"unnamed": "source not named", "missing": "the outlet asks for an active link; no address is known"},
}
QUOTES = {"ru": ("«", "»"), "en": ("“", "”")}
SECOND = {"ru": ("„", "“"), "en": ("‘", "’")}
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+")
MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|~&])")
FIRST = re.compile(r"^(\s*)(?:([#+=-])|(\d+)([.)]))")
"""What makes a heading or a list at the beginning of a line."""
LONGEST_TITLE = 300


class Cited(Protocol):
    """What can be cited: a step, a figure with its story."""

    @property
    def source(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...
    @property
    def title(self) -> str | None: ...
    @property
    def outlet(self) -> str | None: ...
    @property
    def date(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Citation:
    """Who published it, under what title, when, and where one can read it."""

    outlet: str
    title: str | None
    date: str | None
    """The day in words of the language."""
    link: str | None
    """A safe http or https address."""
    language: Language = "ru"
    lacks_link: bool = False
    """The outlet asks for an active link, and no address is known."""

    @property
    def label(self) -> str:
        """The words that carry the link: the title in quotation marks, else the host."""
        return quoted(self.title, self.language) if self.title else host(self.link) or ""

    @property
    def tail(self) -> str:
        """What stands after the title: the day, and a remark where the link is lacking."""
        return f", {self.date}" * bool(self.date) + f" ({WORDS[self.language]['missing']})" * self.lacks_link

    def text(self) -> str:
        """One line of plain text, with the whole address: «Outlet. «Title», day. https://…»."""
        title = self.label if self.title else ""
        said = f"{self.outlet}{'. ' if title else ''}{title}{self.tail}"
        return f"{said}. {self.link}" if self.link else said

    def markdown(self) -> str:
        """Markdown, the title being the link."""
        label = escape_markdown(self.label)
        middle = f"[{label}](<{self.link}>)" if self.link else label
        return f"{escape_markdown(self.outlet)}{'. ' if label else ''}{middle}{escape_markdown(self.tail)}"

    def html(self) -> str:
        """HTML, the title being the link; search engines may follow it."""
        label = html.escape(self.label)
        middle = f'<a href="{html.escape(self.link)}" rel="noopener">{label}</a>' if self.link else label
        return f"<cite>{html.escape(self.outlet)}{'. ' if label else ''}{middle}{html.escape(self.tail)}</cite>"


def cite(told: Cited | Story, terms: ReprintTerms | None = None, language: Language = "ru") -> Citation:
    """The citation of what `told` tells, as the outlet's `terms` ask (a story brings its own).

    All citations name the outlet, the title and the day and link to the page, which satisfies whoever asks for less;
    `Citation.lacks_link` says where an outlet asks for a link that cannot be given.
    """
    outlet = told.imprint.outlet if isinstance(told, Story) else told.outlet
    asked = terms or (told.terms if isinstance(told, Story) else NO_TERMS)
    safe = link(told.url)
    name = plain(outlet) or plain(told.source) or host(told.url) or WORDS[language]["unnamed"]
    return Citation(
        outlet=name,
        title=shortened(plain(told.title), LONGEST_TITLE) or None,
        date=day_in_words(told.date[:10], language) if told.date else None,
        link=safe,
        language=language,
        lacks_link=bool(asked.active_link_required) and safe is None,
    )


def quoted(text: str, language: Language) -> str:
    """The text in the quotation marks of the language; the same marks inside it become those of the second level."""
    opening, closing = QUOTES[language]
    inner = text.translate(str.maketrans(opening + closing, "".join(SECOND[language])))
    return f"{opening}{inner}{closing}"


def plain(text: str | None) -> str:
    """One line without control characters, such as mark-up and databases choke on, or that turn the writing round."""
    return " ".join(CONTROL.sub(" ", text or "").split())


def shortened(text: str, most: int) -> str:
    """At most `most` characters, cut at a word, with an ellipsis where something was cut."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def escape_markdown(text: str) -> str:
    """Text that Markdown shows as it stands."""
    escaped = MARKDOWN.sub(r"\\\1", text)
    return FIRST.sub(lambda at: f"{at[1]}\\{at[2]}" if at[2] else f"{at[1]}{at[3]}\\{at[4]}", escaped)


@lru_cache(maxsize=4096)
def day_in_words(day: str, language: Language) -> str:
    """`2023-05-02` as «2 мая 2023» or `2 May 2023`; what is no day stays as it is."""
    from babel.dates import format_date

    try:
        return format_date(date.fromisoformat(day), "d MMMM y", locale="ru" if language == "ru" else "en_GB")
    except ValueError:
        return plain(day)
