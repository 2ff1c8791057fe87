"""What every test stands on: a home of its own, and a day that does not move."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.replica.server import Replica
from tests.replica.sotkanet import Sotkanet

settings.register_profile("hytedata", deadline=None, database=None, derandomize=True, print_blob=True)
settings.load_profile("hytedata")


@pytest.fixture(scope="session", autouse=True)
def stated_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """HYTEDATA_HOME is a temporary folder and HYTEDATA_TODAY is 22 November 2026, for the whole session."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HYTEDATA_HOME", str(tmp_path_factory.mktemp("hytedata_home")))
        patch.setenv("HYTEDATA_TODAY", "2026-11-22")
        yield


@pytest.fixture
def sotkanet() -> Sotkanet:
    """What the replica's SOTKAnet knows; a test may change it between two fetches."""
    return Sotkanet()


@pytest.fixture
def replica(sotkanet: Sotkanet) -> Iterator[Replica]:
    """A running replica of SOTKAnet on a free port, without faults or latency."""
    with Replica([sotkanet.route]) as running:
        yield running
