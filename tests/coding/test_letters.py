"""What letters alone tell of a text: sentences, polities, words of frames."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from servanda.coding.letters import home, sentences, stem
from servanda.model.span import Span
from servanda.model.story import Story


def story(text: str, source: str | None = None) -> Story:
    return Story("s", text, text, (Span(0, len(text)),), source=source)


def test_each_sentence_has_its_words_polities_and_frame() -> None:
    first, second = sentences(story("Утром выпал снег. Визит в Узбекистан отложен."))
    assert (first.words, first.named, first.framed) == (("Утром", "выпал", "снег"), frozenset(), False)
    assert second.named == {"UZ"}
    assert second.framed


def test_spans_are_of_the_text() -> None:
    text = "Раз. Два!\nТри"
    assert [one.span.of(text) for one in sentences(story(text))] == ["Раз", "Два!"[:-1], "Три"]


def test_home_is_the_outlet_s_region_or_russia() -> None:
    assert home(story("а", "bashinform.ru")) == {"RU-BA"}
    assert home(story("а")) == {"RU"}


def test_a_stem_is_what_inflection_leaves() -> None:
    assert stem("соглашение") == "соглаше"
    assert stem("рейс") == "рейс"


@given(st.text(max_size=300))
def test_sentences_lie_in_order_within_any_text(text: str) -> None:
    spans = [one.span for one in sentences(story(text))]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(text).strip() for span in spans)
