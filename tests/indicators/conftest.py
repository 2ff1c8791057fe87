"""No test of this room reaches further than this machine; the embedded observations are read once."""

import socket

import pandas as pd
import pytest

from indicators.embedded import read_embedded


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: tuple[str, int]) -> None:
        if address[0] != "127.0.0.1":
            raise AssertionError(f"a test of indicators/ reached for the network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


@pytest.fixture(scope="session")
def embedded() -> pd.DataFrame:
    """The observations HyteData ships with. Never change the frame: the whole session shares it."""
    return read_embedded().to_pandas()
