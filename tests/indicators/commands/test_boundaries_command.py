"""`boundaries` against a replica of a WFS: what is taken, what is refused, and that what stood then stands."""

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import shapely
from pyproj import Transformer

from geodata.areas import area_name, areas_within, load_areas
from geodata.boundaries import geometry_codes, geometry_name, load_geometry, read_geometry
from geodata.changes import municipalities_of
from geodata.levels import AreaLevel
from geodata.overlay import overlay_dir, write_overlay
from indicators.commands import boundaries_command
from indicators.sources import boundaries
from indicators.sources.http import SourceClient
from tests.replica.faults import dropped, status, truncated
from tests.replica.server import Fault, Replica
from tests.replica.wfs import COLLECTIONS, ITEMS, TM35FIN, WFS, Wfs, bow_tie, feature, municipality, square

CODES = municipalities_of(2026)
Run = Callable[..., int]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HYTEDATA_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def wfs() -> Wfs:
    return Wfs([municipality(code) for code in CODES])


@pytest.fixture
def server(wfs: Wfs) -> Iterator[Replica]:
    with Replica([wfs.route]) as running:
        yield running


@pytest.fixture
def run(server: Replica, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command, of municipalities where nothing else is asked for, with the replica as every source."""

    def run_one(*arguments: str) -> int:
        parser = argparse.ArgumentParser()
        boundaries_command.add_to(parser.add_subparsers())
        given = arguments or ("--layer", "municipality")
        parsed = parser.parse_args(["boundaries", *given])
        return int(parsed.run(parsed))

    monkeypatch.setattr(boundaries, "SourceClient", partial(SourceClient, sleep=lambda _: None))
    for name in ("HYTEDATA_WFS_URL", "HYTEDATA_HSY_WFS_URL"):
        monkeypatch.setenv(name, server.url + WFS)
    return run_one


def without(*codes: str) -> list[dict[str, object]]:
    return [municipality(code) for code in CODES if code not in codes]


def test_a_whole_layer_is_kept_and_drawn_under_this_years_name(
    run: Run, server: Replica, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    assert geometry_codes("municipality-2026") == set(CODES)
    assert len(geometry_codes("municipality-2026-03")) == 10
    told = capsys.readouterr().out
    assert "municipality 2026 (as the areas state): 308 areas; 0 repaired, 0 unknown, 0 unreadable" in told
    assert "kept municipality-2026: 308 areas" in told
    assert server.log[0].query["typeNames"] == ["tilastointialueet:kunta1000k_2026"]


def test_what_is_kept_is_drawn_where_it_fits(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--layer", "municipality", "--dry-run") == 0
    assert geometry_name(AreaLevel.MUNICIPALITY, "03") == "municipality-2025-03"
    assert run() == 0
    assert geometry_name(AreaLevel.MUNICIPALITY, "03") == "municipality-2026-03"
    would, did = capsys.readouterr().out.split("municipality 2026 (as")[1:]
    assert would.count("; maps draw it\n") == did.count("; maps draw it\n") == 3


def test_what_lacks_an_area_is_kept_and_told_not_to_be_drawn(
    run: Run, wfs: Wfs, capsys: pytest.CaptureFixture[str]
) -> None:
    wfs.features = without("091", "005")
    assert run() == 3
    assert geometry_name(AreaLevel.MUNICIPALITY, "03") == "municipality-2025-03"
    told = capsys.readouterr().out
    assert "maps draw municipality-2025, for this is another division: 005, 091\n" in told
    assert "maps draw municipality-2025-around-03, for this is another division: 005, 091\n" in told


def test_an_older_year_is_kept_and_told_not_to_be_drawn(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    write_overlay({"municipality-2027": (CODES, b"{}")}, overlay_dir())
    assert run() == 0
    assert "maps draw municipality-2027, which is newer\n" in capsys.readouterr().out
    assert geometry_name(AreaLevel.MUNICIPALITY, "FI") == "municipality-2027"


@pytest.mark.parametrize(("number", "named"), [(10, "a9"), (11, "a9 and 1 more")])
def test_ten_areas_of_another_division_are_named_and_the_others_counted(number: int, named: str) -> None:
    other = {"municipality-2026": (*CODES, *(f"a{i:x}" for i in range(number)))}
    assert boundaries_command._use("municipality-2026", other).endswith(f"a8, {named}")


def test_known_areas_carry_the_names_of_the_register(run: Run) -> None:
    run()
    areas = load_geometry("municipality-2026").set_index("code")
    assert areas.loc["049", ["fi", "sv"]].tolist() == ["Espoo", "Esbo"]


def test_a_ring_that_crosses_itself_is_repaired_kept_and_told(
    run: Run, wfs: Wfs, capsys: pytest.CaptureFixture[str]
) -> None:
    place = wfs.features[0]["geometry"]["coordinates"][0][0]
    wfs.features[0] = municipality(CODES[0], ring=bow_tie(*place, 0.2))
    assert run() == 3
    assert shapely.is_valid(load_geometry("municipality-2026").geometry.to_numpy()).all()
    told = capsys.readouterr().out
    assert "1 repaired" in told
    assert f"  {CODES[0]}: Self-intersection" in told


@pytest.mark.parametrize(("number", "code"), [(3, 3), (4, 1)])
def test_a_few_missing_areas_are_told_and_more_are_refused(
    run: Run, wfs: Wfs, capsys: pytest.CaptureFixture[str], number: int, code: int
) -> None:
    wfs.features = without(*CODES[:number])
    assert run() == code
    told = capsys.readouterr()
    assert f"{number} missing\n  missing: {', '.join(CODES[:number])}" in told.out
    assert ("4 of 308 expected areas are missing" in told.err) == (code == 1)
    assert overlay_dir().exists() == (code == 3)


def test_a_second_fetch_replaces_the_first(run: Run, wfs: Wfs) -> None:
    assert run() == 0
    before = read_geometry("municipality-2026")
    wfs.features[0] = municipality(CODES[0], ring=square(31.2, 69.5, 0.3))
    assert run() == 0
    assert read_geometry("municipality-2026") != before
    assert load_geometry("municipality-2026").set_index("code").geometry[CODES[0]].bounds[3] == 69.8


def test_an_answer_that_lacks_an_area_that_stands_is_refused(
    run: Run, wfs: Wfs, capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    before = read_geometry("municipality-2026")
    wfs.features = without("049")
    assert run() == 1
    assert "areas the answer lacks: 049;" in capsys.readouterr().err
    assert read_geometry("municipality-2026") == before


def in_metres_unsaid(wfs: Wfs) -> None:
    wfs.features = [*without("049"), municipality("049", ring=square(385_000.0, 6_672_000.0, 1_000.0))]
    wfs.crs = None


def in_an_unknown_system(wfs: Wfs) -> None:
    wfs.crs = "urn:ogc:def:crs:EPSG::2393"


def of_another_year(wfs: Wfs) -> None:
    wfs.features = [municipality(code, year=2025) for code in CODES]


def cut_short(wfs: Wfs) -> None:
    wfs.change = lambda page, start: page | {"features": page["features"] if start == 0 else []}


def one_hidden_under_another(wfs: Wfs) -> None:
    wfs.features = [*without("049"), wfs.features[0] | {"properties": municipality("049")["properties"]}]


BAD = [in_metres_unsaid, in_an_unknown_system, of_another_year, cut_short, one_hidden_under_another]


@pytest.mark.parametrize("spoil", BAD)
def test_a_bad_answer_is_refused_and_what_stood_stands(
    run: Run, wfs: Wfs, capsys: pytest.CaptureFixture[str], spoil: Callable[[Wfs], None]
) -> None:
    run()
    before = read_geometry("municipality-2026")
    spoil(wfs)
    assert run() == 1
    assert "municipality 2026: refused, nothing was changed: " in capsys.readouterr().err
    assert read_geometry("municipality-2026") == before


def test_a_dry_run_tells_all_and_writes_nothing(run: Run, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--layer", "municipality", "--dry-run") == 0
    assert "would keep municipality-2026-03: 10 areas" in capsys.readouterr().out
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(("fault", "code"), [(status(503), 4), (dropped, 4), (status(400), 1), (truncated, 1)])
def test_a_source_that_fails_leaves_what_stood(run: Run, server: Replica, fault: Fault, code: int) -> None:
    run()
    before = read_geometry("municipality-2026")
    server.provoke(WFS, fault)
    assert run() == code
    assert read_geometry("municipality-2026") == before


def test_a_kill_before_the_manifest_leaves_what_stood(run: Run, wfs: Wfs, monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    before = read_geometry("municipality-2026")
    wfs.features[0] = municipality(CODES[0], ring=square(31.2, 69.5, 0.3))
    replace = Path.replace

    def killed(path: Path, target: Path) -> Path:
        if target.name == "manifest.json":
            raise KeyboardInterrupt
        return replace(path, target)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Path, "replace", killed)
        run()
    assert read_geometry("municipality-2026") == before
    assert run() == 0
    assert read_geometry("municipality-2026") != before


def test_an_embedded_year_is_not_even_asked_for(run: Run, server: Replica, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--layer", "municipality", "--year", "2025") == 1
    assert "municipality-2025 is embedded" in capsys.readouterr().err
    assert server.log == []


def test_postal_areas_are_kept_for_the_county_and_each_municipality(run: Run, wfs: Wfs) -> None:
    areas = load_areas()
    known = areas[(areas["area_level"] == "POSTAL_AREA") & (areas["boundary_year"] == 2019)]
    pairs = zip(known["area_code"], known["municipality_code"], strict=True)
    wfs.features = [
        feature(
            {"postinumeroalue": code, "nimi": code, "namn": "", "vuosi": 2026, "kunta": home},
            square(23.0 + place % 12 * 0.05, 60.0 + place // 12 * 0.05, 0.05),
        )
        for place, (code, home) in enumerate(pairs)
    ]
    assert run("--layer", "postal_area", "--year", "2026") == 0
    assert len(geometry_codes("postal_area-2026-03")) == 130
    assert geometry_codes("postal_area-2026-235") == {"02700"}
    assert load_geometry("postal_area-2026-235")["sv"].tolist() == [area_name(AreaLevel.POSTAL_AREA, "02700", "sv")]


def test_the_worst_of_several_layers_is_told_and_the_good_one_kept(run: Run) -> None:
    assert run("--layer", "municipality", "--layer", "major_district") == 1
    assert geometry_codes("municipality-2026") == set(CODES)


def test_districts_are_kept_for_each_city_with_the_citys_swedish_names(run: Run, wfs: Wfs) -> None:
    wanted = areas_within(AreaLevel.MAJOR_DISTRICT, AreaLevel.COUNTRY, "FI")
    wfs.features = [
        feature({"kokotun": f"{code}000000", "kunta": code[:3], "nimi": code}, square(24.2 + place * 0.05, 60.25, 0.05))
        for place, code in enumerate([*wanted, "0911"])
    ]
    assert run("--layer", "major_district") == 0
    assert len(geometry_codes("major_district-2026-049")) == 7
    assert load_geometry("major_district-2026-235")["sv"].tolist() == ["Grankulla"]


def test_an_ogc_api_gives_the_same_boundaries_as_a_wfs(
    run: Run, server: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    before = read_geometry("municipality-2026")
    monkeypatch.setenv("HYTEDATA_WFS_URL", server.url + COLLECTIONS)
    server.forget()
    assert run() == 0
    assert server.asked[ITEMS] == 2
    assert WFS not in server.asked
    assert read_geometry("municipality-2026") == before


def test_an_ogc_api_that_has_metres_only_is_asked_for_them_and_turned_into_degrees(
    run: Run, server: Replica, wfs: Wfs, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    before = load_geometry("municipality-2026").set_index("code").geometry
    metres = Transformer.from_crs(4326, 3067, always_xy=True)
    for each in wfs.features:
        each["geometry"]["coordinates"] = [[metres.transform(*point) for point in each["geometry"]["coordinates"][0]]]
    wfs.offered = (TM35FIN,)
    monkeypatch.setenv("HYTEDATA_WFS_URL", server.url + COLLECTIONS)
    assert run() == 0
    after = load_geometry("municipality-2026").set_index("code").geometry
    assert after["049"].symmetric_difference(before["049"]).area < 1e-6 * before["049"].area


@pytest.mark.parametrize(("fault", "code"), [(status(503), 4), (status(400), 1), (truncated, 1)])
def test_an_ogc_api_that_fails_leaves_what_stood(
    run: Run, server: Replica, monkeypatch: pytest.MonkeyPatch, fault: Fault, code: int
) -> None:
    run()
    before = read_geometry("municipality-2026")
    monkeypatch.setenv("HYTEDATA_WFS_URL", server.url + COLLECTIONS)
    server.provoke(ITEMS, fault)
    assert run() == code
    assert read_geometry("municipality-2026") == before


def test_damaged_boundaries_do_not_hinder_new_ones(run: Run) -> None:
    write_overlay({"municipality-2026": (CODES, b"{}")}, overlay_dir())
    (path,) = overlay_dir().glob("municipality-2026.*.json")
    path.write_bytes(b"")
    assert run() == 0
    assert geometry_codes("municipality-2026") == set(CODES)
