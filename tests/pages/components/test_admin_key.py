"""The administration's key: guessing is slowed for all, and a new key closes every visit."""

import pytest

from pages.components import admin_key
from pages.components.admin_key import LONGEST_PAUSE_SECONDS, Guesses
from pages.components.views import VIEWS, offered_views


def test_the_right_key_opens_at_once() -> None:
    guesses = Guesses()
    assert guesses.pause(0) == 0
    assert guesses.try_key("avain", "avain", 0)
    assert guesses.try_key("avain", "avain", 0)


def test_after_a_wrong_key_even_the_right_one_waits_and_each_wait_doubles() -> None:
    guesses = Guesses()
    assert not guesses.try_key("x", "key", 10)
    assert guesses.pause(10) == 1
    assert not guesses.try_key("key", "key", 10.9)
    assert guesses.pause(10.9) == pytest.approx(0.1), "a key within the pause does not lengthen it"
    assert not guesses.try_key("x", "key", 11)
    assert guesses.pause(11) == 2
    assert guesses.try_key("key", "key", 13)
    assert not guesses.try_key("x", "key", 13)
    assert guesses.pause(13) == 1, "the right key forgives"


def test_the_pause_has_an_end() -> None:
    guesses, now = Guesses(), 0.0
    for _ in range(40):
        now += guesses.pause(now)
        guesses.try_key("x", "key", now)
    assert guesses.pause(now) == LONGEST_PAUSE_SECONDS


@pytest.mark.parametrize("given", ["", "avaim", "avainn", "AVAIN", "å\ud83d\ude00"[:1]])
def test_nothing_but_the_key_opens(given: str) -> None:
    assert not Guesses().try_key(given, "avain", 0)


@pytest.mark.parametrize(("key", "is_there"), [("", False), ("avain", True)])
def test_the_navigation_shows_what_is_behind_the_key_only_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, key: str, is_there: bool
) -> None:
    monkeypatch.setenv("HYTEDATA_ADMIN_KEY", key)
    assert admin_key.admin_is_open() is is_there
    assert ({"admin", "surveys"} <= {view.path for view in offered_views()}) is is_there
    assert len(VIEWS) - len(offered_views()) == (0 if is_there else 2)
