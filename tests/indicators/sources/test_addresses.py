import pytest

from indicators.sources.addresses import LONGEST_SHOWN, redirect_target, shown_address


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://anna:pw@stat.fi/a?x=1", "https://stat.fi/a?x=1"),
        ("https://stat.fi/a?api_key=1&x=2&token=3", "https://stat.fi/a?api_key=…&x=2&token=…"),
        ("https://stat.fi/a\nb\u202e", "https://stat.fi/a b"),
        ("https://stat.fi/@anna", "https://stat.fi/@anna"),
    ],
)
def test_an_address_is_shown_without_secrets_on_one_line(address: str, shown: str) -> None:
    assert shown_address(address) == shown


def test_a_long_address_is_cut() -> None:
    assert len(shown_address("https://stat.fi/" + "a" * 500)) == LONGEST_SHOWN


@pytest.mark.parametrize(
    ("address", "location", "target"),
    [
        ("https://stat.fi/a/b", "c", "https://stat.fi/a/c"),
        ("http://stat.fi/a", "https://stat.fi/a", "https://stat.fi/a"),
        ("http://stat.fi:8080/a", "https://STAT.fi/a", "https://STAT.fi/a"),
    ],
)
def test_a_redirect_on_the_same_host_or_up_to_https_is_followed(address: str, location: str, target: str) -> None:
    assert redirect_target(address, location) == target


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("http://stat.fi/a", "from https to http"),
        ("https://169.254.169.254/latest", "another host"),
        ("//evil.example/", "another host"),
        ("https://stat.fi:8443/", "another port"),
        ("ftp://stat.fi/", "not an http"),
        ("javascript:alert(1)", "not an http"),
        ("https://stat.fi:99999/", "[Pp]ort"),
    ],
)
def test_other_redirects_are_not(location: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        redirect_target("https://stat.fi/a", location)
