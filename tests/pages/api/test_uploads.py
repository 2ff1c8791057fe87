"""Files are taken only from visits that have given the key, and are not written to a disk while they arrive."""

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.api.uploads import KEPT_IN_MEMORY, MEBIBYTE, UploadsBehindKey, keep_uploads_in_memory
from pages.components import admin_key

VISIT = "visit-1"
UPLOAD = f"/_stcore/upload_file/{VISIT}/file-1"


async def take(request: Request) -> PlainTextResponse:
    return PlainTextResponse("taken")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(admin_key, "LET_IN", {})
    route = Route("/{path:path}", take, methods=["GET", "PUT", "POST", "DELETE"])
    return TestClient(Starlette(routes=[route], middleware=[Middleware(UploadsBehindKey)]))


def let_in(monkeypatch: pytest.MonkeyPatch, key: str = "avain") -> None:
    monkeypatch.setenv("HYTEDATA_ADMIN_KEY", key)
    admin_key.LET_IN[VISIT] = admin_key._digest(key)


@pytest.mark.parametrize("path", [UPLOAD, f"/surveys{UPLOAD}", "/_stcore/upload_file/"])
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_nothing_is_taken_of_a_visit_without_the_key(client: TestClient, path: str, method: str) -> None:
    assert client.request(method, path, content=b"x").status_code == 403


def test_a_file_of_a_visit_with_the_key_is_passed_on(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    let_in(monkeypatch)
    assert client.put(UPLOAD, content=b"x").text == "taken"
    assert client.put(UPLOAD.replace(VISIT, "visit-2"), content=b"x").status_code == 403


def test_a_new_key_or_none_ends_it(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    let_in(monkeypatch)
    monkeypatch.setenv("HYTEDATA_ADMIN_KEY", "another")
    assert client.put(UPLOAD, content=b"x").status_code == 403
    monkeypatch.setenv("HYTEDATA_ADMIN_KEY", "")
    admin_key.LET_IN[VISIT] = admin_key._digest("")
    assert client.put(UPLOAD, content=b"x").status_code == 403


def test_other_requests_pass(client: TestClient) -> None:
    assert client.get("/map").text == "taken"
    assert client.delete(UPLOAD).text == "taken"


def test_a_file_stays_in_memory_while_it_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MultiPartParser, "spool_max_size", MEBIBYTE)  # as Starlette has it, whoever was here before
    rolled: list[bool] = []

    async def look(request: Request) -> PlainTextResponse:
        async with request.form() as form:
            rolled.append(form["file"].file._rolled)
        return PlainTextResponse("taken")

    client = TestClient(Starlette(routes=[Route("/", look, methods=["PUT"])]))
    content = b"x" * (2 * MEBIBYTE)
    client.put("/", files={"file": ("a.csv", content)})
    keep_uploads_in_memory()
    client.put("/", files={"file": ("a.csv", content)})
    assert rolled == [True, False], "without it a file of this size is written to the disk"


def test_more_is_kept_in_memory_than_may_be_sent() -> None:
    assert st.get_option("server.maxUploadSize") * MEBIBYTE < KEPT_IN_MEMORY
