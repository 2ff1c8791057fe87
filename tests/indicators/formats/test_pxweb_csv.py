"""PxWeb's CSV exports, real and tricky."""

import pytest

from indicators.errors import UploadError
from indicators.formats.imports import Wishes
from indicators.formats.pxweb_csv import read_pxweb_csv
from indicators.formats.table_cells import Layout
from tests.indicators.examples import definition
from tests.indicators.formats.recorded import aside, imported, recorded

PLAIN = definition(indicator_id="plain", first_year=2000)


def test_a_real_export_with_a_column_a_year() -> None:
    table = read_pxweb_csv(recorded("pxweb_12f1.raw"))
    assert table.code == "12f1"
    assert [(each.code, len(each.categories)) for each in table.dimensions] == [
        ("Postal code area", 2), ("Information", 1), ("time", 12),
    ]  # fmt: skip
    assert next(iter(table.dimensions[0].categories)) == "00100  Helsinki keskusta - Etu-Töölö (Helsinki)"
    assert (table.values.iloc[0], table.rows.iloc[0], table.rows.iloc[-1]) == ("23296", 4, 5)


def test_a_real_export_of_places_we_do_not_have_is_accounted_for() -> None:
    wishes = Wishes(
        choices=(("Information", "Inhabitants, total (HE)"),), layout=Layout(area_dimension="Postal code area")
    )
    result = imported(recorded("pxweb_12f7.raw"), PLAIN, wishes=wishes)
    assert result.rows.empty
    assert aside(result) == {"no area of the register has this code or name": 2}


TRICKY = (
    '"001 -- Väestö, osuus"\r\n\r\n"Alue";"Vuosi";"Osuus, % ""kaikista""";"Lukumäärä"\r\n'
    '"KU049 Espoo";"2023";12,5;"..."\r\n"KU049 Espoo";"2024*";13,5;..\r\n"SSS";"2024";-;1 234\r\n'
)


def test_marks_commas_doubled_quotes_and_provisional_years() -> None:
    choose = Wishes(choices=(("contents", 'Osuus, % "kaikista"'),))
    rows = imported(TRICKY.encode("iso-8859-1"), PLAIN, wishes=choose).rows
    assert rows[["area_code", "period", "value"]].to_numpy().tolist() == [
        ["FI", "2024", 0.0], ["049", "2023", 12.5], ["049", "2024", 13.5],
    ]  # fmt: skip
    counts = imported(TRICKY.encode("utf-8-sig"), PLAIN, wishes=Wishes(choices=(("contents", "Lukumäärä"),))).rows
    assert counts["status"].tolist() == ["OBSERVED", "SUPPRESSED", "MISSING"]
    assert counts["value"].iloc[0] == 1234


def test_contents_and_years_in_the_headers_are_told_apart() -> None:
    content = '"T"\n\n"Area","Men 2023","Women 2023","Men 2024"\n"049",1,2,3\n'
    table = read_pxweb_csv(content.encode())
    assert table.keys.to_numpy().tolist() == [["049", "Men", "2023"], ["049", "Women", "2023"], ["049", "Men", "2024"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('"T"\n\n"A","2023"\n"049",1,2\n', "row 4 has 3 fields, but the header .row 3. has 2"),
        ('"T"\n\n"A","2023"\n', "no data rows"),
        ('"T"\n\n"A","B"\n"049","1"\n', "no columns of quoted texts followed by"),
        ('"T"\n\n"A","A","2023"\n"049","x",1\n', "a column twice"),
        ('"T"\n\n"A","2023"\n"049"x,1\n', "row 4: text follows a closing quotation mark"),
    ],
)
def test_a_broken_export_is_refused_naming_the_place(content: str, said: str) -> None:
    with pytest.raises(UploadError, match=said):
        read_pxweb_csv(content.encode())
