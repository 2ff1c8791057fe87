"""The whole bundle, from tiny raw files to validated observations."""

from pathlib import Path

import pandas as pd
import pytest

from indicators.bundle.__main__ import build_observations
from indicators.bundle.readers import READERS, read_all_cells
from indicators.definition_files import Catalogue
from indicators.model import LIVE_DATASETS, Dataset
from indicators.observations import KEY, SCHEMA
from tests.indicators.bundle import raw_files
from tests.indicators.bundle.raw_files import hidden_row, write_lines, write_paavo
from tests.indicators.examples import definition, mean_definition

TITLE = "Toimeentulotukea saaneita vuoden aikana"


@pytest.fixture
def source_dir(tmp_path: Path) -> Path:
    """All thirteen raw files. Lohja has two postal areas; Paavo hides one, where nobody lived in 2022."""
    lines = {
        raw_files.SERIES: [
            "127,Väestö 31.12.,YLEISET,202,444,Lohja,KUNTA,2011,46785.0",
            f"493,{TITLE},YLEISET,202,444,Lohja,KUNTA,2011,5.5",
        ],
        raw_files.POPULATION: ["444,2011,46785", "444,2018,46296"],
        raw_files.CROSS_SECTION: ["182,202,2019,total,140.1,,Huoltosuhde,Lohja,444,KUNTA,Tilastokeskus"],
        raw_files.COUNTIES: ["4604,staff,per 10 000 residents,658,,Koko maa,MAA,2020,244.6"],
        raw_files.PLACED_CHILDREN: ["961,01,Itä-Uudenmaan hyvinvointialue,2021,193,0.7"],
        raw_files.NET_MIGRATION: ["444,Lohja,1990,2.8"],
        raw_files.POSTAL_POPULATION: ["08100,Lohja,Lojo,444,Lohja,5000", "08360,Kisakallio,Kisakallio,444,Lohja,0"],
        raw_files.DIAK_SERIES: ["Kunnat,444,Lohja,2011,Nuorisotyöttömät,97.4,Seuraukset"],
        raw_files.DIAK_POSTAL: ["Postinumeroalueet,08100,Lohja,444,Lohja,2011,Työttömät,97.4"],
        raw_files.DIAK_GINI: ["Hyvinvointialueet,01,Itä-Uudenmaan HVA,2011,Nuorisotyöttömät,Seuraukset,0.07"],
    }
    for name, rows in lines.items():
        write_lines(tmp_path, name, *rows)
    areas = [{"posti_alue": "08100", "kunta": "444", "he_vakiy": "4900"}, hidden_row("08360", "")]
    write_paavo(tmp_path, areas, areas, [{"municipality_code": "444"}])
    return tmp_path


@pytest.fixture
def catalogue() -> Catalogue:
    population = [{"dataset": name, "ids": ["127"]} for name in ("sotkanet_1990_2012", "sotkanet_127")]
    indicators = (
        definition(sources=population),
        definition(indicator_id="residents", sources=[{"dataset": "paavo", "ids": ["he_vakiy"]}]),
        mean_definition(
            indicator_id="assistance",
            aggregation={"method": "weighted_mean", "weight": "population"},
            sources=[{"dataset": "sotkanet_1990_2012", "ids": ["493"]}],
        ),
    )
    return Catalogue({each.indicator_id: each for each in indicators})


def test_every_dataset_has_a_reader(source_dir: Path) -> None:
    embedded = set(Dataset) - LIVE_DATASETS
    assert set(READERS) == embedded
    cells = read_all_cells(source_dir)
    assert set(cells) == embedded
    columns = {frozenset(frame.columns) for frame in cells.values()}
    assert len(columns) == 1, "all readers give cells of one shape"
    assert all(len(frame) for frame in cells.values())


def test_the_bundle_is_a_validated_table_sorted_by_key(source_dir: Path, catalogue: Catalogue) -> None:
    table = build_observations(source_dir, catalogue)
    rows = table.to_pandas()
    assert table.schema == SCHEMA
    assert set(rows["indicator_id"]) == set(catalogue)
    assert rows[list(KEY)].equals(rows[list(KEY)].sort_values(list(KEY), ignore_index=True))


def test_an_indicators_own_weight_is_taken_from_the_other_indicator(source_dir: Path, catalogue: Catalogue) -> None:
    rows = build_observations(source_dir, catalogue).to_pandas().set_index(["indicator_id", "period"])
    assert rows.loc[("assistance", "2011"), "denominator"] == 46785.0


def test_a_postal_area_hidden_in_paavo_weighs_as_many_people_as_live_there_later(
    source_dir: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    bases = []

    def remember(rows: pd.DataFrame, _: object, base: pd.Series) -> pd.DataFrame:
        bases.append(base)
        return rows

    monkeypatch.setattr("indicators.bundle.__main__.with_levels_above", remember)
    build_observations(source_dir, catalogue)
    assert bases[0].to_dict() == {"08100": 4900.0, "08360": 0.0, "444": 46296.0}
