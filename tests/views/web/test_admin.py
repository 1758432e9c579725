"""An admin governs users, tokens and backups, and sees how the register is."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from tests.views.web.conftest import PASSWORD

import servanda.store as store
from servanda.errors import RegisterError
from servanda.settings import Settings


def named(app, name: str):
    return next(user for user in app.state.place.users.all() if user.name == name)


def test_users_are_made_changed_and_removed(app, client) -> None:
    given = {"name": "Анна", "role": "reader", "password": PASSWORD}
    assert client.admin.post("/admin/users", data=given).headers["location"] == "/admin?done=added"
    assert "Анна" in client.admin.get("/admin?done=added").text
    address = f"/admin/users/{named(app, 'Анна').id}"
    assert client.admin.post(address, data={"role": "editor"}).status_code == 303
    assert client.admin.post(address, data={"blocked": "yes"}).status_code == 303
    assert (named(app, "Анна").role, named(app, "Анна").blocked) == ("editor", True)
    assert client.admin.post(address, data={"blocked": "no"}).status_code == 303
    assert client.admin.post(address, data={"password": "новый длинный пароль"}).status_code == 303
    signed = client.nobody.post("/sign-in", data={"name": "Анна", "password": "новый длинный пароль"})
    assert signed.status_code == 303
    assert client.admin.post(f"{address}/remove").status_code == 303
    assert client.nobody.get("/account").status_code == 303


@pytest.mark.parametrize(
    "given",
    [
        {"name": "", "role": "reader", "password": PASSWORD},
        {"name": "admin", "role": "reader", "password": PASSWORD},
        {"name": "Анна", "role": "reader", "password": "короткий"},
        {"name": "Анна", "role": "reader"},
    ],
)
def test_a_user_who_cannot_be_is_not_made(app, client, given) -> None:
    before = app.state.place.users.all()
    assert client.admin.post("/admin/users", data=given).status_code == 422
    assert app.state.place.users.all() == before


@pytest.mark.parametrize(("deed", "given"), [("", {"role": "reader"}), ("", {"blocked": "yes"}), ("/remove", {})])
def test_the_last_admin_stays(app, client, deed, given) -> None:
    answer = client.admin.post(f"/admin/users/{named(app, 'admin').id}{deed}", data=given)
    assert answer.status_code == 422
    assert "No administrator would be left" in answer.text
    assert named(app, "admin").role == "admin"


def test_a_user_who_is_not_there_is_no_fault(client) -> None:
    assert client.admin.post("/admin/users/999", data={"role": "reader"}).status_code == 404


def examined(app, client) -> str:
    assert client.admin.post("/admin/health").headers["location"] == "/admin/health"
    app.state.examining.wait(60)
    return client.admin.get("/admin/health").text


def test_the_health_of_the_register_is_told(app, client) -> None:
    assert "sound" not in client.admin.get("/admin/health").text
    assert "The register is sound." in examined(app, client)
    with app.state.place.ledger.writing():
        app.state.place.ledger.connection.exec_driver_sql("DELETE FROM words")
    assert "The register is sound." in client.admin.get("/admin/health").text
    assert "The doctor found 1 fault." in examined(app, client)


def test_the_page_of_health_waits_for_no_examination(app, client, monkeypatch) -> None:
    go, asked, doctor = threading.Event(), [], store.doctor

    def slow(url: str, deep: bool = True):
        asked.append(deep)
        if deep:
            go.wait(60)
        return doctor(url, deep)

    monkeypatch.setattr(store, "doctor", slow)
    try:
        for _ in range(2):
            client.admin.post("/admin/health")
        page = client.admin.get("/admin/health").text
        assert "The register is being examined." in page
        assert 'hx-get="/admin/health"' in page
        assert "Examine the whole register" not in page
    finally:
        go.set()
    app.state.examining.wait(60)
    assert asked == [True, False]
    assert "The register is sound." in client.admin.get("/admin/health").text


def test_what_keeps_a_register_from_being_examined_is_told(app, client, monkeypatch) -> None:
    doctor = store.doctor

    def broken(url: str, deep: bool = True):
        if deep:
            raise RegisterError("no answer")
        return doctor(url, deep)

    monkeypatch.setattr(store, "doctor", broken)
    assert "it could not be examined: no answer" in examined(app, client)


def test_a_backup_is_downloaded_and_restored(app, client, tmp_path) -> None:
    sent = client.admin.post("/admin/backup")
    assert sent.headers["content-disposition"] == 'attachment; filename="2025-02-01.servanda"'
    file = tmp_path / "sent.servanda"
    file.write_bytes(sent.content)
    assert store.restore(file, f"sqlite:///{tmp_path / 'other.db'}")
    before = [pledge.id for pledge in app.state.place.register.pledges()]
    app.state.place.users.add("Анна", "editor", "")
    app.state.place.register.decide("rate", before[0], user="Анна", value="broken", reason="проверка")
    given = {"files": {"backup": ("b.servanda", sent.content)}, "data": {"sure": "yes"}}
    assert client.admin.post("/admin/restore", **given).headers["location"] == "/"
    assert [pledge.id for pledge in app.state.place.register.pledges()] == before
    assert all(pledge.decisions == () for pledge in app.state.place.register.pledges())
    assert [user.name for user in app.state.place.users.all()] == ["admin", "editor", "reader"]
    assert client.admin.get("/account").status_code == 303


@pytest.mark.parametrize("harm", ["text", "cut", "none", "unsure"])
def test_what_is_no_backup_replaces_nothing(app, client, harm) -> None:
    content = client.admin.post("/admin/backup").content
    sent = {"text": b"no backup", "cut": content[:-5000]}.get(harm, content)
    given = {"data": {} if harm == "unsure" else {"sure": "yes"}}
    if harm != "none":
        given["files"] = {"backup": ("b", sent)}
    before = [pledge.id for pledge in app.state.place.register.pledges()]
    answer = client.admin.post("/admin/restore", **given)
    assert answer.status_code == 422
    assert [pledge.id for pledge in app.state.place.register.pledges()] == before
    assert client.admin.get("/account").status_code == 200


def test_an_upload_is_as_large_as_the_settings_allow(visitor, app) -> None:
    app.state.place = replace(app.state.place, settings=Settings(largest_upload=2_000_000))
    small = {"files": {"backup": ("b", b"x" * 1_500_000)}, "data": {"sure": "yes"}}
    large = {"files": {"backup": ("b", b"x" * 2_500_000)}, "data": {"sure": "yes"}}
    assert visitor("admin").post("/admin/restore", **small).status_code == 422
    assert visitor("admin").post("/admin/restore", **large).status_code == 413

