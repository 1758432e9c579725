"""The labels are slovnet's own, before trees are mended."""

import json
from pathlib import Path

import pytest

from servanda.model.span import Span
from servanda.reading.engine import Engine, engine, trees, weights
from servanda.reading.engine.forms import shape
from servanda.reading.engine.networks import Networks, stacked
from servanda.reading.sentences import sentences
from servanda.reading.words import tokens

slovnet = pytest.importorskip("slovnet")
navec = pytest.importorskip("navec")

SENTENCES = (Path(__file__).parent / "sentences.txt").read_text("utf-8").splitlines()
WORDS = [[text for _, _, text in tokens(sentence)] for sentence in SENTENCES]
STORIES = Path(__file__).parents[3] / "benchmarks" / "chains" / "stories.jsonl"
"""Made-up stories, whole, as the engine cuts them into sentences and words."""
ALIKE = 1e-4
"""How far slovnet's own scores move with the sentences that it reads together."""


@pytest.fixture(scope="module")
def networks() -> Networks:
    return engine().networks


@pytest.fixture(scope="module")
def files() -> dict[str, Path]:
    return weights.paths()


@pytest.fixture(scope="module")
def vectors(files: dict[str, Path]) -> object:
    return navec.Navec.load(str(files["navec_news_v1_1B_250K_300d_100q.tar"]))


def parted(text: str) -> list[list[str]]:
    spans = sentences(text, (Span(0, len(text)),), None)
    return [[word for _, _, word in tokens(span.of(text))] for span in spans]


@pytest.fixture(scope="module")
def pieces() -> list[list[list[str]]]:
    """The fixed corpus: a piece a story, 1,505 words together."""
    told = [json.loads(line)["text"] for line in STORIES.read_text("utf-8").splitlines()]
    found = [WORDS, *map(parted, told)]
    assert sum(len(sentence) for piece in found for sentence in piece) > 1500
    return found


def flat(pieces: list[list[list[str]]]) -> list[list[str]]:
    return [sentence for piece in pieces for sentence in piece]


def test_morphology(networks: Networks, files: dict[str, Path], vectors: object, pieces: list[list[list[str]]]) -> None:
    theirs = slovnet.Morph.load(str(files["slovnet_morph_news_v1.tar"])).navec(vectors)
    assert [networks.morph.tags[number].text for ours in networks.scores(pieces) for number in ours.tags] == [
        token.tag for markup in theirs.map(flat(pieces)) for token in markup.tokens
    ]


def test_names(networks: Networks, files: dict[str, Path], vectors: object, pieces: list[list[list[str]]]) -> None:
    infer = slovnet.NER.load(str(files["slovnet_ner_news_v1.tar"])).navec(vectors).infer
    theirs = [tags for piece in pieces for tags in infer.decoder(infer.process(infer.encoder(piece)))]
    ours = networks.scores(pieces)
    assert [tags for own in ours for tags in networks.names.decode(own.names, own.lengths)] == theirs


def test_syntax(networks: Networks, files: dict[str, Path], vectors: object, pieces: list[list[list[str]]]) -> None:
    """Heads before trees are mended; two heads whose scores differ by rounding alone are as good as each other."""
    syntax = slovnet.Syntax.load(str(files["slovnet_syntax_news_v1.tar"])).navec(vectors)
    theirs = iter(list(syntax.map(flat(pieces))))
    for ours in networks.scores(pieces):
        heads = [trees.first_best(scores) for scores in ours.heads]
        numbers = networks.syntax.rels(ours.hidden, stacked(heads, ours.lengths))
        rels = iter([networks.syntax.relations[number] for number in numbers])
        for scores, own in zip(ours.heads, heads, strict=True):
            for word, (head, token) in enumerate(zip(own.tolist(), next(theirs).tokens, strict=True)):
                other = int(token.head_id)
                assert head == other or abs(scores[word, head] - scores[word, other]) < ALIKE
                rel = next(rels)
                assert rel == token.rel or head != other
    assert next(theirs, None) is None


def test_shapes() -> None:
    from slovnet.shape import word_shape

    words = "Уфа уфа УФА уФа Я я Нью-Йорк Из-за СИЗО-6 2026-й +7 USA Usa a … ?! « ә 😀 № - -- Ё ёлка"
    for word in words.split():
        assert shape(word) == word_shape(word)


def test_vectors(vectors: object) -> None:
    ours = engine().vectors(["Соглашение", "ывапролд"])
    assert ours.shape == (2, 300)
    assert ours[0].tolist() == vectors["соглашение"].tolist()  # type: ignore[index]
    assert not ours[1].any()


def test_nothing_of_theirs_is_imported() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from servanda.reading.engine.parser import Engine; Engine.load(); "
        "sys.exit(any(name.split('.')[0] in ('natasha', 'slovnet', 'navec') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_small_cache_gives_the_same() -> None:
    small = Networks(weights.load(), 48)
    whole = engine().networks
    for words in WORDS * 2:
        assert small([[words]]) == whole([[words]])
    assert len(small.encoder.cache) <= 48


def test_engine_is_loaded_once() -> None:
    assert engine() is engine()
    assert isinstance(engine(), Engine)
