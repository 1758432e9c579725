"""The labels are slovnet's own, before trees are mended."""

from pathlib import Path

import pytest

from servanda.reading.engine import Engine, engine, trees, weights
from servanda.reading.engine.forms import shape
from servanda.reading.engine.networks import Networks, stacked
from servanda.reading.words import tokens

slovnet = pytest.importorskip("slovnet")
navec = pytest.importorskip("navec")

SENTENCES = (Path(__file__).parent / "sentences.txt").read_text("utf-8").splitlines()
WORDS = [[text for _, _, text in tokens(sentence)] for sentence in SENTENCES]
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


def test_morphology(networks: Networks, files: dict[str, Path], vectors: object) -> None:
    theirs = slovnet.Morph.load(str(files["slovnet_morph_news_v1.tar"])).navec(vectors)
    (ours,) = networks.scores([WORDS])
    assert [networks.morph.tags[number].text for number in ours.tags] == [
        token.tag for markup in theirs.map(WORDS) for token in markup.tokens
    ]


def test_names(networks: Networks, files: dict[str, Path], vectors: object) -> None:
    infer = slovnet.NER.load(str(files["slovnet_ner_news_v1.tar"])).navec(vectors).infer
    (ours,) = networks.scores([WORDS])
    theirs = list(infer.decoder(infer.process(infer.encoder(WORDS))))
    assert networks.names.decode(ours.names, ours.lengths) == theirs


def test_syntax(networks: Networks, files: dict[str, Path], vectors: object) -> None:
    syntax = slovnet.Syntax.load(str(files["slovnet_syntax_news_v1.tar"])).navec(vectors)
    (ours,) = networks.scores([WORDS])
    heads = [trees.first_best(scores) for scores in ours.heads]
    theirs = [[int(token.head_id) for token in markup.tokens] for markup in syntax.map(WORDS)]
    for scores, own, their in zip(ours.heads, heads, theirs, strict=True):
        for word, (one, other) in enumerate(zip(own.tolist(), their, strict=True)):
            assert one == other or abs(scores[word, one] - scores[word, other]) < ALIKE
    rels = networks.syntax.rels(ours.hidden, stacked(heads, ours.lengths))
    assert [networks.syntax.relations[rel] for rel in rels] == [
        token.rel for markup in syntax.map(WORDS) for token in markup.tokens
    ]


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
