"""«он», «она», «его», «ей»: the person meant, by gender and nearness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from servanda.knowledge.word_sets import word_set
from servanda.model.marked import Mention
from servanda.reading.lines import Line

_HE = word_set("pronouns", "he")
_SHE = word_set("pronouns", "she")
_FIRM = frozenset({"он", "она"})


def pronouns(rows: Sequence[Line], found: Sequence[Mention], genders: Mapping[int, str | None]) -> list[Mention]:
    """Mentions of persons by a pronoun, `form` reference. The last subject of the right gender wins; nothing is
    ventured where no person was named in this sentence before it or in the two before."""
    by_line: dict[int, list[Mention]] = {}
    for mention in found:
        if mention.entity >= 0 and mention.kind in ("person", "office"):
            by_line.setdefault(mention.sentence, []).append(mention)
    made: list[Mention] = []
    for line in rows:
        for i, word in enumerate(line.words):
            if word.pos not in ("PRON", "DET"):
                continue
            low = word.text.lower()
            gender = "Masc" if low in _HE else "Fem" if low in _SHE else None
            if gender is None:
                continue
            meant = _meant(line, i, word.start, gender, rows, by_line, genders)
            if meant is not None:
                firm = low in _FIRM and word.rel.startswith("nsubj")
                made.append(
                    Mention(
                        line.span(i, i + 1),
                        line.number,
                        i,
                        "person",
                        meant.name,
                        meant.polities,
                        "reference",
                        meant.entity,
                        meant.office,
                        0.7 if firm else 0.4,
                    )
                )
    return made


def _meant(
    line: Line,
    i: int,
    start: int,
    gender: str,
    rows: Sequence[Line],
    by_line: Mapping[int, Sequence[Mention]],
    genders: Mapping[int, str | None],
) -> Mention | None:
    at = next((n for n, row in enumerate(rows) if row is line), 0)
    for back in range(3):
        if at - back < 0:
            break
        row = rows[at - back]
        near = [
            m for m in by_line.get(row.number, ()) if m.span.start < start and genders.get(m.entity) in (gender, None)
        ]
        if near:
            subjects = [m for m in near if row.words[m.head].rel.startswith("nsubj")]
            return (subjects or near)[-1]
    return None
