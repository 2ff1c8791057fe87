"""Requests made up from the OpenAPI document, sent to a running server: no answer contradicts the document."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.servers import Server, free_port, running, uvicorn_command

EXAMPLES = 40
SEED = "20261122"
MOST_SECONDS = 300
"""A run takes half a minute; one that hangs is a fault."""
REFUSALS = """
[checks.negative_data_rejection]
expected-statuses = [404, 405, 406, 414, 422]
"""
"""A query that breaks a rule may be refused for its length (414), before anything in it is looked at."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """HyteData under uvicorn with the embedded data."""
    port = free_port()
    with running(uvicorn_command(port), port, tmp_path / "home") as started:
        yield started


@pytest.mark.services
def test_no_made_up_request_is_answered_otherwise_than_the_document_says(server: Server, tmp_path: Path) -> None:
    (tmp_path / "schemathesis.toml").write_text(REFUSALS, encoding="utf-8")
    limits = ("--max-examples", str(EXAMPLES), "--seed", SEED, "--generation-database", "none")
    document = f"{server.address}/api/v1/openapi.json"
    done = subprocess.run(
        (sys.executable, "-m", "schemathesis.cli", "--no-color", "run", "--continue-on-failure", *limits, document),
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": "", "COLUMNS": "120"},
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert "Tested: 4" in done.stdout, done.stdout
