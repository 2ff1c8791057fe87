"""Only one run at a time takes figures in."""

from pathlib import Path

import pytest

from indicators.errors import StoreError
from indicators.refresh.lock import taking_in


def test_a_second_run_is_told_to_wait_and_may_come_afterwards(tmp_path: Path) -> None:
    with taking_in(tmp_path), pytest.raises(StoreError, match="another run"), taking_in(tmp_path):
        pass
    with taking_in(tmp_path):
        pass
