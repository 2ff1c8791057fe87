"""The polite client against the replica's faults; no test waits: time runs when it is looked at or slept."""

import threading
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from indicators.errors import SourceError, SourceUnavailable, UnexpectedResponse
from indicators.sources.http import MOST_REDIRECTS, TRIES, VERSION, SourceClient
from indicators.sources.pacing import RequestWindow
from tests.replica import faults
from tests.replica.server import Answer, Asked, Replica, json_answer
from tests.replica.sotkanet import FIGURES, LIST, ROOT

QUESTION = {"indicator": 127, "years": (2019, 2020), "genders": ("total",)}


class Time:
    """A clock that moves when somebody sleeps, and by `step` at every look."""

    def __init__(self, step: float = 0.0) -> None:
        self.now, self.step = 1_000.0, step
        self.slept: list[float] = []

    def clock(self) -> float:
        self.now += self.step
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def client_of(replica: Replica, time: Time | None = None, path: str = ROOT, **named: Any) -> SourceClient:
    time = time or Time()
    return SourceClient(
        f"{replica.url}{path}", "SOTKAnet", sleep=time.sleep, clock=time.clock, share=lambda: 1.0, **named
    )


def echo(asked: Asked) -> Answer | None:
    said = {"method": asked.method, "query": asked.query, "headers": asked.headers, "body": asked.body.decode()}
    return json_answer(said) if asked.path == "/echo" else None


def test_a_question_repeats_its_keys_and_says_who_asks(replica: Replica) -> None:
    with client_of(replica) as client:
        rows = client.get_json("json", QUESTION)
    assert {row["year"] for row in rows} == {2019, 2020}
    assert replica.log[0].query == {"indicator": ["127"], "years": ["2019", "2020"], "genders": ["total"]}
    assert replica.log[0].headers["user-agent"] == f"HyteData/{VERSION}"


def test_the_version_is_the_projects() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["version"] == VERSION


def test_a_contact_stands_in_the_user_agent_and_a_password_is_used_but_never_shown() -> None:
    with Replica([echo]) as replica:
        base = replica.url.replace("http://", "http://anna:s%20cret@")
        with SourceClient(base, "City", contact="https://example.org", sleep=Time().sleep) as client:
            said = client.get_json("echo")
            with pytest.raises(UnexpectedResponse) as refused:
                client.get_json("nowhere", {"api_key": "hidden", "page": 1})
    assert said["headers"]["user-agent"] == f"HyteData/{VERSION} (+https://example.org)"
    assert said["headers"]["authorization"].startswith("Basic ")
    for secret in ("anna", "cret", "hidden"):
        assert secret not in str(refused.value)
    assert "page=1" in str(refused.value)


def test_a_password_of_a_netrc_file_is_not_sent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("default login anna password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with Replica([echo]) as replica, SourceClient(replica.url, "City") as client:
        assert "authorization" not in client.get_json("echo")["headers"]


def test_a_posted_question_is_json() -> None:
    with Replica([echo]) as replica, client_of(replica, path="") as client:
        said = client.post_json("echo", {"query": []})
    assert (said["method"], said["body"]) == ("POST", '{"query": []}')
    assert said["headers"]["content-type"] == "application/json"


def test_bytes_come_as_they_are_and_of_the_asked_type_only(replica: Replica) -> None:
    replica.provoke(LIST, lambda answer: Answer(b"a;b\xe4", content_type="text/csv; charset=latin-1"))
    with client_of(replica) as client:
        assert client.get_bytes("indicators", media_types=("text/csv",)) == b"a;b\xe4"
        with pytest.raises(UnexpectedResponse, match="instead of text/plain"):
            client.get_bytes("indicators", media_types=("text/plain",))


# --- faults that pass

PASSING: dict[str, tuple[faults.Fault, str]] = {
    "429": (faults.too_many_requests("2"), "answered 429"),
    "502": (faults.status(502), "answered 502"),
    "503": (faults.status(503), "answered 503"),
    "504": (faults.status(504), "answered 504"),
    "broken off": (faults.broken_off, "broke off"),
    "dropped": (faults.dropped, "connection failed"),
}


@pytest.mark.parametrize("name", PASSING)
def test_a_passing_fault_is_survived(replica: Replica, name: str) -> None:
    replica.provoke(FIGURES, PASSING[name][0], times=TRIES - 1)
    with client_of(replica) as client:
        assert client.get_json("json", QUESTION)
    assert replica.asked[FIGURES] == TRIES


@pytest.mark.parametrize("name", PASSING)
def test_a_lasting_fault_ends_after_four_tries_and_says_what_to_do(replica: Replica, name: str) -> None:
    fault, words = PASSING[name]
    replica.provoke(FIGURES, fault)
    with client_of(replica) as client, pytest.raises(SourceUnavailable, match=words) as ended:
        client.get_json("json", QUESTION)
    assert replica.asked[FIGURES] == TRIES
    assert f"SOTKAnet ({replica.url}{FIGURES}?indicator=127" in str(ended.value)
    assert "Try again later" in str(ended.value)


def test_waits_grow_and_follow_what_the_source_asks(replica: Replica) -> None:
    time = Time()
    replica.provoke(FIGURES, faults.status(502), times=2)
    replica.provoke(FIGURES, faults.too_many_requests("7"), times=1)
    with client_of(replica, time) as client:
        client.get_json("json", QUESTION)
    assert time.slept == [1.0, 2.0, 7.0]


def test_a_date_to_come_back_is_measured_on_the_sources_own_clock(replica: Replica) -> None:
    time = Time()
    back, now = "Wed, 21 Oct 2015 07:28:30 GMT", "Wed, 21 Oct 2015 07:28:00 GMT"
    replica.provoke(FIGURES, faults.too_many_requests(back, now), times=1)
    with client_of(replica, time) as client:
        client.get_json("json", QUESTION)
    assert time.slept == [30.0]


def test_a_source_that_asks_for_an_hour_is_left_alone(replica: Replica) -> None:
    time = Time()
    replica.provoke(FIGURES, faults.too_many_requests("3600"))
    with client_of(replica, time) as client, pytest.raises(SourceUnavailable, match="asks to wait 3600 s"):
        client.get_json("json", QUESTION)
    assert (replica.asked[FIGURES], time.slept) == (1, [])


def test_all_questions_wait_when_one_was_told_to(replica: Replica) -> None:
    time = Time()
    replica.provoke(FIGURES, faults.too_many_requests("5"), times=1)
    window = RequestWindow(10, 0)
    with client_of(replica, time, window=window) as client:
        client.get_json("json", QUESTION)
    assert window.reserve(time.now - 2) == pytest.approx(2)


# --- faults that stay

STAYING: dict[str, tuple[faults.Fault, str]] = {
    "400": (faults.status(400, b"years missing", "text/plain"), "answered 400: 'years missing'"),
    "403": (faults.status(403), "answered 403"),
    "404": (faults.status(404), "answered 404: 'Bad Gateway nginx'"),
    "204": (faults.status(204, b""), "answered 204"),
    "half a JSON": (faults.truncated, "JSON cannot be read"),
    "nothing": (faults.saying(b""), "JSON cannot be read"),
    "NaN": (faults.saying(b'[{"value":NaN}]'), "JSON cannot be read"),
    "infinity": (faults.saying(b"[1e999]"), "JSON cannot be read"),
    "nested": (faults.saying(b"[" * 100_000), "JSON cannot be read"),
    "no UTF-8": (faults.saying(b'["\xe4"]'), "JSON cannot be read"),
    "HTML": (faults.wrong_type, "'text/html; charset=utf-8' instead of application/json.*'Huoltokatko'"),
    "redirect loop": (faults.redirect(""), f"more than {MOST_REDIRECTS} times"),
    "other host": (faults.redirect("http://localhost.example/x"), "another host, localhost.example"),
    "other port": (faults.redirect("http://127.0.0.1:1/x"), "another port, 1"),
    "file": (faults.redirect("file:///etc/passwd"), "not an http or https address"),
    "no address": (faults.redirect("http://[::1"), "redirect|Invalid"),
    "bad gzip": (
        lambda answer: Answer(b"nogzip", headers=(("Content-Encoding", "gzip"),)),
        "cannot be unpacked",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STAYING)
def test_what_will_not_pass_is_refused_at_once(replica: Replica, name: str) -> None:
    fault, words = STAYING[name]
    replica.provoke(FIGURES, fault)
    time = Time()
    with client_of(replica, time) as client, pytest.raises(UnexpectedResponse, match=words) as refused:
        client.get_json("json", QUESTION)
    assert time.slept == []
    assert replica.asked[FIGURES] == (MOST_REDIRECTS + 1 if name == "redirect loop" else 1)
    assert "Nothing was taken" in str(refused.value)


def test_another_server_fault_is_no_change_of_the_interface_and_not_asked_again(replica: Replica) -> None:
    replica.provoke(FIGURES, faults.status(500))
    with client_of(replica) as client, pytest.raises(SourceUnavailable, match="answered 500"):
        client.get_json("json", QUESTION)
    assert replica.asked[FIGURES] == 1


def test_a_redirect_within_the_source_is_followed(replica: Replica) -> None:
    replica.provoke(LIST, faults.redirect(f"{ROOT}/regions"))
    with client_of(replica) as client:
        assert any(region["id"] == 658 for region in client.get_json("indicators"))


def test_the_body_of_a_redirect_is_never_read(replica: Replica) -> None:
    to_the_list = (("Location", LIST),)
    endless = faults.slow_drip()(Answer()).pieces
    replica.provoke(FIGURES, lambda answer: Answer(b"", 302, headers=to_the_list, pieces=endless, length=None))
    with client_of(replica, Time(step=1.0), deadline_seconds=10_000) as client:
        assert client.get_json("json", QUESTION)[0]["id"]


def test_a_posted_question_is_not_turned_into_a_get() -> None:
    with Replica([echo]) as replica, client_of(replica, path="") as client:
        replica.provoke("/echo", faults.redirect("/echo", 303), times=1)
        with pytest.raises(UnexpectedResponse, match="redirects a question"):
            client.post_json("echo", {})
        replica.provoke("/echo", faults.redirect("/echo", 307), times=1)
        assert client.post_json("echo", {})["method"] == "POST"


# --- bounds


def test_a_slow_drip_ends_at_the_deadline(replica: Replica) -> None:
    replica.provoke(FIGURES, faults.slow_drip())
    client = client_of(replica, Time(step=1.0), deadline_seconds=20)
    with client, pytest.raises(SourceUnavailable, match="too slow; nothing came within 20 s"):
        client.get_json("json", QUESTION)
    assert replica.asked[FIGURES] == 1


def test_waits_and_tries_together_keep_to_the_deadline(replica: Replica) -> None:
    time = Time()
    replica.provoke(FIGURES, faults.too_many_requests("15"))
    with client_of(replica, time, deadline_seconds=20) as client, pytest.raises(SourceUnavailable):
        client.get_json("json", QUESTION)
    assert (replica.asked[FIGURES], time.slept) == (2, [15.0])


def test_an_honestly_packed_answer_is_unpacked(replica: Replica) -> None:
    with client_of(replica) as client:
        plain = client.get_json("json", QUESTION)
        replica.provoke(FIGURES, faults.packed)
        assert client.get_json("json", QUESTION) == plain


@pytest.mark.parametrize("largest", [1_000_000, 5_000_001])
def test_a_bomb_is_measured_unpacked(replica: Replica, largest: int) -> None:
    replica.provoke(FIGURES, faults.gzip_bomb(5))
    with client_of(replica, largest_bytes=largest) as client, pytest.raises(UnexpectedResponse, match="larger than"):
        client.get_json("json", QUESTION)


def test_an_answer_of_exactly_the_largest_size_is_taken(replica: Replica) -> None:
    replica.provoke(FIGURES, faults.gzip_bomb(5))
    with client_of(replica, largest_bytes=5_000_002) as client:
        assert client.get_json("json", QUESTION) == []


def asked_by_many(client: SourceClient, workers: int, number: int) -> None:
    with ThreadPoolExecutor(workers) as pool:
        for answer in [pool.submit(client.get_json, "wait") for _ in range(number)]:
            answer.result(timeout=30)


def gathering(size: int) -> Callable[[Asked], Answer]:
    """A route that answers when `size` questions are in: fewer at once would never be answered."""
    gathered = threading.Barrier(size, timeout=30)

    def route(asked: Asked) -> Answer:
        gathered.wait()
        return json_answer([])

    return route


def test_eight_threads_ask_four_at_once() -> None:
    with Replica([gathering(4)]) as replica, client_of(replica, path="") as client:
        asked_by_many(client, workers=8, number=16)
    assert (replica.most_at_once, replica.asked["/wait"]) == (4, 16)


def test_questions_beyond_the_window_wait_instead_of_failing(replica: Replica) -> None:
    time = Time()
    with client_of(replica, time, window=RequestWindow(3, 10)) as client:
        for _ in range(7):
            client.get_json("regions")
    assert time.slept == [10.0, 10.0]


@pytest.mark.parametrize("base", ["ftp://example.org", "sotkanet.fi", "http://", "https://x:99999/", "http://[::1"])
def test_an_address_that_is_none_is_said_before_anything_is_asked(base: str) -> None:
    with pytest.raises(SourceError, match=r"SOTKAnet.*in the settings"):
        SourceClient(base, "SOTKAnet")


def test_nobody_answering_is_unavailable() -> None:
    with Replica([]) as gone:
        address = gone.url
    client = SourceClient(address, "SOTKAnet", sleep=Time().sleep)
    with client, pytest.raises(SourceUnavailable, match="connection failed"):
        client.get_json("indicators")
