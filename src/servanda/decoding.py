"""Bytes to text: which encoding a Russian text is in, told by its marks and by how its letters are distributed.

Strict UTF-8 is tried first, then UTF-16 by its zero bytes, then what the page itself declares, then the old one-byte
encodings of Russian, of which the one wins whose text looks most like Russian.
"""

from __future__ import annotations

import codecs
import re

from servanda.errors import EmptyInput, NotText

OLD = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
"""One-byte encodings of Russian, the likeliest first."""

BINARY = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"PK\x03\x04": "a ZIP archive",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel document",
    b"SQLite format 3": "a database",
    b"PAR1": "a Parquet table",
}
"""First bytes of what is certainly no text, and what it is."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
FREQUENT = frozenset("оеаинтсрвлкмдпуяыьгзбч")
"""The letters that make up nine tenths of a Russian text."""
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,20})""", re.IGNORECASE)
CONTROLS = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}
SAMPLE = 60_000


def decode(content: bytes, where: str | None = None) -> str:
    """The text of `content`, without a byte order mark; what the encoding cannot hold becomes U+FFFD.

    Raises EmptyInput for no bytes, NotText for a binary or an encoding that cannot be told.
    """
    text = content.decode(encoding(content, where), errors="replace")
    return text.removeprefix("\ufeff")


def encoding(content: bytes, where: str | None = None) -> str:
    """Python's name of the encoding of `content`, or of the text that it is the beginning of.

    Raises EmptyInput for no bytes, NotText for a binary or an encoding that cannot be told.
    """
    if not content.strip():
        raise EmptyInput("empty file", where=where, remedy="nothing was read from it")
    for mark, name in BOMS:
        if content.startswith(mark):
            return name
    for mark, kind in BINARY.items():
        if content.startswith(mark) and (len(mark) > 2 or 0 in content[:200]):
            raise NotText(
                f"not a text but {kind}", where=where, remedy="give the text itself, or a format that is read"
            )
    if _is_utf8(content):
        return "utf-8"
    return _wide(content) or _old(content, where)


def _is_utf8(content: bytes) -> bool:
    """UTF-8, also where it was cut in the middle of a character or a few bytes of it were spoilt."""
    sample = content[:SAMPLE].decode("utf-8", errors="replace")
    wide = sum(1 for char in sample if "\x80" <= char != "\ufffd")
    return sample.count("\ufffd") * 10 <= wide + 1 and not _mostly_controls(sample)


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: Russian letters there have 4, spaces 0, in every second byte."""
    sample = content[: SAMPLE // 2 * 2]
    if len(sample) < 4:
        return None
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[start::2]
        if (high.count(0) + high.count(4)) * 10 >= len(high) * 9:
            return None if _mostly_controls(sample.decode(name, errors="replace")) else name
    return None


def _old(content: bytes, where: str | None) -> str:
    sample = content[:SAMPLE]
    if sum(sample.count(byte) for byte in CONTROLS) * 200 > len(sample):
        raise NotText("a binary file, not a text", where=where, remedy="give the text itself, or a format that is read")
    candidates = [*OLD, *(name for name in _declared(content) if name not in OLD)]
    best = max(candidates, key=lambda name: likeness(sample.decode(name, errors="replace")))
    return best if likeness(sample.decode(best, errors="replace")) > 0.5 else _elsewhere(sample, where)


def _declared(content: bytes) -> list[str]:
    found = DECLARED.search(content[:4096])
    try:
        name = codecs.lookup(found[1].decode()).name if found else ""
        return [name] if name and isinstance(content[:10].decode(name, errors="replace"), str) else []
    except (LookupError, TypeError):
        return []


def _elsewhere(sample: bytes, where: str | None) -> str:
    """A language that is not Russian, in an old encoding: known enough to be named."""
    from charset_normalizer import from_bytes

    match = from_bytes(sample, steps=5, chunk_size=512).best()
    if match is None or not match.encoding or match.encoding.startswith(("utf_16", "utf_32", "utf_7")):
        raise NotText("the encoding of the text cannot be told", where=where, remedy="save it as UTF-8")
    return match.encoding


def likeness(text: str) -> float:
    """How much a text looks like Russian, at most 1: frequent small letters count for it, odd characters against.

    Capitals inside a word, of which windows-1251 read as KOI8-R is full, count against it too, and so do letters that
    stand in Latin words.
    """
    wide = [char for char in text if char > "\x7f"]
    if not wide:
        return 0.0
    good = sum(1 for char in wide if char in FREQUENT)
    inner = len(re.findall(r"(?<=[а-яё])[А-ЯЁ]|(?<=[A-Za-z])[А-яЁё]|[А-яЁё](?=[A-Za-z])", text))
    odd = sum(1 for char in wide if not ("А" <= char <= "я" or char in "ёЁ«»—–№…„“”\u00a0©’"))
    return (good - 2 * inner - 2 * odd) / len(wide)


def _mostly_controls(text: str) -> bool:
    sample = text[:SAMPLE]
    return sum(1 for char in sample if char < " " and ord(char) in CONTROLS) * 20 > len(sample)
