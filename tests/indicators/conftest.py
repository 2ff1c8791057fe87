"""No test of this room reaches the network; the embedded observations are read once."""

import socket

import pandas as pd
import pytest

from indicators.embedded import read_embedded


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: socket.socket, address: object) -> None:
        raise AssertionError(f"a test of indicators/ reached for the network: {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="session")
def embedded() -> pd.DataFrame:
    """The observations HyteData ships with. Never change the frame: the whole session shares it."""
    return read_embedded().to_pandas()
