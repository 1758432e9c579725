"""Lists of feeds as OPML: in, from other readers, and out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from servanda.decoding import decode
from servanda.errors import EmptyInput, NotText, SourceError
from servanda.sources.addresses import checked
from servanda.sources.source import Source

MOST = 10_000


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed on a list; `error` tells why it cannot be taken over."""

    address: str
    name: str | None = None
    error: str | None = None


def read(content: bytes, where: str) -> list[Listed]:
    """The feeds on a list, each once, in order, those in folders too.

    Raises NotText where it is no OPML or defines entities, EmptyInput where it lists no feed.
    """
    from lxml import etree

    text = decode(content, where)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise NotText("a list that defines a document type", where=where, remedy="it was not read")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, encoding="utf-8", remove_pis=True)
    try:
        tree = etree.fromstring(_undeclared(text).encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise NotText("not an OPML list", where=where, remedy="export it anew as OPML") from error
    if tree is None or etree.QName(tree).localname.lower() != "opml":
        raise NotText("not an OPML list", where=where, remedy="export it anew as OPML")
    found: dict[str, Listed] = {}
    for outline in tree.iter("outline"):
        given = {name.lower(): value for name, value in outline.attrib.items()}
        address = str(given.get("xmlurl") or "").strip()
        if address and len(found) < MOST:
            name = " ".join(str(given.get("title") or given.get("text") or "").split())[:200] or None
            found.setdefault(address, Listed(address, name, _fault(address)))
    if not found:
        raise EmptyInput("no feeds in the list", where=where, remedy="export it anew as OPML")
    return list(found.values())


def _undeclared(text: str) -> str:
    start = text.lstrip("\ufeff \t\r\n")
    return start.partition("?>")[2] if start.startswith("<?xml") else start


def _fault(address: str) -> str | None:
    try:
        checked(address)
    except SourceError as error:
        return error.what
    return None


def write(sources: Iterable[Source], title: str = "Servanda") -> bytes:
    """The feeds among the sources as an OPML 2.0 list."""
    from lxml import etree

    tree = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(tree, "head"), "title").text = title
    body = etree.SubElement(tree, "body")
    for source in sources:
        if source.kind == "feed":
            name = _printable(source.name or source.address)
            etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=_printable(source.address))
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def _printable(text: str) -> str:
    """Without the signs that XML cannot hold."""
    return "".join(char for char in text if char.isprintable())
