"""Who gets in, and how they are kept out."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from desk_shop import ORIGIN, PASSWORD, TALK, Person, Shop, opened_shop
from sqlalchemy import select, update
from starlette.websockets import WebSocketDisconnect

from service.desk import passwords
from service.desk.attempts import Attempts, network
from service.problems import Problem
from shop.storage.agents import find_login
from shop.storage.database import Database
from shop.storage.tables import agent_sessions

#: Everything under the desk, with bodies that are valid.
READ = (
    "/me",
    "/conversations",
    f"/conversations/{TALK}",
    "/products?q=jacket",
    "/canned",
)
ADMIN_READ = ("/agents",)
CHANGE: tuple[tuple[str, str, Any], ...] = (
    ("POST", "/logout", None),
    ("POST", "/password", {"old": PASSWORD, "new": "another long one"}),
    ("POST", f"/conversations/{TALK}/take", None),
    ("POST", f"/conversations/{TALK}/join", None),
    ("POST", f"/conversations/{TALK}/transfer", {"team": "fit"}),
    ("POST", f"/conversations/{TALK}/return", None),
    ("POST", f"/conversations/{TALK}/close", {"outcome": "solved"}),
    ("POST", f"/conversations/{TALK}/messages", {"message_id": "m1", "text": "Hello"}),
    ("POST", f"/conversations/{TALK}/notes", {"text": "A note"}),
)
ADMIN_CHANGE: tuple[tuple[str, str, Any], ...] = (
    ("PUT", "/canned/hello", {"text": "Hello"}),
    ("DELETE", "/canned/hello", None),
    ("POST", "/agents", {"login": "new", "name": "New"}),
    ("PATCH", "/agents/some-id", {"role": "admin"}),
)


def sign_in(shop: Shop, login: str, password: str, **headers: str) -> Any:
    body = {"login": login, "password": password}
    return shop.client.post("/v1/desk/login", json=body, headers=headers)


def test_an_agent_signs_in_and_learns_who_they_are(shop: Shop, sam: Person) -> None:
    found = sam.get("/me")
    assert found["agent"]["name"] == "Sam Reed" and found["agent"]["role"] == "agent"
    assert found["csrf_token"] == sam.csrf
    assert found["teams"] == ["orders", "fit"] and found["shop_name"]
    assert "password" not in str(found).lower()


def test_the_cookie_is_for_this_site_and_no_script(shop: Shop, sam: Person) -> None:
    cookie = sign_in(shop, "sam", PASSWORD).headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/;" in cookie + ";"
    assert "secure" not in cookie, "on plain http it would never come back"


def test_over_https_the_cookie_never_travels_in_the_open(db: Database, tmp_path: Path) -> None:
    with opened_shop(db, tmp_path, public_url="https://shop.example") as shop:
        shop.agent("sam", "Sam Reed")
        assert "secure" in sign_in(shop, "sam", PASSWORD).headers["set-cookie"].lower()


def test_storage_holds_neither_password_nor_token(shop: Shop, sam: Person) -> None:
    _, stored = find_login(shop.db, "sam") or (None, "")
    assert stored.startswith("$argon2id$") and PASSWORD not in stored
    with shop.db.read() as connection:
        hashes = connection.execute(select(agent_sessions.c.token_hash)).scalars().all()
    assert hashes == [hashlib.sha256(sam.token.encode()).hexdigest()]


def test_a_wrong_login_and_a_wrong_password_are_answered_alike(shop: Shop, sam: Person) -> None:
    wrong, unknown = sign_in(shop, "sam", "not the password"), sign_in(shop, "nobody", PASSWORD)
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert "set-cookie" not in wrong.headers


def test_an_unknown_login_costs_as_much_work_as_a_known_one(
    shop: Shop, sam: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    verify = passwords._hasher.verify

    class Counting:
        def verify(self, stored: str, password: str) -> bool:
            looked.append(stored)
            return verify(stored, password)

        def hash(self, password: str) -> str:
            return "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$" + "a" * 43

    monkeypatch.setattr(passwords, "_hasher", Counting())
    sign_in(shop, "nobody", "a guess")
    sign_in(shop, "sam", "a guess")
    assert len(looked) == 2 and all(looked)


def test_the_parameters_of_a_hash_are_strong() -> None:
    made = passwords.PasswordHasher()
    assert made.memory_cost >= 19 * 1024 and made.time_cost >= 2 and made.type.name == "ID"


def test_a_login_is_the_same_in_capitals(shop: Shop, sam: Person) -> None:
    assert sign_in(shop, " SAM ", PASSWORD).status_code == 200


def test_a_page_of_another_site_cannot_sign_anybody_in(shop: Shop, sam: Person) -> None:
    assert sign_in(shop, "sam", PASSWORD, Origin="https://evil.example").status_code == 403
    assert sign_in(shop, "sam", PASSWORD, Origin="null").status_code == 403
    assert sign_in(shop, "sam", PASSWORD, **ORIGIN).status_code == 200


def test_guessing_is_slowed_down_and_says_for_how_long(shop: Shop, sam: Person) -> None:
    tries = [sign_in(shop, "sam", f"guess {number}") for number in range(11)]
    assert [answer.status_code for answer in tries] == [401] * 10 + [429]
    assert 0 < int(tries[-1].headers["retry-after"]) <= 15 * 60
    assert sign_in(shop, "sam", PASSWORD).status_code == 429, "the right password must not tell itself apart"
    assert sam.ask("GET", "/me").status_code == 200, "who is signed in stays so"


def test_one_address_cannot_try_a_password_on_every_login(shop: Shop) -> None:
    answers = [sign_in(shop, f"agent{number}", "Spring2026!").status_code for number in range(51)]
    assert answers == [401] * 50 + [429]


def test_who_mistypes_and_then_signs_in_begins_anew() -> None:
    attempts = Attempts()
    for _ in range(3):
        for _ in range(9):
            attempts.note("sam", "203.0.113.7")
        attempts.forgive("sam")
    for _ in range(10):
        attempts.note("sam", "203.0.113.8")
    with pytest.raises(Problem) as refused:
        attempts.note("sam", "203.0.113.8")
    assert refused.value.status == 429


def test_a_household_has_one_ipv6_network() -> None:
    assert network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9") != network("2001:db8:1:3::1")
    assert network("203.0.113.7") == "203.0.113.7" and network("testclient") == "testclient"


def test_nothing_of_the_desk_opens_without_a_session(shop: Shop, sam: Person) -> None:
    for token in ("", "made-up", sam.token[:-1]):
        stranger = Person(shop.client)
        stranger.token, stranger.csrf = token, sam.csrf
        for path in (*READ, *ADMIN_READ):
            assert stranger.ask("GET", path).status_code == 401, path
        for method, path, body in (*CHANGE, *ADMIN_CHANGE):
            assert stranger.ask(method, path, body).status_code == 401, path


def test_every_route_of_the_desk_is_in_these_lists(shop: Shop) -> None:
    """So that a new route cannot come without its tests."""
    tried = {path.split("?")[0] for path in (*READ, *ADMIN_READ)}
    tried |= {path for _, path, _ in (*CHANGE, *ADMIN_CHANGE)} | {"/login"}
    paths = shop.client.get("/openapi.json").json()["paths"]
    mine = {path.removeprefix("/v1/desk") for path in paths if path.startswith("/v1/desk")}
    known = {
        path.replace(TALK, "{conversation_id}")
        .replace("/canned/hello", "/canned/{shortcut}")
        .replace("some-id", "{agent_id}")
        for path in tried
    }
    assert mine == known


@pytest.mark.parametrize("csrf", ["", "made-up", "é"])
def test_nothing_changes_without_the_sessions_own_token(shop: Shop, ada: Person, csrf: str) -> None:
    for method, path, body in (*CHANGE, *ADMIN_CHANGE):
        headers = {"Cookie": f"aisle_agent={ada.token}", "X-CSRF-Token": csrf.encode("latin-1")}
        answer = shop.client.request(method, f"/v1/desk{path}", json=body, headers=headers)
        assert answer.status_code == 403, path


def test_the_token_of_another_session_does_not_help(shop: Shop, sam: Person, kim: Person) -> None:
    second = shop.sign_in("sam")
    for csrf in (kim.csrf, second.csrf):
        for method, path, body in CHANGE:
            assert sam.ask(method, path, body, csrf=csrf).status_code == 403, path
    assert sam.ask("GET", "/me", csrf="").status_code == 200, "reading needs none"


def test_an_agent_cannot_do_what_admins_do(shop: Shop, sam: Person) -> None:
    assert sam.ask("GET", "/agents").status_code == 403
    for method, path, body in ADMIN_CHANGE:
        assert sam.ask(method, path, body).status_code == 403, path
    assert sam.get("/canned") == {"canned": []}


def test_nothing_of_the_desk_is_kept_in_a_cache(shop: Shop, sam: Person) -> None:
    answers = [
        *(sam.ask("GET", path) for path in READ),
        sam.post("/conversations/nobody-there/take"),
        sam.post("/password", {"new": "x"}),
        sam.post("/no/such/thing"),
        Person(shop.client).ask("GET", "/me"),
        sign_in(shop, "sam", PASSWORD),
    ]
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}


def test_who_signs_out_is_out(shop: Shop, sam: Person) -> None:
    other = shop.sign_in("sam")
    answer = sam.post("/logout")
    assert answer.status_code == 204 and 'aisle_agent=""' in answer.headers["set-cookie"]
    assert sam.ask("GET", "/me").status_code == 401
    assert other.ask("GET", "/me").status_code == 200


def test_a_session_ends_by_itself(shop: Shop, sam: Person) -> None:
    almost = datetime.now(UTC) + timedelta(hours=12)
    assert shop.state.sessions.find(sam.token, almost - timedelta(minutes=1))
    assert shop.state.sessions.find(sam.token, almost) is None
    with shop.db.begin() as connection:
        connection.execute(update(agent_sessions).values(expires_at=datetime.now(UTC)))
    assert sam.ask("GET", "/me").status_code == 401


def test_a_changed_password_ends_every_other_session(shop: Shop, sam: Person) -> None:
    other = shop.sign_in("sam")
    answer = sam.post("/password", {"old": PASSWORD, "new": "a new long password"})
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"].split(";")[0].removeprefix("aisle_agent=")
    assert other.ask("GET", "/me").status_code == sam.ask("GET", "/me").status_code == 401
    sam.token, sam.csrf = cookie, answer.json()["csrf_token"]
    assert sam.post(f"/conversations/{TALK}/take").status_code == 409, "this one goes on"
    assert sign_in(shop, "sam", PASSWORD).status_code == 401
    assert sign_in(shop, "sam", "a new long password").status_code == 200


def test_a_password_changes_only_with_the_old_one_and_must_be_long(shop: Shop, sam: Person) -> None:
    assert sam.post("/password", {"old": "wrong", "new": "a new long password"}).status_code == 403
    short = sam.post("/password", {"old": PASSWORD, "new": "short-pw"})
    assert short.status_code == 422 and "new" in short.json()["detail"]
    assert "short-pw" not in short.text
    assert sam.ask("GET", "/me").status_code == 200


def test_a_disabled_agent_is_out_at_once_and_what_they_held_waits_again(
    shop: Shop, sam: Person, ada: Person
) -> None:
    shop.said("It broke")
    shop.asks_for_person()
    with sam.live() as socket:
        assert sam.act("take").status_code == 200
        answer = ada.ask("PATCH", f"/agents/{sam.agent['agent_id']}", {"active": False})
        assert answer.status_code == 200 and answer.json()["agent"]["active"] is False
        with pytest.raises(WebSocketDisconnect) as closed:
            while True:
                socket.receive_json()
        assert closed.value.code == 4401
    assert sam.ask("GET", "/me").status_code == 401
    assert sign_in(shop, "sam", PASSWORD).status_code == 401
    assert ada.lists()["queue"] == [TALK]


def test_an_admin_adds_an_agent_who_then_signs_in(shop: Shop, ada: Person) -> None:
    body = {"login": "Lee.Ng", "name": "Lee Ng", "role": "agent", "team": "fit"}
    added = ada.post("/agents", body)
    assert added.status_code == 201
    password = added.json()["password"]
    assert len(password) >= 16
    assert sign_in(shop, "lee.ng", password).json()["agent"]["team"] == "fit"
    shop.client.cookies.clear()
    assert [agent["name"] for agent in ada.get("/agents")["agents"]] == ["Ada Boss", "Lee Ng"]
    assert ada.post("/agents", {"login": "lee.ng", "name": "Other"}).status_code == 409
    assert ada.post("/agents", {"login": "x y", "name": "Other"}).status_code == 422
    assert ada.post("/agents", {"login": "other", "name": "Other", "team": "none"}).status_code == 422


def test_an_admin_gives_a_new_password(shop: Shop, sam: Person, ada: Person) -> None:
    answer = ada.ask("PATCH", f"/agents/{sam.agent['agent_id']}", {"reset_password": True, "name": "Samuel"})
    assert answer.json()["agent"]["name"] == "Samuel"
    assert sam.ask("GET", "/me").status_code == 401
    assert sign_in(shop, "sam", answer.json()["password"]).status_code == 200


def test_the_last_admin_cannot_lock_everybody_out(shop: Shop, sam: Person, ada: Person) -> None:
    path = f"/agents/{ada.agent['agent_id']}"
    assert ada.ask("PATCH", path, {"active": False}).status_code == 409
    assert ada.ask("PATCH", path, {"role": "agent"}).status_code == 409
    assert ada.ask("PATCH", f"/agents/{sam.agent['agent_id']}", {"role": "admin"}).status_code == 200
    assert ada.ask("PATCH", path, {"role": "agent"}).status_code == 200
    assert ada.ask("GET", "/agents").status_code == 403, "a role counts from the next request"
    assert sam.ask("PATCH", "/agents/nobody", {"name": "X"}).status_code == 404


def test_an_agents_session_opens_the_reviews_and_so_does_the_staff_token(shop: Shop, sam: Person) -> None:
    def ask(**headers: str) -> int:
        answer = shop.client.get("/v1/reviews/bursts", headers=headers)
        assert answer.headers["cache-control"] == "no-store"
        return answer.status_code

    assert ask(Cookie=f"aisle_agent={sam.token}") == 200
    assert ask(Authorization="Bearer the-staff-token") == 200
    assert ask(Cookie="aisle_agent=made-up", Authorization="Bearer made-up") == 401
    assert ask() == 401
    assert sam.post("/logout").status_code == 204
    assert ask(Cookie=f"aisle_agent={sam.token}") == 401


def test_the_staff_token_does_not_open_the_desk(shop: Shop) -> None:
    headers = {"Authorization": "Bearer the-staff-token"}
    assert shop.client.get("/v1/desk/conversations", headers=headers).status_code == 401


def test_signing_in_again_ends_the_session_that_the_browser_had(shop: Shop, sam: Person, kim: Person) -> None:
    answer = shop.client.post(
        "/v1/desk/login",
        json={"login": "kim", "password": PASSWORD},
        headers={"Cookie": f"aisle_agent={sam.token}"},
    )
    shop.client.cookies.clear()
    assert answer.status_code == 200
    assert sam.ask("GET", "/me").status_code == 401 and kim.ask("GET", "/me").status_code == 200
