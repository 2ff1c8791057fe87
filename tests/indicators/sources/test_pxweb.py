"""PxWeb against a database on this machine: what is asked, how it is split, what becomes of the answers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.errors import DefinitionError, SourceUnavailable, UnexpectedResponse
from indicators.formats.reports import Report
from indicators.formats.tables import Table
from indicators.model import Indicator, Source
from indicators.sources.http import SourceClient
from indicators.sources.pxweb import (
    MOST_CELLS,
    Limits,
    cells_of,
    fetch_limits,
    fetch_metadata,
    fetch_table,
    fetch_updated,
    plan_requests,
    pxweb_client,
    query_of,
)
from indicators.sources.pxweb_figures import fetch_source_tables, parse_observations, selection_of, table_ids
from tests.indicators.examples import definition
from tests.replica.faults import too_many_requests, truncated
from tests.replica.pxweb import ROOT, SECRET, TABLE, UNKNOWN, UPDATED, Pxweb, Variable, figure_of
from tests.replica.server import Replica

POPULATION = f"{TABLE}?contentscode=vaerak-vaesto"
AREAS, YEARS, CONTENTS = "alue_23_20260101", "timeperiod_y", "contentscode"


@pytest.fixture
def no_network() -> None:
    """These tests reach this machine, and nothing else."""


@pytest.fixture
def database() -> Pxweb:
    return Pxweb()


@pytest.fixture
def replica(database: Pxweb) -> Iterator[Replica]:
    with Replica([database.route]) as running:
        yield running


@pytest.fixture
def client(replica: Replica, waits: list[float]) -> Iterator[SourceClient]:
    with SourceClient(f"{replica.url}{ROOT}/", "PxWeb", sleep=waits.append) as opened:
        yield opened


@pytest.fixture
def waits() -> list[float]:
    return []


def population(**changes: object) -> Indicator:
    return definition(first_year=2024, sources=[{"dataset": "pxweb", "ids": [POPULATION]} | changes])


# --- what is planned


@given(st.lists(st.integers(1, 40), min_size=1, max_size=4), st.integers(1, 500))
def test_the_parts_keep_to_the_limit_and_ask_for_every_cell_once(sizes: list[int], limit: int) -> None:
    selection = {f"d{place}": [str(code) for code in range(size)] for place, size in enumerate(sizes)}
    parts = plan_requests(selection, limit)
    assert all(cells_of(part) <= limit for part in parts)
    assert sum(cells_of(part) for part in parts) == prod(sizes)
    assert len({cell for part in parts for cell in cells(part)}) == prod(sizes)


def cells(selection: Mapping[str, Sequence[str]]) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = {()}
    for codes in selection.values():
        found = {(*cell, code) for cell in found for code in codes}
    return found


def test_a_query_names_its_categories_and_asks_for_json_stat() -> None:
    assert query_of({YEARS: ["2024"]}) == {
        "query": [{"code": YEARS, "selection": {"filter": "item", "values": ["2024"]}}],
        "response": {"format": "json-stat2"},
    }


# --- what is fetched


def test_metadata_tells_dimensions_their_categories_and_which_may_be_left_out(
    client: SourceClient, database: Pxweb
) -> None:
    database.variables.append(Variable("sukupuoli", "Sukupuoli", {"SSS": "Yhteensä", "1": "Miehet"}, elimination=True))
    metadata = fetch_metadata(client, TABLE)
    assert [each.code for each in metadata.dimensions] == [AREAS, YEARS, CONTENTS, "sukupuoli"]
    assert metadata.dimensions[0].categories["KU049"] == "Espoo"
    assert metadata.optional == {"sukupuoli"}


def test_a_selection_asks_for_our_areas_and_years_and_leaves_optional_dimensions_out(
    client: SourceClient, database: Pxweb
) -> None:
    database.variables.append(Variable("sukupuoli", "Sukupuoli", {"SSS": "Yhteensä", "1": "Miehet"}, elimination=True))
    selection = selection_of(fetch_metadata(client, TABLE), table_ids(population().sources[0]).values(), 2024)
    assert selection == {
        AREAS: ["SSS", "KU049", "KU091", "MK01", "HVA03"],
        YEARS: ["2024", "2025"],
        CONTENTS: ["vaerak-vaesto"],
    }


def test_a_dimension_that_needs_a_choice_is_named(client: SourceClient, database: Pxweb) -> None:
    database.variables.append(Variable("kieli", "Kieli", {"fi": "suomi", "sv": "ruotsi"}))
    with pytest.raises(UnexpectedResponse, match=r"chooses no category of kieli \(fi, sv\)"):
        selection_of(fetch_metadata(client, TABLE), table_ids(population().sources[0]).values(), 2024)


def test_a_content_that_the_table_has_lost_is_named(client: SourceClient, database: Pxweb) -> None:
    del database.variables[2].values["vaerak-vaesto"]
    with pytest.raises(UnexpectedResponse, match="no 'contentscode=vaerak-vaesto'"):
        fetch_source_tables(client, population(), population().sources[0])


def test_a_table_in_many_requests_is_the_table_in_one(client: SourceClient, replica: Replica) -> None:
    selection = {AREAS: ["KU049", "KU091", "SSS"], YEARS: ["2022", "2023", "2024"], CONTENTS: ["vaerak-vaesto"]}
    whole, joined = fetch_table(client, TABLE, selection), fetch_table(client, TABLE, selection, most_cells=2)
    assert replica.asked[f"{ROOT}/{TABLE}"] > 5
    assert values_by_cell(joined) == values_by_cell(whole)
    assert [dict(each.categories) for each in joined.dimensions] == [dict(each.categories) for each in whole.dimensions]


def values_by_cell(table: Table) -> dict[tuple[str, ...], str]:
    return dict(zip(table.keys.itertuples(index=False, name=None), table.values, strict=True))


def test_a_database_that_refuses_a_part_as_too_large_is_asked_for_halves(client: SourceClient, database: Pxweb) -> None:
    database.most_cells = 3
    selection = {AREAS: ["KU049", "KU091"], YEARS: ["2022", "2023", "2024"], CONTENTS: ["vaerak-vaesto"]}
    table = fetch_table(client, TABLE, selection, MOST_CELLS)
    assert len(table.keys) == 6
    assert float(table.values.iloc[0]) == pytest.approx(figure_of("KU049|2022|vaerak-vaesto"))


def test_a_single_cell_that_is_refused_is_an_error(client: SourceClient, database: Pxweb) -> None:
    database.most_cells = 0
    with pytest.raises(UnexpectedResponse, match="403"):
        fetch_table(client, TABLE, {AREAS: ["KU049"], YEARS: ["2024"], CONTENTS: ["vaerak-vaesto"]})


def test_another_refusal_is_not_asked_again_in_halves(client: SourceClient, replica: Replica) -> None:
    with pytest.raises(UnexpectedResponse, match="400"):
        fetch_table(client, TABLE, {AREAS: ["KU049", "nowhere"], YEARS: ["2024"], CONTENTS: ["vaerak-vaesto"]})
    assert replica.asked[f"{ROOT}/{TABLE}"] == 1


def test_too_many_requests_wait_as_long_as_the_source_asks(
    client: SourceClient, replica: Replica, waits: list[float]
) -> None:
    replica.provoke(f"{ROOT}/{TABLE}", too_many_requests("7"), times=1)
    fetch_metadata(client, TABLE)
    assert 7 in [round(wait) for wait in waits]


def test_a_source_that_stays_busy_is_unavailable(client: SourceClient, replica: Replica) -> None:
    replica.provoke(f"{ROOT}/{TABLE}", too_many_requests("1"))
    with pytest.raises(SourceUnavailable):
        fetch_metadata(client, TABLE)


def test_a_truncated_answer_is_refused(client: SourceClient, replica: Replica) -> None:
    replica.provoke(f"{ROOT}/{TABLE}", truncated)
    with pytest.raises(UnexpectedResponse):
        fetch_metadata(client, TABLE)


def test_an_answer_with_other_categories_than_asked_is_refused(client: SourceClient, replica: Replica) -> None:
    selection = {AREAS: ["KU049"], YEARS: ["2024"], CONTENTS: ["vaerak-vaesto"]}
    swapped = b'"KU091"'
    replica.provoke(f"{ROOT}/{TABLE}", lambda answer: answer.with_body(answer.body.replace(b'"KU049"', swapped)))
    with pytest.raises(UnexpectedResponse, match=f"categories of '{AREAS}'"):
        fetch_table(client, TABLE, selection)


def test_limits_are_those_the_database_states_or_statfins(client: SourceClient, database: Pxweb) -> None:
    database.stated_cells = 1_000
    assert fetch_limits(client) == Limits(1_000, 30, 10)
    database.states_limits = False
    assert fetch_limits(client) == Limits()


def test_when_a_table_was_updated_stands_in_its_folder(client: SourceClient) -> None:
    assert fetch_updated(client, TABLE) == UPDATED
    assert fetch_updated(client, "vaerak/none.px") == ""


def test_the_client_asks_where_the_settings_say(monkeypatch: pytest.MonkeyPatch, replica: Replica) -> None:
    monkeypatch.setenv("HYTEDATA_PXWEB_URL", f"{replica.url}{ROOT}/")
    with pxweb_client() as client:
        assert fetch_metadata(client, TABLE).title.startswith("Tunnuslukuja")


# --- what it makes


def test_a_table_becomes_observations_with_marks_as_statuses(client: SourceClient, database: Pxweb) -> None:
    database.marks = {"KU049|2024|vaerak-vaesto": SECRET, "KU091|2024|vaerak-vaesto": UNKNOWN}
    database.notes = ["Pienet luvut on salattu."]
    indicator, report = population(), Report()
    tables = fetch_source_tables(client, indicator, indicator.sources[0])
    rows = parse_observations(tables, indicator, indicator.sources[0], date(2026, 11, 25), report)
    of_2024 = rows[rows["period"] == "2024"].set_index("area_code")
    assert of_2024["status"].to_dict() == {
        "FI": "OBSERVED", "049": "SUPPRESSED", "091": "MISSING", "01": "OBSERVED", "03": "OBSERVED",
    }  # fmt: skip
    assert of_2024.loc["FI", "value"] == figure_of("SSS|2024|vaerak-vaesto") == of_2024.loc["FI", "numerator"]
    assert set(rows["dataset"]) == {"pxweb"} and set(rows["data_date"]) == {date(2026, 3, 27)}
    assert report.rules == ["Pienet luvut on salattu."] and report.rows_taken == 10


def test_a_numerator_and_a_denominator_make_a_share(client: SourceClient) -> None:
    source = {"ids": [POPULATION], "denominator_ids": [POPULATION.replace("vaerak-vaesto", "vaesto_keski_ika")]}
    indicator = population(**source)
    tables = fetch_source_tables(client, indicator, indicator.sources[0])
    rows = parse_observations(tables, indicator, indicator.sources[0], date(2026, 11, 25), Report())
    espoo = rows[(rows["area_code"] == "049") & (rows["period"] == "2025")].iloc[0]
    above, below = figure_of("KU049|2025|vaerak-vaesto"), figure_of("KU049|2025|vaesto_keski_ika")
    assert espoo["value"] == pytest.approx(above / below)
    assert espoo["denominator"] == below


@pytest.mark.parametrize("wrong", ["vaerak/11ra?contentscode=x", "vaerak/11ra.px?contentscode", "11ra.px?", "../a.px"])
def test_an_id_of_another_form_is_refused(wrong: str) -> None:
    with pytest.raises(DefinitionError, match=r"PxWeb|figures of a table"):
        table_ids(Source(dataset="pxweb", ids=(wrong,)))  # type: ignore[arg-type]
