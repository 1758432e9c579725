"""A published text: as it came (`RawItem`) and as it is read (`Story`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from servanda.model.span import Span


@dataclass(frozen=True, slots=True)
class RawItem:
    """What a source hands over: the bytes, or the text where the source knew it, and all it said about it.

    `where` names it in messages to people (a path, an address, `archive.jsonl:17`); `id` is the one given by the
    source, else None. `date` is ISO (`2023-05-02` or with a time); `kind` is `text` or `html`.
    """

    where: str
    content: bytes | str
    kind: str = "text"
    id: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None
    title: str | None = None
    links: tuple[str, ...] = ()
    """Addresses that it links to, where the source knows them apart from the content."""


@dataclass(frozen=True, slots=True)
class ReprintTerms:
    """What an outlet asks of those who quote it. None: it does not say."""

    reference_required: bool | None = None
    active_link_required: bool | None = None
    logo_needs_permission: bool | None = None
    quote: str | None = None
    """The outlet's own words."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who publishes, as the page itself says; None or empty where it does not."""

    outlet: str | None = None
    registration: str | None = None
    """The number in its usual form, «ЭЛ № ФС77-88040»."""
    authority: str | None = None
    """Who registered it, in the short form where it has one: «Роскомнадзор»."""
    founder: str | None = None
    editor: str | None = None
    age_mark: str | None = None
    """«18+»."""
    copyright_years: str | None = None
    """«1992-2026»."""
    copyright_holder: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One published text, cleaned.

    `text` is what the reader was given: evidence is cut from it, and every `Span` counts in it. `clean` has the same
    length, character for character, with look-alike letters and odd spaces replaced: the reading engine works on it.
    `body` are the stretches to be coded, in order; lines of an imprint, terms and share links lie outside them.
    `headline` is the first of them where the text opens with a title.
    """

    id: str
    text: str
    clean: str
    body: tuple[Span, ...]
    headline: Span | None = None
    title: str | None = None
    date: str | None = None
    """The day of publication, `YYYY-MM-DD`; None where unknown."""
    source: str | None = None
    """The outlet's host or name: `bashinform.ru`."""
    url: str | None = None
    language: str = "ru"
    imprint: Imprint = field(default_factory=Imprint)
    terms: ReprintTerms = field(default_factory=ReprintTerms)
    links: tuple[str, ...] = field(default=(), compare=False)
    """Addresses on other sites that the page links to, outside of its menus."""
