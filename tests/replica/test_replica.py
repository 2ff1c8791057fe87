"""The replica answers as SOTKAnet has been seen to, and its counts can be trusted."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.replica import faults
from tests.replica.server import Answer, Replica
from tests.replica.sotkanet import FIGURES, LIST, REGIONS, Sotkanet
from tests.replica.sotkanet_regions import RECORDED, all_regions

POPULATION = {"indicator": 127, "years": [2022, 2023], "genders": "total"}


def got(replica: Replica, path: str, params: dict[str, Any] | None = None, **named: Any) -> requests.Response:
    return requests.get(replica.url + path, params=params, timeout=10, **named)


def test_it_refuses_what_sotkanet_refuses(replica: Replica) -> None:
    assert got(replica, LIST, headers={"User-Agent": ""}).status_code == 403
    assert got(replica, FIGURES, {"indicator": 127, "years": 2020}).status_code == 400
    assert got(replica, FIGURES, {"indicator": 127, "genders": "total"}).status_code == 400
    assert got(replica, f"{LIST}/99999").status_code == 404
    assert got(replica, "/elsewhere").status_code == 404


def test_figures_are_the_same_every_time_and_leave_out_what_there_is_none_of(replica: Replica) -> None:
    rows = got(replica, FIGURES, POPULATION).json()
    assert rows == got(replica, FIGURES, POPULATION).json()
    assert set(rows[0]) == {"indicator", "region", "year", "gender", "value"}
    assert {row["year"] for row in rows} == {2022, 2023}
    assert len(rows) < 2 * len(all_regions())
    assert "absValue" in got(replica, FIGURES, {**POPULATION, "indicator": 186}).json()[0]
    assert got(replica, FIGURES, {**POPULATION, "genders": "male"}).json() == []


def test_regions_are_as_many_as_in_finland_with_codes_that_repeat_between_categories() -> None:
    regions = all_regions()
    assert len({region["id"] for region in regions}) == len(regions)
    assert sum(region["category"] == "KUNTA" for region in regions) == 308
    assert len({region["category"] for region in regions if region["code"] == "03"}) > 3
    served = {region["id"]: region for region in json.loads((RECORDED / "regions_sample.json").read_text("utf-8"))}
    assert {region["id"]: region for region in regions if region["id"] in served} == served


def test_a_recorded_description_is_served_as_it_was_but_for_its_regions(replica: Replica) -> None:
    (recorded, _) = json.loads((RECORDED / "metadata_sample.json").read_text("utf-8"))
    served = got(replica, f"{LIST}/186").json()
    for key in ("title", "description", "limits", "notices", "decimals", "data-updated", "range", "subjects"):
        assert served[key] == recorded[key], key


def test_it_grows_to_the_size_that_is_asked_for() -> None:
    assert [len(Sotkanet(number).indicators) for number in (1, 132, 3_700)] == [1, 132, 3_700]


def test_faults_come_in_order_as_often_as_told_and_heal(replica: Replica) -> None:
    replica.provoke(REGIONS, faults.status(502), times=2)
    replica.provoke(REGIONS, faults.status(503), times=1)
    assert [got(replica, REGIONS).status_code for _ in range(4)] == [502, 502, 503, 200]
    replica.provoke(REGIONS, faults.status(502))
    replica.heal()
    assert got(replica, REGIONS).status_code == 200
    assert replica.asked == {REGIONS: 5}
    replica.forget()
    assert (replica.asked.total(), replica.log, replica.most_at_once) == (0, [], 0)


def test_a_fault_leaves_other_paths_alone(replica: Replica) -> None:
    replica.provoke(REGIONS, faults.status(502))
    assert got(replica, LIST).status_code == 200


@pytest.mark.parametrize("name", sorted(set(faults.NAMED) - {"slow-drip", "gzip-bomb"}))
def test_every_named_fault_changes_a_good_answer(name: str) -> None:
    good = Answer(json.dumps([{"indicator": 1, "region": 2, "year": 2020, "gender": "total", "value": 3}]).encode())
    assert faults.NAMED[name](good) != good


def test_it_runs_by_hand_and_counts() -> None:
    command = [sys.executable, "-m", "tests.replica", "--indicators", "140", "--fault", f"{REGIONS}=502"]
    with subprocess.Popen(
        command, cwd=Path(__file__).parents[2], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdin
        assert running.stdout
        base = running.stdout.readline().strip().partition("=")[2]
        assert running.stdout.readline().startswith("HYTEDATA_PXWEB_URL=http://127.0.0.1:")
        assert len(requests.get(f"{base}indicators", timeout=10).json()) == 140
        assert requests.get(f"{base}regions", timeout=10).status_code == 502
        running.stdin.write("\n")
        running.stdin.flush()
        counts = json.loads(running.stdout.readline())
        running.stdin.close()
    assert (counts["asked"], counts["paths"]) == (2, {LIST: 1, REGIONS: 1})
