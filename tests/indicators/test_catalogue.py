"""The definition files: each loads, and each way of writing one wrong is named by file and key."""

import shutil
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from geodata.levels import AreaLevel
from indicators import model
from indicators.catalogue import load_catalogue
from indicators.definition_files import DEFINITIONS, read_catalogue, read_definition
from indicators.errors import DefinitionError
from indicators.model import THEMES, AggregationMethod, Kind, RefusalReason, Theme

TEMPLATE = DEFINITIONS / "_template.toml"
FILE_NAME = "example_indicator.toml"
DEFINED_IDS = sorted(path.stem for path in DEFINITIONS.glob("*.toml") if not path.name.startswith("_"))
ENUMERATIONS = (
    model.Theme,
    model.ImpactLevel,
    model.Kind,
    model.Unit,
    model.Polarity,
    model.UpdateRhythm,
    model.AggregationMethod,
    model.RefusalReason,
    model.Dataset,
)


def copy_of_template(folder: Path, old: str = "", new: str = "") -> Path:
    """The template copied to its proper name, with one passage replaced."""
    text = TEMPLATE.read_text(encoding="utf-8")
    assert old in text, f"the template no longer holds {old!r}"
    path = folder / FILE_NAME
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize("indicator_id", DEFINED_IDS)
def test_every_definition_loads(indicator_id: str) -> None:
    assert read_definition(DEFINITIONS / f"{indicator_id}.toml").indicator_id == indicator_id


def test_the_catalogue_holds_every_file_once_in_alphabetical_order() -> None:
    assert list(load_catalogue()) == DEFINED_IDS
    assert len(load_catalogue()) == len(set(DEFINED_IDS))


def test_the_four_themes_hold_at_least_sixty_indicators_and_none_is_empty() -> None:
    number = {theme: len(load_catalogue().of_theme(theme)) for theme in THEMES}
    assert sum(number.values()) >= 60
    assert all(number.values()), f"a theme without an indicator: {number}"


def test_a_theme_holds_exactly_its_own_indicators() -> None:
    counted = Counter(each.theme for each in load_catalogue().values())
    for theme in Theme:
        assert all(each.theme is theme for each in load_catalogue().of_theme(theme))
        assert len(load_catalogue().of_theme(theme)) == counted[theme]


def test_every_aggregation_weight_names_a_known_indicator() -> None:
    weights = {
        each.indicator_id: each.aggregation.weight for each in load_catalogue().values() if each.aggregation.weight
    }
    assert weights, "no definition names a weight any more: remove the key, or this test"
    assert {name: weight for name, weight in weights.items() if weight not in load_catalogue()} == {}


def test_titles_are_unique_in_every_language() -> None:
    for language in model.LANGUAGES:
        titles = Counter(getattr(each.title, language) for each in load_catalogue().values())
        assert {title: number for title, number in titles.items() if number > 1} == {}, language


def test_medians_composites_and_coefficients_are_never_carried_upwards() -> None:
    never = {Kind.MEDIAN, Kind.COMPOSITE, Kind.COEFFICIENT}
    wrong = [
        each.indicator_id
        for each in load_catalogue().values()
        if each.kind in never and each.aggregation.method is not AggregationMethod.NONE
    ]
    assert wrong == []


def test_the_multiplier_belongs_to_the_unit() -> None:
    multiplier = {"percent": 100, "per_100": 100, "per_1000": 1000, "per_10000": 10000, "per_100000": 100000}
    for each in load_catalogue().values():
        assert each.multiplier == multiplier.get(each.unit, each.multiplier), each.indicator_id


def test_one_sotkanet_id_with_two_meanings_is_two_indicators() -> None:
    """SOTKAnet's 3195 meant persons of 15 and over until 2012 and means persons of 20 and over in 2019."""
    older, newer = (load_catalogue()[f"tertiary_education_{age}_plus"] for age in (15, 20))
    assert older.sotkanet_id == newer.sotkanet_id == 3195
    assert {source.dataset for source in older.sources}.isdisjoint(source.dataset for source in newer.sources)


def test_every_indicator_has_a_value_in_the_embedded_data(embedded: pd.DataFrame) -> None:
    known = set(embedded.loc[embedded["value"].notna(), "indicator_id"])
    assert set(load_catalogue()) - known == set(), "indicators without a single value"
    assert known - set(load_catalogue()) == set(), "observations without a definition: rebuild the data"


def test_every_source_of_an_indicator_gives_observations(embedded: pd.DataFrame) -> None:
    columns = ["indicator_id", "dataset", "sex", "age_group", "population_group"]
    known = set(embedded[columns].drop_duplicates().itertuples(index=False, name=None))
    for each in load_catalogue().values():
        for source in each.embedded_sources:
            group = (source.sex, source.age_group, source.population_group)
            assert (each.indicator_id, str(source.dataset), *group) in known, f"{each.indicator_id}: {source}"


def test_figures_that_are_not_carried_upwards_stand_only_where_their_source_put_them(
    embedded: pd.DataFrame,
) -> None:
    stays = [name for name, each in load_catalogue().items() if each.aggregation.reason]
    own = embedded[embedded["indicator_id"].isin(stays)]
    assert set(own["method"]) == {"source"}
    assert AreaLevel.MAJOR_DISTRICT not in set(own["area_level"])


# --- the template


def test_a_copy_of_the_template_is_a_valid_definition(tmp_path: Path) -> None:
    shutil.copy(TEMPLATE, tmp_path / FILE_NAME)
    assert list(read_catalogue(tmp_path)) == ["example_indicator"]


def test_the_template_shows_every_key() -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    shown = {line.lstrip("# ").split(" ")[0].strip("[]") for line in text.splitlines()}
    for form in (model.Indicator, model.Source, model.Aggregation, model.Break, model.Text):
        missing = set(form.model_fields) - shown - {"reason"}
        assert not missing, f"the template does not show {sorted(missing)} of {form.__name__}"
    assert 'reason = "median"' in text
    assert "[breaks.reason]" in text


@pytest.mark.parametrize("enumeration", ENUMERATIONS)
def test_the_template_names_every_word_a_key_may_hold(enumeration: type[model.Theme]) -> None:
    words = set(TEMPLATE.read_text(encoding="utf-8").replace("|", " ").split())
    quoted = {word.strip('",;()') for word in words}
    assert {str(member) for member in enumeration} <= quoted


def test_files_whose_name_begins_with_an_underscore_are_not_read(tmp_path: Path) -> None:
    copy_of_template(tmp_path)
    (tmp_path / "_draft.toml").write_text("not even TOML", encoding="utf-8")
    assert list(read_catalogue(tmp_path)) == ["example_indicator"]


# --- each way of writing a definition wrong

WRONG = {
    "unknown key": ("decimals = 1", "decimals = 1\ncolour = 'red'", "colour"),
    "missing key": ('licence = "CC BY 4.0"\n', "", "licence"),
    "missing language": ('sv = "Exempel: arbetslösa, % av arbetskraften"\n', "", "title.sv"),
    "empty language": ('"Exempel: arbetslösa, % av arbetskraften"', '""', "title.sv"),
    "missing language of a caveat": ('sv = "Talet gäller årets sista dagar."\n', "", "caveats.sv"),
    "missing language of a break": ('sv = "Klassificeringen ändrades."\n', "", "breaks.0.reason.sv"),
    "wrong theme": ('theme = "narrowing_gaps"', 'theme = "gaps"', "theme"),
    "wrong kind": ('kind = "share"', 'kind = "proportion"', "kind"),
    "wrong unit": ('unit = "percent"', 'unit = "%"', "unit"),
    "wrong polarity": ('polarity = "lower_is_better"', 'polarity = "good"', "polarity"),
    "wrong dataset": ('dataset = "paavo"', 'dataset = "kelasto"', "sources.0.dataset"),
    "wrong id": ('"example_indicator"', '"Example Indicator"', "indicator_id"),
    "unknown language": ('["sv", "en"]', '["sv", "se"]', "the whole file"),
    "too many decimals": ("decimals = 1", "decimals = 4", "decimals"),
    "negative decimals": ("decimals = 1", "decimals = -1", "decimals"),
    "a number written as text": ("decimals = 1", 'decimals = "1"', "decimals"),
    "a count written as a yes": ("minimum_count = 0", "minimum_count = true", "minimum_count"),
    "a negative count": ("minimum_count = 0", "minimum_count = -1", "minimum_count"),
    "no multiplier": ("multiplier = 100", "multiplier = 0", "multiplier"),
    "a year before there were figures": ("first_year = 2015", "first_year = 15", "first_year"),
    "a reason beside a method": ('method = "sums"', 'method = "sums"\nreason = "median"', "aggregation"),
    "no method and no reason": ('method = "sums"', 'method = "none"', "aggregation"),
    "no source id": ('ids = ["pt_tyott"]', "ids = []", "sources.0.ids"),
    "unknown key of a source": ('ids = ["pt_tyott"]', 'ids = ["pt_tyott"]\ncolumn = "x"', "sources.0.column"),
}


@pytest.mark.parametrize(("old", "new", "key"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_definition_is_named_by_file_and_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    with pytest.raises(DefinitionError) as fault:
        read_definition(copy_of_template(tmp_path, old, new))
    assert FILE_NAME in str(fault.value)
    assert (f"'{key}'" if key != "the whole file" else key) in str(fault.value)


@pytest.mark.parametrize("reason", RefusalReason)
def test_each_reason_explains_a_refusal(tmp_path: Path, reason: RefusalReason) -> None:
    path = copy_of_template(tmp_path, 'method = "sums"', f'method = "none"\nreason = "{reason}"')
    assert read_definition(path).aggregation.reason is reason


def test_a_wrong_file_name_is_named_beside_the_id(tmp_path: Path) -> None:
    path = copy_of_template(tmp_path).rename(tmp_path / "another_name.toml")
    with pytest.raises(DefinitionError, match=r"another_name\.toml: key 'indicator_id' is 'example_indicator'"):
        read_definition(path)


@pytest.mark.parametrize("content", [b"indicator_id = ", b"title = 'M\xe4\xe4r\xe4'"], ids=["cut", "latin-1"])
def test_broken_toml_is_named_by_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(content)
    with pytest.raises(DefinitionError, match=rf"^{FILE_NAME}: not valid TOML"):
        read_definition(path)


def test_one_wrong_file_stops_the_whole_catalogue(tmp_path: Path) -> None:
    copy_of_template(tmp_path)
    (tmp_path / "broken.toml").write_text("theme = 1", encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"^broken\.toml: key '"):
        read_catalogue(tmp_path)


def test_a_folder_without_definitions_is_an_incomplete_installation(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="incomplete"):
        read_catalogue(tmp_path)


def test_a_definition_cannot_be_changed_afterwards() -> None:
    indicator = load_catalogue()["population"]
    with pytest.raises(ValueError, match="frozen"):
        indicator.decimals = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('unit = "', 'unit = "stated"\n# "', "'unit_words' are given exactly when 'unit' is 'stated'"),
        ("[title]", '[unit_words]\nfi = "kpl"\nsv = "st."\nen = "pcs"\n\n[title]', "'unit_words' are given exactly"),
        ("[title]", 'missing_translation = ["no"]\n\n[title]', "missing_translation"),
    ],
)
def test_a_unit_is_one_of_ours_or_said_in_words(tmp_path: Path, old: str, new: str, rule: str) -> None:
    with pytest.raises(DefinitionError, match=rule):
        read_definition(copy_of_template(tmp_path, old, new))
