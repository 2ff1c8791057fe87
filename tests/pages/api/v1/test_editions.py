"""ETag: the same answer has the same tag and is not sent twice; another has another."""

import pytest
from starlette.testclient import TestClient

from tests.indicators.examples import of_year
from tests.pages.api.v1.conftest import Stocked

OBSERVATIONS = "/api/v1/observations"
ADDRESSES = [
    f"{OBSERVATIONS}?area=049&limit=3",
    f"{OBSERVATIONS}?area=049&limit=3&form=csv",
    f"{OBSERVATIONS}?area=049&limit=3&form=parquet",
    "/api/v1/indicators?limit=3",
    "/api/v1/indicators/low_income_rate",
    "/api/v1/areas?limit=3",
]


def tag(client: TestClient, address: str, **headers: str) -> str:
    return str(client.get(address, headers=headers).headers["etag"])


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_known_answer_is_not_sent_again(client: TestClient, address: str) -> None:
    first = client.get(address)
    assert first.headers["etag"].startswith('"')
    for stated in (first.headers["etag"], f"W/{first.headers['etag']}", f'"other", {first.headers["etag"]}', "*"):
        again = client.get(address, headers={"If-None-Match": stated})
        assert (again.status_code, again.content) == (304, b""), stated
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["cache-control"] == first.headers["cache-control"]
    assert client.get(address, headers={"If-None-Match": '"other"'}).content == first.content


def test_every_query_form_and_encoding_has_its_own_tag(client: TestClient) -> None:
    tags = [tag(client, address) for address in ADDRESSES]
    tags.append(tag(client, ADDRESSES[0], **{"Accept-Encoding": "gzip"}))
    tags.append(tag(client, f"{OBSERVATIONS}?area=091&limit=3"))
    assert len(set(tags)) == len(tags)


def test_the_form_asked_for_by_accept_has_the_tag_of_its_form(client: TestClient) -> None:
    asked = f"{OBSERVATIONS}?area=049&limit=3"
    assert tag(client, asked, Accept="text/csv") != tag(client, asked, Accept="application/json")
    assert "Accept" in client.get(asked).headers["vary"]


def test_a_new_version_of_the_store_is_a_new_edition(client: TestClient, stocked: Stocked) -> None:
    store = stocked({}, of_year(2019))
    addresses = (OBSERVATIONS, "/api/v1/indicators", "/api/v1/indicators/population")
    before = {address: tag(client, address) for address in addresses}
    assert before == {address: tag(client, address) for address in addresses}
    store.replace("population", "sotkanet_127", store.read().assign(value=1.0, numerator=1.0))
    for address in addresses:
        answer = client.get(address, headers={"If-None-Match": before[address]})
        assert answer.status_code == 200, address
        assert answer.headers["etag"] != before[address]


def test_a_stated_version_keeps_its_tag_and_may_be_kept(client: TestClient, stocked: Stocked) -> None:
    store = stocked({})
    fixed = f"{OBSERVATIONS}?version=0"
    before = tag(client, fixed)
    store.replace("population", "sotkanet_127", store.read().assign(value=1.0, numerator=1.0))
    assert client.get(fixed, headers={"If-None-Match": before}).status_code == 304
    assert "max-age" in client.get(fixed).headers["cache-control"]
    assert "no-cache" in client.get(OBSERVATIONS).headers["cache-control"]
