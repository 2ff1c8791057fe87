"""PX files: encodings, several-line texts, symbols, codes, other languages, and files that are not whole."""

import pytest

from indicators.errors import UploadError
from indicators.formats.detection import detect_form
from indicators.formats.imports import Wishes
from indicators.formats.px import read_px
from tests.indicators.examples import definition
from tests.indicators.formats.recorded import imported

TEXT = """CHARSET="ANSI";
AXIS-VERSION="2013";
LANGUAGE="fi";
LANGUAGES="fi","sv";
TABLEID="statfin_vaerak_pxt_11ra";
TITLE="Väestö; osuus = laskettu (ks. ohje)"
" toiselle riville";
SOURCE="Tilastokeskus";
CONTVARIABLE="Tiedot";
STUB="Alue","Tiedot";
STUB[sv]="Område","Uppgifter";
HEADING="Vuosi";
VALUES("Alue")="Espoo","Koko; maa",
"Uusimaa";
VALUES[sv]("Område")="Esbo","Hela landet","Nyland";
VALUES("Tiedot")="Väkiluku";
VALUES("Vuosi")="2023","2024";
TIMEVAL("Vuosi")=TLIST(A1,"2023"-"2024");
CODES("Alue")="KU049","SSS","MK01";
CODES("Tiedot")="vaesto";
VARIABLE-TYPE("Alue")="geographical";
DATASYMBOL2="Tieto on salattu";
DATASYMBOL4="Ei kysytty";
NOTE="Ennakkotieto#ks. laatuseloste";
DATANOTECELL("KU049","*","2024")="*";
DATA=
1.5 2
".." "-"
"..." "....";
"""
POPULATION = definition(indicator_id="people", sources=[{"dataset": "pxweb", "ids": ["vaerak/11ra.px?Tiedot=vaesto"]}])


def test_a_px_file_becomes_observations() -> None:
    result = imported(TEXT.encode("cp1252"), POPULATION)
    rows = result.rows.set_index(["area_code", "period"])
    assert result.form == "px"
    assert rows["status"].to_dict() == {
        ("FI", "2023"): "SUPPRESSED",
        ("FI", "2024"): "OBSERVED",
        ("049", "2023"): "OBSERVED",
        ("049", "2024"): "PROVISIONAL",
        ("01", "2023"): "SUPPRESSED",
        ("01", "2024"): "MISSING",
    }
    assert rows["value"].dropna().to_dict() == {("049", "2023"): 1.5, ("049", "2024"): 2.0, ("FI", "2024"): 0.0}
    assert result.report.rules[-1] == "Ennakkotieto ks. laatuseloste"
    assert "DATASYMBOL2: Tieto on salattu" in result.report.rules


def test_texts_may_hold_semicolons_equals_signs_and_go_over_several_lines() -> None:
    table = read_px(TEXT.encode("cp1252"))
    assert table.title == "Väestö; osuus = laskettu (ks. ohje) toiselle riville"
    assert list(table.dimensions[0].categories.values()) == ["Espoo", "Koko; maa", "Uusimaa"]
    assert [each.role for each in table.dimensions] == ["geo", "metric", "time"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TEXT, "cp1252"),
        (TEXT, "utf-8"),
        ("\ufeff" + TEXT, "utf-8"),
        (TEXT.replace('"ANSI";', '"ANSI";\nCODEPAGE="iso-8859-15";'), "iso-8859-15"),
        (TEXT.replace('CHARSET="ANSI";\n', ""), "cp850"),
        (TEXT.replace("\n", "\r\n"), "cp1252"),
    ],
)
def test_every_encoding_reads_the_same_words(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    assert detect_form(content) == "px"
    assert read_px(content).dimensions[1].categories["vaesto"] == "Väkiluku"


def test_months_go_by_their_labels_where_codes_are_no_periods() -> None:
    text = TEXT.replace(
        'VALUES("Vuosi")="2023","2024";', 'VALUES("Vuosi")="2023M05","2023M06";\nCODES("Vuosi")="0","1";'
    )
    rows = imported(text.replace('"*","2024"', '"*","1"').encode(), POPULATION).rows
    assert set(rows["period"]) == {"2023-05", "2023-06"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1.5 2\n", "1.5\n", "5 cells, but the dimensions make 6"),
        ('VALUES("Tiedot")="Väkiluku";', "", "dimension 'Tiedot' has no values"),
        ('"KU049","SSS","MK01"', '"KU049","SSS"', "2 codes and 3 labels"),
        ('"KU049","SSS","MK01"', '"KU049","SSS","SSS"', "a code stands twice"),
        ('SOURCE="Tilastokeskus";', 'SOURCE="Tilastokeskus', "line"),
        ('SOURCE="Tilastokeskus";', 'KEYS("Alue")=CODES;', "sparse form"),
        ('STUB="Alue","Tiedot";', "", "but the dimensions make 2"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(UploadError, match=said):
        read_px(TEXT.replace(old, new, 1).encode("cp1252"))


def test_a_dimension_is_found_by_its_label_too() -> None:
    wishes = Wishes(indicators=("people",), choices=(("tiedot", "väkiluku"),))
    assert len(imported(TEXT.encode(), POPULATION, wishes=wishes).rows) == 6
