"""The networks' weights, read from the files of the installed `natasha` distribution without importing it.

This is the one seam between Servanda and those files (MIT, Alexander Kukushkin): networks of our own would replace
this module and nothing else. Each file is a plain tar: `meta.json`, `model.json` (the tree of layers, each array with
its shape, its type and its number), `arrays/N.bin` (raw, little-endian), `vocabs/NAME.gz` (one item a line). The
embedding's `pq.bin` is four uint32 (words, chunks, centroids… of a product quantisation), one byte a word and chunk,
and the float32 centroids.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.metadata
import io
import json
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from servanda.errors import EngineError

DISTRIBUTION = "natasha"
REMEDY = "install natasha 1.6, which carries the networks"
FILES: Mapping[str, str] = {
    "navec_news_v1_1B_250K_300d_100q.tar": "f07270833d78523edc5781538d67038e95b43975e4a7ae757c693b687f9cbfca",
    "slovnet_morph_news_v1.tar": "54812762a641c742dbfa9c950c4b53bbb469301983077ed01b9f074643d540d3",
    "slovnet_ner_news_v1.tar": "16c3343a6572ddf0e2b2fc1923113de15a7f5ca5bde90e780dd590418665603e",
    "slovnet_syntax_news_v1.tar": "0759ce82eaac4430f5b4ac27b2444aa6e4b6501ca38c2f45d62467265383d85e",
}
"""The files needed and their SHA-256, as natasha 1.6.0 carries them."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pack:
    """One network: `model` is the tree of its layers with the arrays in their places, `vocabularies` its word lists."""

    model: Mapping[str, Any]
    vocabularies: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Embedding:
    """Word vectors by product quantisation: `indexes` is uint8[words, 100], `codes` float32[100, 256, 3]."""

    indexes: NDArray[np.uint8]
    codes: Array

    def __call__(self, ids: NDArray[np.intp]) -> Array:
        """Vectors float32[n, 300] of the words with these numbers."""
        chunks = self.codes[np.arange(self.codes.shape[0]), self.indexes[ids]]
        return chunks.reshape(len(ids), -1)


@dataclass(frozen=True, slots=True)
class Weights:
    """All that the engine runs on."""

    embedding: Embedding
    morph: Pack
    names: Pack
    syntax: Pack


def load() -> Weights:
    """The weights of the installed distribution; `EngineError` where it is missing or its files are not as expected."""
    contents = [_content(name, path) for name, path in paths().items()]
    embedding, morph, names, syntax = contents
    packs = _pack(morph), _pack(names), _pack(syntax)
    if any(pack.vocabularies["word"] != packs[0].vocabularies["word"] for pack in packs):
        raise EngineError("the networks count words differently", where=DISTRIBUTION, remedy=REMEDY)
    return Weights(_embedding(embedding), *packs)


def paths() -> dict[str, Path]:
    """Where the installed distribution keeps each of `FILES`; `EngineError` where it lacks one."""
    try:
        files = importlib.metadata.files(DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        raise EngineError("not installed", where=DISTRIBUTION, remedy=REMEDY) from None
    found = {file.name: Path(str(file.locate())) for file in files if file.name in FILES}
    missing = [name for name in FILES if name not in found]
    if missing:
        raise EngineError(f"carries no {missing[0]}", where=DISTRIBUTION, remedy=REMEDY)
    return {name: found[name] for name in FILES}


def _content(name: str, path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise EngineError(f"cannot be read ({error.strerror})", where=str(path), remedy=REMEDY) from error
    if hashlib.sha256(content).hexdigest() != FILES[name]:
        raise EngineError("not the file that the program was made for", where=str(path), remedy=REMEDY)
    return content


def _members(content: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        opened = ((member.name, tar.extractfile(member)) for member in tar)
        return {name: file.read() for name, file in opened if file is not None}


def _pack(content: bytes) -> Pack:
    members = _members(content)
    vocabularies = {
        Path(name).stem: tuple(gzip.decompress(data).decode("utf-8").splitlines())
        for name, data in members.items()
        if name.startswith("vocabs/")
    }
    return Pack(_filled(json.loads(members["model.json"]), members), vocabularies)


def _filled(node: Any, members: Mapping[str, bytes]) -> Any:
    """The tree with each `{"shape", "dtype", "array"}` replaced by its array."""
    if isinstance(node, list):
        return [_filled(child, members) for child in node]
    if not isinstance(node, dict):
        return node
    if "array" in node:
        data = members[f"arrays/{node['array']}.bin"]
        return np.frombuffer(data, node["dtype"]).reshape(node["shape"])
    return {key: _filled(child, members) for key, child in node.items()}


def _embedding(content: bytes) -> Embedding:
    data = _members(content)["pq.bin"]
    words, _, chunks, centroids = np.frombuffer(data, "<u4", 4).tolist()
    indexes = np.frombuffer(data, np.uint8, words * chunks, offset=16).reshape(words, chunks)
    codes = np.frombuffer(data, "<f4", offset=16 + words * chunks).reshape(chunks, centroids, -1)
    return Embedding(indexes, codes)
