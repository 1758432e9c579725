"""What an outlet asks of those who reprint or quote it, read from its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from servanda.model.story import ReprintTerms
from servanda.stories.naming import unwrapped

REPRINT = re.compile(
    r"ссылк\w* на [^.]{2,80} обязательн|перепечат|цитирова|"
    r"использовани|копирова|воспроизведени|републикаци|заимствова|гиперссылк|активн\w+ ссылк",
    re.IGNORECASE,
)
OUGHT = re.compile(
    r"обязател|обязан|необходим|только|при услови|следует|должн|с указанием|запрещ|не допускается|"
    r"требуется|разрешается",
    re.IGNORECASE,
)
KIND = r"(?:активн|прям|интерактивн|индексируем|открыт)\w+"
LINK = re.compile(
    rf"гиперссылк\w*|{KIND}\s+(?:(?:и|для|поисковых|систем|индексации|{KIND})\s+){{0,5}}ссылк\w*", re.IGNORECASE
)
REFERENCE = re.compile(r"ссылк|указани\w+ (?:источник|автор|названи)|упоминани", re.IGNORECASE)
FREE = re.compile(
    r"(?:без ссылки|ссылка) (?:на источник )?(?:не (?:обязательна|требуется)|необязательна)|свободно использова",
    re.IGNORECASE,
)
LOGO = re.compile(r"(?:логотип|товарн\w+ знак|эмблем|фирменн\w+ стил)", re.IGNORECASE)
PERMISSION = re.compile(
    r"(?:только\s+)?(?:с|по|без|при наличии)\s+(?:\w+\s+){0,2}(?:письменн\w+\s+)?(?:разрешени|согласи)|запрещ",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?»])\s+(?=[А-ЯЁA-Z«])")
LONGEST_QUOTE = 1500


def terms(lines: Iterable[str]) -> ReprintTerms:
    """The reprint terms in the lines of a page or a text; `quote` joins the sentences they rest on.

    A sentence counts only where it speaks of reprinting and says what one ought to do: a story that merely mentions a
    link sets no terms.
    """
    found = [sentence for row in unwrapped(lines) for sentence in SENTENCE.split(row) if _ought(sentence)]
    if not found:
        return ReprintTerms()
    sources = [sentence for sentence in found if not LOGO.search(sentence)]
    logos = [sentence for sentence in found if LOGO.search(sentence) and PERMISSION.search(sentence)]
    free = any(FREE.search(sentence) for sentence in sources)
    link = any(LINK.search(sentence) for sentence in sources)
    reference = link or any(REFERENCE.search(sentence) for sentence in sources)
    unique = dict.fromkeys(found)
    return ReprintTerms(
        reference_required=False if free else True if reference else None,
        active_link_required=True if link and not free else None,
        logo_needs_permission=True if logos else None,
        quote=" ".join(unique)[:LONGEST_QUOTE],
    )


def _ought(sentence: str) -> bool:
    spoken_of = REPRINT.search(sentence) or LOGO.search(sentence)
    asked = REFERENCE.search(sentence) or PERMISSION.search(sentence) or FREE.search(sentence)
    return bool(
        spoken_of and asked and (OUGHT.search(sentence) or PERMISSION.search(sentence) or FREE.search(sentence))
    )
