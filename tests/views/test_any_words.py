"""Whatever words a register holds, every format writes them and others' software reads the file."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.views import sample
from tests.views.dossier.test_dossier import text_of
from tests.views.test_every_quotation_is_cited import UNITS

from servanda.model.event import Coding
from servanda.views.dossier import FORMATS as PAGES
from servanda.views.dossier import Choice, brief, compose, write
from servanda.views.export import FORMATS, export
from servanda.views.export.content import Content, Options

try:
    import followthemoney
except ImportError:
    followthemoney = None
ODD = st.text(alphabet=st.characters(exclude_categories=()), max_size=12) | st.sampled_from(
    [
        "\x00",
        "\ud800",
        "\ufffe",
        "\u202e",
        "=1+1",
        "]]>",
        "<!--",
        "\r\n",
        "{{",
        "#{",
        "${",
        "%",
        "\\",
        '"',
        "'",
        "\x1b[2J",
        "​",
    ]
)


@st.composite
def pledges(draw):
    """A pledge with odd words in every place that takes words from outside."""
    maybe = st.none() | ODD
    event = replace(
        sample.STEPS[3].event,
        what=draw(maybe),
        where=draw(maybe),
        within=draw(maybe),
        speaker=draw(maybe),
        actors=(draw(ODD),),
    )
    step = replace(
        sample.STEPS[3], event=event, sentences=(draw(ODD),), title=draw(maybe), outlet=draw(maybe), source=draw(maybe),
        url=draw(maybe | st.just("https://vesti.example/1")), story=draw(ODD), spans=((0, 1),),
    )  # fmt: skip
    return replace(sample.PLEDGES[1], what=draw(ODD), steps=(step,))


def content(pledge):
    step = pledge.steps[0]
    figure = replace(
        sample.FIGURES[0], sentences=step.sentences, title=step.title, outlet=step.outlet, source=step.source
    )
    story = replace(next(sample.stories()).story, title=step.title, source=step.source, url=step.url)
    decision = replace(sample.DECISIONS[0], user=pledge.what, reason=pledge.what)
    return Content(iter([pledge]), iter([figure]), iter([sample.Told(story, Coding())]), iter([decision]), "2025-02-01")


@pytest.mark.parametrize("name", FORMATS)
@given(pledge=pledges(), title=ODD)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_data(tmp_path, name, pledge, title):
    if name == "ftm" and followthemoney is None:
        pytest.skip("the extra ftm is not installed")
    path = tmp_path / f"out.{name}"
    assert export(name, content(pledge), path, Options(title=title)) > 0
    assert list(UNITS[name](path))


@pytest.mark.parametrize("format", PAGES)
@given(pledge=pledges())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_documents(tmp_path, format, pledge):
    for made in (compose, brief):
        write(made(sample.dossier(0, (pledge,)), Choice()), tmp_path / f"d.{format}", format, "2025-02-01")
        assert "Башкортостан" in text_of(tmp_path / f"d.{format}")
