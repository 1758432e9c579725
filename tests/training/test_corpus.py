"""What the models are learnt from: made-up stories that parse, annotations that name stretches of texts."""

import hashlib
import json
from pathlib import Path

import pytest
from training.corpus import load, rows, whole
from training.stories import stories

from servanda.model.event import KINDS, STAGES

HOME = Path("training")
TEXT = "Уфа и Минск открыли рейс. Погода хорошая."


def record(text: str = TEXT) -> dict[str, object]:
    told = {"kind": "connection", "stage": "done", "polities": ["RU-BA/Уфа", "BY-HM"], "evidence": [[0, 25]]}
    return {"id": "a", "sha256": hashlib.sha256(text.encode()).hexdigest(), "events": [told], "figures": []}


def test_evidence_told_by_offsets_becomes_the_stretches_of_the_text():
    found = whole(record(), {"a": TEXT})
    assert found["text"] == TEXT
    assert found["events"][0]["evidence"] == ["Уфа и Минск открыли рейс."]


def test_another_text_under_the_id_is_refused():
    with pytest.raises(ValueError, match="a: not the text that was annotated"):
        whole(record(), {"a": TEXT + "!"})


def test_texts_beside_the_main_ones_count_for_less(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    held = tmp_path / "texts.jsonl"
    held.write_text(json.dumps({"id": "a", "text": TEXT}), encoding="utf-8")
    listed = tmp_path / "annotations.jsonl"
    lines = [record(), {**record(), "id": "without a text"}, {**record(), "id": "b", "text": TEXT, "events": []}]
    listed.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    told, empty = load(beside=[listed], texts=[held])
    assert told.sentences(told.gold["events"][0]) == {0}
    assert 0 < empty.weight < told.weight < told.trust == 1.0


@pytest.mark.parametrize("file", sorted((HOME / "stories").glob("*.txt")), ids=lambda path: path.stem)
def test_made_up_stories_are_in_their_form(file):
    for story in stories(file):
        for event in story["events"]:
            assert event["kind"] in KINDS
            assert event["stage"] in STAGES
            assert all(quote in story["text"] for quote in event["evidence"])


def test_annotations_hold_no_text_and_name_kinds_and_stages_of_the_codebook():
    for row in rows(HOME / "annotations.jsonl"):
        assert "text" not in row
        for event in row["events"]:
            assert (event["kind"] in KINDS, event["stage"] in STAGES) == (True, True)
            assert all(0 <= start < end for start, end in event["evidence"])
