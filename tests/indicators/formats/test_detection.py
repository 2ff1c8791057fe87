"""The form of a file is found in its content, whatever it is called."""

import pytest

from indicators.errors import UploadError
from indicators.formats.detection import detect_form
from indicators.formats.house import write_csv, write_parquet
from tests.indicators.examples import observations
from tests.indicators.formats.recorded import recorded


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (recorded("sotkanet_web_export.raw"), "sotkanet-web"),
        (recorded("sotkanet_r_client.csv"), "sotkanet-csv"),
        (recorded("sotkanet_json_171.json"), "sotkanet-json"),
        (recorded("pxweb_12f7.raw"), "pxweb-csv"),
        (recorded("pxweb_12f1.raw"), "pxweb-csv"),
        (write_csv(observations({})), "csv"),
        (write_parquet(observations({})), "parquet"),
        (b'\xef\xbb\xbf"indicator";"region";"year";"gender";"primary value"\n', "sotkanet-csv"),
        (b"[]", "sotkanet-json"),
    ],
)
def test_a_form_is_found_in_the_content(content: bytes, form: str) -> None:
    assert detect_form(content) == form


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<!doctype html><p>502", "a web page"),
        (b'{"variables": []}', "neither a JSON-stat"),
        (b"code,name\n049,Espoo\n", "no header or form that is known"),
        (b"", "no header or form that is known"),
        (b"\x00\x01\x02", "neither text nor"),
    ],
)
def test_another_file_is_told_what_it_seems_to_be(content: bytes, said: str) -> None:
    with pytest.raises(UploadError, match=said):
        detect_form(content)
