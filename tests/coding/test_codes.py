"""The codebook's tables of PLOVER and CAMEO codes, cell by cell: written here by hand, not read from the data."""

import re

import pytest

from servanda.coding.codes import codes, table_of_codes
from servanda.model.event import FIELDS, KINDS, STAGES, Event

DONE = {
    "meeting": ("CONSULT", "040"), "agreement": ("SUPPORT", "057"), "connection": ("COOPERATE", "061"),
    "project": ("COOPERATE", "061"), "supply": ("COOPERATE", "061"), "aid": ("AID", "070"),
    "gathering": ("CONSULT", "040"), "exchange": ("COOPERATE", "060"), "cooperation": ("COOPERATE", "060"),
}  # fmt: skip
BEFORE = {
    "meeting": "036", "agreement": "032", "connection": "0311", "project": "0311", "supply": "0311",
    "aid": "033", "gathering": "036", "exchange": "030", "cooperation": "030",
}  # fmt: skip
ASKED = {
    "meeting": "026", "agreement": "022", "connection": "0211", "project": "0211", "supply": "0211",
    "aid": "023", "gathering": "026", "exchange": "020", "cooperation": "020",
}  # fmt: skip
LESS = {
    "meeting": "164", "agreement": "160", "connection": "160", "project": "160", "supply": "160",
    "aid": "162", "gathering": "164", "exchange": "160", "cooperation": "161",
}  # fmt: skip
NO = {
    "meeting": "125", "agreement": "120", "connection": "1211", "project": "1211", "supply": "1211",
    "aid": "122", "gathering": "125", "exchange": "120", "cooperation": "120",
}  # fmt: skip
EXPECTED = {
    **{(kind, stage): DONE[kind] for kind in KINDS for stage in ("underway", "done")},
    **{(kind, stage): ("AGREE", BEFORE[kind]) for kind in KINDS for stage in ("considered", "intended", "agreed")},
    **{(kind, "proposed"): ("REQUEST", ASKED[kind]) for kind in KINDS},
    **{(kind, stage): ("SANCTION", LESS[kind]) for kind in KINDS for stage in ("postponed", "stopped")},
    **{(kind, "refused"): ("REJECT", NO[kind]) for kind in KINDS},
}


def event(kind, stage, what=None, fields=(), **slots):
    polities = slots.pop("polities", ("RU-BA", "KZ"))
    return Event(kind=kind, stage=stage, polities=polities, what=what, fields=fields, **slots)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_kind_and_stage(kind, stage):
    found = codes(event(kind, stage))
    assert (found.plover, found.cameo) == EXPECTED[kind, stage]
    assert found.root == found.cameo[:2]
    assert found.quad == {"02": 1, "03": 1, "04": 1, "05": 1, "06": 2, "07": 2, "12": 3, "16": 4}[found.root]
    assert (found.goldstein > 0) == (found.quad < 3)


@pytest.mark.parametrize(
    ("kind", "stage", "what", "fields", "plover", "cameo"),
    [
        ("meeting", "done", "телефонный разговор премьеров", (), "CONSULT", "041"),
        ("meeting", "done", "рабочий визит главы республики", (), "CONSULT", "042"),
        ("meeting", "underway", "переговоры о транзите", (), "CONSULT", "046"),
        ("meeting", "intended", "визит делегации", (), "AGREE", "036"),
        ("supply", "done", "поставка истребителей", (), "COOPERATE", "062"),
        ("supply", "agreed", "поставка", ("defence",), "AGREE", "0312"),
        ("supply", "proposed", "поставка ракетных комплексов", (), "REQUEST", "0212"),
        ("supply", "refused", "поставка оружия", (), "REJECT", "1212"),
        ("supply", "stopped", "поставка оружия", (), "RETREAT", "160"),
        ("project", "done", "завод боеприпасов", (), "COOPERATE", "061"),
        ("project", "intended", "завод боеприпасов", (), "AGREE", "0312"),
        ("aid", "done", "льготный кредит", (), "AID", "071"),
        ("aid", "done", "военная помощь", (), "AID", "072"),
        ("aid", "done", "партия лекарств", (), "AID", "073"),
        ("aid", "done", "отправка миротворцев", (), "AID", "074"),
        ("aid", "done", "предоставление убежища", (), "AID", "075"),
        ("aid", "intended", "грант на школу", (), "AGREE", "0331"),
        ("aid", "proposed", "гуманитарная помощь", (), "REQUEST", "0233"),
        ("aid", "stopped", "кредит", (), "SANCTION", "1621"),
        ("aid", "refused", "помощь", ("humanitarian",), "REJECT", "1223"),
        ("cooperation", "agreed", "сотрудничество", ("energy",), "AGREE", "0311"),
        ("cooperation", "agreed", "сотрудничество", ("culture",), "AGREE", "030"),
        ("cooperation", "done", "сотрудничество", ("defence",), "COOPERATE", "060"),
        ("cooperation", "stopped", "сотрудничество", ("defence",), "RETREAT", "161"),
    ],
)
def test_content(kind, stage, what, fields, plover, cameo):
    found = codes(event(kind, stage, what, fields))
    assert (found.plover, found.cameo) == (plover, cameo)


def test_a_meeting_at_a_third_place():
    assert codes(event("meeting", "done", "встреча"), held_in="UZ-TK").cameo == "044"
    assert codes(event("meeting", "done", "встреча"), held_in="UZ-TK").modes == ("third-party",)
    assert codes(event("meeting", "done", "встреча"), held_in="KZ-71").modes == ()


def test_modes():
    assert codes(event("meeting", "done", "видеоконференция")).modes == ("phone",)
    assert codes(event("meeting", "done", "визит", polities=("RU", "KZ", "UZ"))).modes == ("visit", "multilateral")
    assert codes(event("gathering", "proposed", "форум")).modes == ("meet",)
    assert codes(event("connection", "refused", "рейс")).modes == ("assist",)
    assert codes(event("connection", "stopped", "рейс")).modes == ("discontinue",)
    assert codes(event("connection", "done", "рейс")).modes == ()


def test_contexts_name_what_plover_lacks():
    assert codes(event("agreement", "done", "соглашение", ("trade", "education"))).contexts == (
        "diplomatic", "economic", "x_education",
    )  # fmt: skip


def test_auxiliary():
    assert codes(event("connection", "considered", "рейс")).auxiliary == ("hypothetical",)
    assert codes(event("agreement", "done", "договор", when="1998"), day="2023-05-02").auxiliary == ("historical",)
    assert codes(event("agreement", "done", "договор", when="2023"), day="2023-05-02").auxiliary == ()
    assert codes(event("agreement", "done", "договор", when="как-нибудь"), day="2023-05-02").auxiliary == ()


def cells():
    """Kind, stage, content, PLOVER event and CAMEO code of all that the tables hold."""
    data = table_of_codes()
    for kind in KINDS:
        for stage in STAGES:
            cell = data[kind][data["rows"][stage]]
            yield from (
                (kind, stage, content, cell["plover"], cameo) for content, cameo in cell.items() if content != "plover"
            )


def test_the_tables_are_whole():
    data = table_of_codes()
    assert set(data["contexts"]) == set(FIELDS)
    for kind, stage, _, plover, cameo in cells():
        assert re.fullmatch(r"(02|03|04|05|06|07|12|16)\d{1,2}", cameo), (kind, stage)
        assert cameo in data["goldstein"]
        assert plover in data["quads"]
    used = {cameo for *_, cameo in cells()}
    assert used == set(data["goldstein"]), "a score without a cell"
    for name, content in data["contents"].items():
        assert set(content["fields"]) <= set(FIELDS), name
