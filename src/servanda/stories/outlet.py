"""What a page says of its outlet, where it is no story: the home page, a page about the site."""

from __future__ import annotations

from servanda.model.story import ReprintTerms
from servanda.stories.skeleton import skeleton
from servanda.stories.terms import terms


def asked(page: str) -> ReprintTerms:
    """The reprint terms that a page (HTML) states; nothing in them where it states none."""
    return terms(line.text for line in skeleton(page).lines)
