"""What a stated value becomes, apart from any request."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.api.v1.parameters import iso_day, with_en_dash


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("2010-2012", "2010–2012"),
        ("2010–2012", "2010–2012"),
        ("2019", "2019"),
        ("2019-01", "2019-01"),
        ("2019-12-31", "2019-12-31"),
        ("2010-2012-2014", "2010-2012-2014"),
    ],
)
def test_only_a_hyphen_between_two_years_becomes_a_dash(stated: str, read: str) -> None:
    assert with_en_dash(stated) == read


@given(st.dates())
def test_a_written_day_is_let_through(day: object) -> None:
    assert iso_day(str(day)) == str(day)


@pytest.mark.parametrize("stated", ["1577836800", 1577836800, "2020-1-1", "2020-01-01T00:00", "2020-01-01\n", "", None])
def test_a_number_is_no_day(stated: object) -> None:
    with pytest.raises(ValueError, match="a day is written"):
        iso_day(stated)
