"""A page taken apart in one pass, however deep or broken it is: its visible lines and what it states about itself."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from importlib import resources
from typing import Any

ELEMENTS = tomllib.loads(resources.files("servanda.stories").joinpath("data/elements.toml").read_text("utf-8"))
HIDDEN, BLOCKS, VOID, AROUND, KEPT = (
    frozenset(ELEMENTS[kind].split()) for kind in ("hidden", "blocks", "void", "around", "attributes")
)
ARTICLE = re.compile(
    r"article[-_]?body|post[-_]?content|entry[-_]?content|news[-_]?text|article__text|js-mediator-article",
    re.IGNORECASE,
)
"""Classes, names and itemprops by which sites mark the text of an article."""
LONGEST_ATTRIBUTE = 2000
HALVES = re.compile("[\ud800-\udfff]")
DEEPEST, MOST = 200, 20_000
"""Depth and number of elements up to which a page is written out again for extractors that slow down beyond it."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line as a reader sees it; `linked` is the share of its characters that are links."""

    text: str
    tag: str
    linked: float
    in_article: bool
    around: bool


@dataclass(slots=True)
class Skeleton:
    """What one pass over a page collects."""

    lines: list[PageLine] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    """`property`, `name` or `itemprop` of meta elements, in small letters, to the first content."""
    title: str = ""
    canonical: str | None = None
    times: list[str] = field(default_factory=list)
    """`datetime` of `<time>` elements, those marked as the publication first."""
    statements: list[dict[str, Any]] = field(default_factory=list)
    """JSON-LD objects."""
    tame: str = ""
    """The page again without scripts, with few and short attributes and bounded depth; empty where it is too large."""


class _Target:
    """Receives lxml's events; keeps a stack of names only, so that depth costs nothing."""

    def __init__(self) -> None:
        self.page = Skeleton()
        self.open: list[str] = []
        self.hidden = self.links = self.around = self.article = 0
        self.words: list[str] = []
        self.linked = 0
        self.tag = ""
        self.script: list[str] | None = None
        self.written: list[str] = []
        self.elements = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        given = {key.lower(): value[:LONGEST_ATTRIBUTE] for key, value in list(attributes.items())[:50]}
        if tag in BLOCKS:
            self._end_line()
            self.tag = tag
        self._note(tag, given)
        self.elements += 1
        self._write(tag, given)
        if tag in VOID:
            return
        self.open.append(tag if not self._is_article(tag, given) else f"{tag}*")
        self._count(self.open[-1], 1)
        if tag == "script" and "ld+json" in given.get("type", ""):
            self.script = []

    def end(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag in BLOCKS:
            self._end_line()
        if tag == "script" and self.script is not None:
            self._statement("".join(self.script))
            self.script = None
        if len(self.open) <= DEEPEST and tag not in HIDDEN and not self.hidden:
            self.written.append(f"</{tag}>")
        if self.open and self.open[-1].rstrip("*") == tag:
            self._count(self.open.pop(), -1)

    def data(self, text: str) -> None:
        if self.script is not None:
            self.script.append(text)
            return
        if self.hidden:
            return
        self.written.append(escape(text))
        if self.open and self.open[-1] == "title":
            self.page.title = (self.page.title + text)[:LONGEST_ATTRIBUTE]
        else:
            self.words.append(text)
            self.linked += len(text) if self.links else 0

    def comment(self, text: str) -> None:
        """Comments are not shown."""

    def close(self) -> Skeleton:
        self._end_line()
        self.page.tame = "".join(self.written) if self.elements <= MOST else ""
        return self.page

    def _write(self, tag: str, given: dict[str, str]) -> None:
        if len(self.open) < DEEPEST and tag not in HIDDEN and not self.hidden and self.elements <= MOST:
            kept = (f' {name}="{escape(value)}"' for name, value in given.items() if name in KEPT)
            self.written.append(f"<{tag}{''.join(kept)}>")

    def _count(self, name: str, step: int) -> None:
        tag = name.rstrip("*")
        self.hidden += step * (tag in HIDDEN)
        self.links += step * (tag == "a")
        self.around += step * (tag in AROUND)
        self.article += step * (name.endswith("*"))

    def _is_article(self, tag: str, given: dict[str, str]) -> bool:
        named = f"{given.get('class', '')} {given.get('id', '')} {given.get('itemprop', '')}"
        return tag in ("article", "main") or (tag in BLOCKS and ARTICLE.search(named) is not None)

    def _note(self, tag: str, given: dict[str, str]) -> None:
        if tag == "link" and "canonical" in given.get("rel", "").lower():
            self.page.canonical = self.page.canonical or given.get("href")
        name = given.get("property") or given.get("name") or given.get("itemprop")
        content = given.get("content") or given.get("datetime")
        if name and content and (tag == "meta" or "itemprop" in given):
            self.page.meta.setdefault(name.lower(), content)
        if tag == "time" and given.get("datetime"):
            first = "pubdate" in given or "published" in given.get("itemprop", "").lower()
            self.page.times.insert(0 if first else len(self.page.times), given["datetime"])

    def _statement(self, script: str) -> None:
        try:
            found = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            return
        self.page.statements.extend(_objects(found))

    def _end_line(self) -> None:
        text = " ".join("".join(self.words).split())
        if text:
            linked = min(1.0, self.linked / len(text))
            self.page.lines.append(PageLine(text, self.tag, linked, self.article > 0, self.around > 0))
        self.words.clear()
        self.linked = 0


def _objects(found: Any) -> Iterator[dict[str, Any]]:
    """JSON-LD objects, also in lists and under `@graph`."""
    if isinstance(found, list):
        for one in found[:50]:
            yield from _objects(one)
    elif isinstance(found, dict):
        yield found
        if isinstance(found.get("@graph"), list):
            yield from _objects(found["@graph"])


def skeleton(page: str) -> Skeleton:
    """The page's lines and statements. A page without any element is one line of text."""
    from lxml import etree

    content = HALVES.sub("\ufffd", page.replace("\0", "")).encode("utf-8")
    parser = etree.HTMLParser(target=_Target(), huge_tree=True, no_network=True, encoding="utf-8")
    try:
        found: Skeleton = etree.fromstring(content, parser)
    except etree.LxmlError:
        return Skeleton()
    return found
