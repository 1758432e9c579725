"""What a site loads before it answers: what the first who ask would wait for, all at once, each for himself."""

from __future__ import annotations

from servanda.knowledge import polities
from servanda.register.summaries import pieces
from servanda.views.queries.polities import spellings
from servanda.views.web.language import LANGUAGES
from servanda.views.web.rendering import environment


def warm() -> None:
    """Compile the templates in each language, and read the tables of polities and of the forms of words."""
    for language in LANGUAGES:
        made = environment(language)
        for name in made.list_templates():
            made.get_template(name)
    polities.table()
    spellings()
    pieces("форум")
