"""Texts that nobody writes by mistake: whatever comes, clean gives a sound story or one clear line."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from servanda.errors import InputError
from servanda.model.story import RawItem
from servanda.stories import clean

STORY = (
    "Губернатор обсудил с послом Вьетнама поставки станков и прямой рейс из Орла в Ханой. Стороны подпишут план в мае."
)
ODD = st.sampled_from(
    [
        "\0",
        "\ud800",
        "\udfff",
        "\u200d",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\u00ad",
        "\u0301",
        "\u2028",
        "\r",
        "\x1b[31m",
        "😀",
        "👩‍👩‍👧",
        "🇷🇺",
        "**",
        "](",
        "[",
        "&#0;",
        "&#xD800;",
        "&nbsp;",
        "https://",
        "t.me/a",
        "@kanal",
        "#тег",
        "©",
        "© 2001",
        "При перепечатке ссылка обязательна.",
        "Читайте также",
        "5 мая 2024",
        "99.99.9999",
        "Эл № ФС77-00001",
        "Учредитель:",
        "ХІХ",
        "\n",
        "\n\n",
        " ",
        "Посол подписал план.",
        "18+",
    ]
)


def check(raw: RawItem) -> None:
    try:
        story = clean(raw)
    except InputError:
        return
    assert len(story.clean) == len(story.text)
    story.text.encode("utf-8")
    end = 0
    for span in story.body:
        assert end <= span.start < span.end <= len(story.text)
        assert span.of(story.clean).strip()
        assert "\0" not in span.of(story.text)
        end = span.end
    assert story.headline is None or story.headline == story.body[0]


@given(st.lists(ODD, max_size=40).map("".join))
@example("ХІХ\0")
@example("Посол подписал план.\0\ud800\0](")
@settings(max_examples=300, deadline=None)
def test_odd_pieces_in_any_order(text):
    check(RawItem(where="t", content=text))


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text(text):
    check(RawItem(where="t", content=text))


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes(content):
    check(RawItem(where="t", content=content))


@given(
    st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=60),
    st.sampled_from(["date", "url", "title"]),
)
@settings(max_examples=200, deadline=None)
def test_any_words_about_a_text(value, role):
    check(RawItem(where="t", content=STORY, **{role: value}))


@pytest.mark.parametrize(
    "text",
    [
        STORY + "\0" + STORY,
        STORY + "\ud800" + STORY,
        "\u202e" + STORY[::-1] + "\u202c",
        "\u200d".join(STORY),
        "\u0301".join(STORY),
        "\u2066" * 5000 + STORY,
        "\x1b]0;title\x07" + STORY,
        "\r\n".join([STORY] * 3),
    ],
)
def test_texts_with_odd_signs_are_still_read(text):
    check(RawItem(where="t", content=text))
    assert clean(RawItem(where="t", content=text)).body


def test_evidence_never_holds_a_nul_or_half_a_pair():
    story = clean(RawItem(where="t", content=f"{STORY}\0{STORY}\ud800."))
    assert [span.of(story.text) for span in story.body] == [STORY, f"{STORY}\ufffd."]


def test_words_read_right_through_invisible_signs():
    story = clean(
        RawItem(where="t", content="Пос\u200bол под\u00adписал пла\u200dн с М\u0438\u0301нском и Иошкар-Олои\u0306.")
    )
    assert " ".join(story.clean.split()) == "Посол подписал план с Минском и Иошкар-Олой ."


SLOW = {
    "one letter": "а" * 380_000,
    "no spaces": "Посол-" * 60_000,
    "spaces": STORY + " " * 360_000 + STORY,
    "lines": "Посол рад\n" * 36_000,
    "empty lines": STORY + "\n" * 360_000 + STORY,
    "stars": "*" * 380_000 + STORY,
    "brackets": "[" * 380_000 + STORY,
    "links": "[а](" * 90_000 + STORY,
    "hashes": "#а" * 180_000 + STORY,
    "ampersands": "&" * 380_000 + STORY,
    "handles": "@" * 380_000 + STORY,
    "mail": "a" * 200_000 + "@" + STORY,
    "dots": "a." * 180_000 + STORY,
    "digits": "1" * 380_000 + STORY,
    "marks": "а\u0301" * 180_000 + STORY,
    "quotes": "«" * 380_000 + STORY,
    "copyright": "© " * 180_000 + STORY,
    "sentences": "Да. " * 94_000,
    "dates": "5 мая 2024, " * 30_000,
    "terms": "при использовании " * 20_000,
    "half marks": "**а__б~~" * 46_000,
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW.keys())
def test_time_grows_no_faster_than_the_text(text):
    start = time.process_time()
    check(RawItem(where="t", content=text))
    assert time.process_time() - start < 5
