"""The city's own set in the catalogue: its themes override those of our definitions, and every list has its order."""

import logging
from pathlib import Path

import pytest

from indicators.catalogue import load_catalogue
from indicators.model import Theme

OURS = "low_income_adults"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HYTEDATA_HOME", str(tmp_path / "home"))
    return tmp_path


def choose(city: Path, *entries: tuple[str, object, Theme]) -> None:
    """The city's file with these entries: key, id or number, theme."""
    blocks = [f"[[indicators]]\n{key} = {value!r}\ntheme = '{theme}'\n" for key, value, theme in entries]
    (city / "chosen.toml").write_text("\n".join(blocks), encoding="utf-8")


def test_without_a_file_of_the_city_themes_and_order_are_our_own(home: Path, city: Path) -> None:
    catalogue = load_catalogue()
    assert catalogue[OURS].theme is Theme.NARROWING_GAPS
    assert {catalogue.place_of(name) for name in catalogue} == {0}
    shown = catalogue.in_order(catalogue.of_theme(Theme.NARROWING_GAPS), "en")
    assert [each.title.en for each in shown] == sorted(each.title.en for each in shown)


def test_the_citys_theme_overrides_that_of_our_definition(home: Path, city: Path) -> None:
    before = load_catalogue().digest
    choose(city, ("indicator_id", OURS, Theme.MENTAL_HEALTH))
    catalogue = load_catalogue()
    assert catalogue[OURS].theme is Theme.MENTAL_HEALTH
    assert OURS in {each.indicator_id for each in catalogue.of_theme(Theme.MENTAL_HEALTH)}
    assert catalogue.digest != before


def test_a_number_of_sotkanet_names_every_definition_of_it_and_an_id_comes_before_it(home: Path, city: Path) -> None:
    choose(
        city,
        ("sotkanet_id", 3195, Theme.BACKGROUND),
        ("indicator_id", "tertiary_education_20_plus", Theme.MENTAL_HEALTH),
    )
    catalogue = load_catalogue()
    assert catalogue["tertiary_education_15_plus"].theme is Theme.BACKGROUND
    assert catalogue["tertiary_education_20_plus"].theme is Theme.MENTAL_HEALTH


def test_the_citys_order_comes_first_within_a_theme_whatever_the_titles(home: Path, city: Path) -> None:
    theme = Theme.MENTAL_HEALTH
    ours = [each.indicator_id for each in load_catalogue().in_order(load_catalogue().of_theme(theme), "en")]
    wanted = [ours[-1], ours[0]]
    choose(city, *(("indicator_id", name, theme) for name in wanted))
    catalogue = load_catalogue()
    assert [each.indicator_id for each in catalogue.in_order(catalogue.of_theme(theme), "en")] == [
        *wanted,
        *ours[1:-1],
    ]
    assert [each.indicator_id for each in catalogue.of_theme(theme)][:2] == wanted


def test_another_order_is_another_digest(home: Path, city: Path) -> None:
    pair = [("indicator_id", name, load_catalogue()[name].theme) for name in (OURS, "population")]
    choose(city, *pair)
    first = load_catalogue().digest
    choose(city, *reversed(pair), ("sotkanet_id", 99999, Theme.BACKGROUND))
    assert load_catalogue().digest != first


def test_what_is_not_fetched_yet_keeps_its_place(home: Path, city: Path) -> None:
    choose(city, ("sotkanet_id", 99999, Theme.BACKGROUND), ("indicator_id", OURS, Theme.BACKGROUND))
    assert [load_catalogue().place_of(code) for code in ("sotkanet:99999", OURS, "population")] == [0, 1, 2]


def test_a_damaged_file_is_told_to_the_log_and_our_own_definitions_stand(
    home: Path, city: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (city / "chosen.toml").write_text("[[indicators]]\ntheme = 'joy'\n", encoding="utf-8")
    with caplog.at_level(logging.ERROR, "hytedata"):
        assert load_catalogue()[OURS].theme is Theme.NARROWING_GAPS
    assert "chosen.toml" in caplog.text
