"""A sentence as one string."""

import re

from hypothesis import given
from hypothesis import strategies as st

from servanda.model.marked import Sentence, Word
from servanda.model.span import Span
from servanda.reading.strings import string


@given(st.text(max_size=60), st.integers(0, 50))
def test_characters_stand_where_they_stand_in_the_story(text: str, start: int) -> None:
    words = tuple(
        Word(start + found.start(), start + found.end(), found[0], found[0], "X", {}, -1, "dep")
        for found in re.finditer(r"\w+|[^\w\s]", text)
    )
    line = string(Sentence(Span(start, start + len(text)), words))
    for word in words:
        assert line[word.start - start : word.end - start] == word.text
    assert re.sub(r"\s", "", line) == re.sub(r"\s", "", text)
