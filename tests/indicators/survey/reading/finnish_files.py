"""Files as the programs of Finnish offices write them, made here, each beside the table that it holds.

Webropol and other survey tools, Excel on Windows and Macintosh, PxWeb, SOTKAnet and people. Cells are expected as they
stand in the file: a decimal comma, a no-break space and a leading zero stay; types come later.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

Rows = list[list[str]]
NBSP, THIN, MINUS = "\u00a0", "\u202f", "\u2212"
BOM = b"\xef\xbb\xbf"
AREAS: Rows = [
    ["049", "Espoo", "Esbo", "314 024", "12,4"],
    ["078", "Hanko", "Hangö", "7 664", "18,1"],
    ["149", "Inkoo", "Ingå", "5 345", "9,8"],
    ["235", "Kauniainen", "Grankulla", "10 245", "6,2"],
    ["444", "Lohja", "Lojo", "45 886", "14,7"],
    ["710", "Raasepori", "Raseborg", "27 199", "15,9"],
]
AREA_NAMES = ["Kuntanumero", "Kunta", "Kommun", "Väkiluku", "Pienituloiset"]
ANSWERS: Rows = [
    ["1", "02600", "Samaa mieltä", "1,5", "Hyvä palvelu; kiitos!"],
    ["2", "00560", "Täysin eri mieltä", "12,25", 'Sanottiin "tule huomenna"'],
    ["3", "02100", "En osaa sanoa", "", ""],
    ["4", "02780", "Samaa mieltä", "0,5", "Jono, jono ja jono"],
    ["5", "02940", "Jokseenkin eri mieltä", "3", "Ei kommentoitavaa"],
]
ANSWER_NAMES = ["Vastaajanumero", "Postinumero", "Palvelut ovat lähellä", "Matka (km)", "Vapaa sana"]


@dataclass(frozen=True)
class FinnishFile:
    """A file; `columns` is None where nobody can know its table: then it is refused, or noted.

    `noted` are codes of notes that have to be there.
    """

    name: str
    content: bytes
    columns: list[str] | None
    rows: Rows
    noted: tuple[str, ...] = ()


def written(rows: Sequence[Sequence[str]], delimiter: str = ";", end: str = "\r\n", every: bool = False) -> str:
    """The rows as the csv module writes them; `every` quotes all cells."""
    out = StringIO()
    quoting = csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue()


def finnish_files() -> Iterator[FinnishFile]:
    """Every file of the family."""
    yield from _survey_tools()
    yield from _encodings()
    yield from _statistics()
    yield from _numbers()
    yield from _around_the_table()
    yield from _headers()
    yield from _commas()


def _survey_tools() -> Iterator[FinnishFile]:
    plain = written([ANSWER_NAMES, *ANSWERS])
    yield FinnishFile("survey_utf8_mark", BOM + plain.encode(), ANSWER_NAMES, ANSWERS)
    long = [
        "Vastaajanumero",
        "Postinumero",
        'Mitä mieltä olet väitteestä "Palvelut ovat lähellä, ja ne löytyvät"?',
        "Kuinka pitkä matka sinulla on lähimpään\nterveysasemaan; arvioi kilometreinä",
        "Vapaa sana",
    ]
    names = [" ".join(name.split()) for name in long]
    yield FinnishFile("webropol_long_questions", BOM + written([long, *ANSWERS]).encode(), names, ANSWERS)
    chosen = [
        ["1", "1", "0", "1", "Bussi, metro"],
        ["2", "0", "0", "1", ""],
        ["3", "1", "", "", "Kävellen\nja pyörällä"],
    ]
    choices = ["ID", "Millä kuljet? (Bussi)", "Millä kuljet? (Juna)", "Millä kuljet? (Metro)", "Muu, mikä?"]
    yield FinnishFile("webropol_many_choices", BOM + written([choices, *chosen]).encode(), choices, chosen)
    yield FinnishFile(
        "everything_quoted", written([ANSWER_NAMES, *ANSWERS], every=True).encode(), ANSWER_NAMES, ANSWERS
    )
    yield FinnishFile("excel_sep_line", ("sep=;\r\n" + plain).encode("cp1252"), ANSWER_NAMES, ANSWERS)
    stamped = [[f"{day}.2.2026 {8 + day}.05", *row] for day, row in enumerate(ANSWERS, 1)]
    names = ["Vastausaika", *ANSWER_NAMES]
    yield FinnishFile("finnish_times", written([names, *stamped]).encode(), names, stamped)
    ended = "".join(f"{line};\r\n" for line in plain.splitlines())
    yield FinnishFile("semicolon_at_every_end", ended.encode(), ANSWER_NAMES, ANSWERS)


def _encodings() -> Iterator[FinnishFile]:
    prices = [["Käynti", "25,40 €"], ["Åbo", "12,00 €"], ["Hyvinkään sairaala", "–"]]
    names = ["Palvelu", "Hinta (€)"]
    table = written([names, *prices])
    for encoding in ("cp1252", "iso8859-15", "utf-16", "utf-8"):
        content = (table if encoding != "iso8859-15" else table.replace("–", "-")).encode(encoding)
        rows = [[cell.replace("–", "-") for cell in row] for row in prices] if encoding == "iso8859-15" else prices
        yield FinnishFile(f"euro_{encoding}", content, names, rows)
    mac = written([ANSWER_NAMES, *ANSWERS], end="\r").encode("mac-roman")
    yield FinnishFile("excel_macintosh", mac, ANSWER_NAMES, ANSWERS)
    tabbed = written([ANSWER_NAMES, *ANSWERS], delimiter="\t")
    yield FinnishFile("excel_unicode_text", tabbed.encode("utf-16"), ANSWER_NAMES, ANSWERS)
    yield FinnishFile("excel_tab_text", tabbed.encode("cp1252"), ANSWER_NAMES, ANSWERS)
    twice = written([AREA_NAMES, *AREAS]).encode().decode("cp1252").encode()
    spoilt = [[cell.encode().decode("cp1252") for cell in row] for row in [AREA_NAMES, *AREAS]]
    yield FinnishFile("mojibake", twice, spoilt[0], spoilt[1:], ("mojibake",))
    shouted = [["049", "ESPOO"], ["186", "JÄRVENPÄÄ"], ["505", "MÄNTSÄLÄ"], ["149", "INGÅ"]]
    capital = written([["KUNTANUMERO", "KÄYNTIKUNTA"], *shouted]).encode("latin-1")
    yield FinnishFile("capital_letters_latin1", capital, ["KUNTANUMERO", "KÄYNTIKUNTA"], shouted)


def _statistics() -> Iterator[FinnishFile]:
    names = ["Alue", "Sukupuoli", "Väestö 2024", "Väestö 2025"]
    rows = [
        ["049 Espoo", "Miehet", "155431", "157012"],
        ["049 Espoo", "Naiset", "157900", "159822"],
        ["235 Kauniainen", "Miehet", "4915", "5003"],
        ["235 Kauniainen", "Naiset", "5201", ".."],
    ]
    body = written([names, *rows], delimiter=",", every=True)
    titled = f'"Väestö 31.12. alueittain, sukupuolittain ja vuosittain"\r\n\r\n{body}'
    yield FinnishFile("pxweb_title", titled.encode("cp1252"), names, rows, ("row_above",))
    sourced = f'{titled}\r\n"Lähde: Tilastokeskus, väestörakenne"\r\n"Päivitetty: 20260401 08:00"\r\n'
    yield FinnishFile("pxweb_title_and_source", sourced.encode(), names, rows, ("row_above", "row_below"))
    names = ["indicator", "region", "year", "gender", "primary value", "absolute value"]
    rows = [["127", "20", "2024", "total", "314024", "314024"], ["3126", "20", "2024", "total", "31.2", ""]]
    rows += [["3126", "114", "2024", "total", "41.8", ""], ["127", "114", "2024", "total", "10245", "10245"]]
    yield FinnishFile("sotkanet_csv", BOM + written([names, *rows]).encode(), names, rows)
    years = [["049", "1,2", "1,4", "1,5"], ["078", "2,0", "..", "2,2"], ["444", "1,9", "1,8", "*"]]
    names = ["Kuntanumero", "2022", "2023", "2024"]
    yield FinnishFile("years_as_names", written([names, *years]).encode(), names, years)
    days = [["049", "12", "14"], ["078", "2", "1"], ["444", "9", "8"], ["710", "4", "4"]]
    names = ["Kunta", "1.1.2025", "1.1.2026"]
    yield FinnishFile("dates_as_names", written([names, *days]).encode(), names, days)


def _numbers() -> Iterator[FinnishFile]:
    names = ["Alue", "Väkiluku", "Muutos", "Osuus"]
    rows = [
        ["Espoo", f"314{NBSP}024", f"{MINUS}1,2", f"12,4{NBSP}%"],
        ["Hanko", f"7{THIN}664", "+0,3", f"18,1{NBSP}%"],
        ["Inkoo", "5 345", "-0,4", ".."],
        ["Siuntio", "6 171", "…", "*"],
        ["Karkkila", "8 468", "–", "-"],
    ]
    yield FinnishFile("spaces_minus_and_marks", written([names, *rows]).encode(), names, rows)
    latin = [[c.replace(THIN, NBSP).replace(MINUS, "-").replace("…", "..").replace("–", "-") for c in r] for r in rows]
    yield FinnishFile("spaces_in_cp1252", written([names, *latin]).encode("cp1252"), names, latin)
    yield FinnishFile("zeros_and_codes", written([AREA_NAMES, *AREAS]).encode(), AREA_NAMES, AREAS)
    codes = [["02600", "0491011111", "01"], ["00560", "0491011112", "02"], ["02100", "0492021111", "03"]]
    names = ["Postinumero", "Pienalue", "Hyvinvointialue"]
    yield FinnishFile("only_codes", written([names, *codes]).encode(), names, codes)
    coded = [["1", "1", "99"], ["2", "9", "3"], ["3", "2", "-1"], ["4", "", "5"]]
    yield FinnishFile("survey_codes", written([["id", "k1", "k2"], *coded]).encode(), ["id", "k1", "k2"], coded)


def _around_the_table() -> Iterator[FinnishFile]:
    table = written([AREA_NAMES, *AREAS])
    title = "Pienituloisuus Länsi-Uudellamaalla 2024;;;;\r\n"
    yield FinnishFile("title_with_delimiters", (title + ";;;;\r\n" + table).encode(), AREA_NAMES, AREAS, ("row_above",))
    lines = "Pienituloisuus 2024\r\nTulostettu 3.2.2026\r\n\r\n"
    yield FinnishFile("titles_bare", (lines + table).encode("cp1252"), AREA_NAMES, AREAS, ("row_above",))
    source = "\r\nLähde: Tilastokeskus\r\n* = tietoa ei esitetä tietosuojan vuoksi\r\n"
    yield FinnishFile("source_below", (table + source).encode(), AREA_NAMES, AREAS, ("row_below",))
    filled = "Källa: Statistikcentralen;;;;\r\n"
    yield FinnishFile("source_below_swedish", (table + filled).encode(), AREA_NAMES, AREAS, ("row_below",))
    total = [*AREAS, ["", "Yhteensä", "Sammanlagt", "410 363", "12,9"]]
    yield FinnishFile("sum_row", written([AREA_NAMES, *total]).encode(), AREA_NAMES, total, ("sum_row",))
    country = [["658", "Koko maa", "Hela landet", "5 603 851", "13,5"], *AREAS]
    yield FinnishFile("whole_country", written([AREA_NAMES, *country]).encode(), AREA_NAMES, country)
    gaps = written([AREA_NAMES, *AREAS[:3]]) + ";;;;\r\n\r\n" + written(AREAS[3:])
    yield FinnishFile("empty_rows_within", gaps.encode(), AREA_NAMES, AREAS, ("empty_rows",))
    pages = table + written([AREA_NAMES, ["755", "Siuntio", "Sjundeå", "6 171", "8,8"]])
    more = [*AREAS, ["755", "Siuntio", "Sjundeå", "6 171", "8,8"]]
    yield FinnishFile("header_on_every_page", pages.encode(), AREA_NAMES, more, ("header_again",))


def _headers() -> Iterator[FinnishFile]:
    rows = [
        ["049", "12,4", "11,9", "8,1", "8,0"],
        ["078", "18,1", "17,5", "9,9", "9,1"],
        ["444", "14,7", "14,0", "7,7", ".."],
    ]
    rows += [["710", "15,9", "15,2", "8,4", "8,6"]]
    two = [["Kunta", "Pienituloiset", "", "Työttömät", ""], ["", "Miehet", "Naiset", "Miehet", "Naiset"]]
    pairs = ["Pienituloiset – Miehet", "Pienituloiset – Naiset", "Työttömät – Miehet", "Työttömät – Naiset"]
    yield FinnishFile(
        "two_header_rows", written([*two, *rows]).encode(), ["Kunta", *pairs], rows, ("header_rows_joined",)
    )
    both = [["Kunta", "Väkiluku"], ["Kommun", "Folkmängd"]]
    counts = [["049", "314024"], ["078", "7664"], ["149", "5345"], ["444", "45886"], ["710", "27199"]]
    names = ["Kunta – Kommun", "Väkiluku – Folkmängd"]
    yield FinnishFile("two_languages", written([*both, *counts]).encode(), names, counts, ("header_rows_joined",))
    twice = ["Kunta", "Arvo", "Arvo"]
    three = [["Espoo", "1,2", "3"], ["Hanko", "2,1", "4"], ["Lohja", "0,9", "2"]]
    yield FinnishFile(
        "same_name_twice", written([twice, *three]).encode(), ["Kunta", "Arvo", "Arvo (2)"], three, ("name_twice",)
    )
    unnamed = ["", "Arvo", "Lukumäärä"]
    yield FinnishFile("first_name_missing", written([unnamed, *three]).encode(), ["column 1", *unnamed[1:]], three)
    one = [["Hyvä palvelu"], ["Jonot ovat pitkiä"], ["En tiedä"]]
    yield FinnishFile("one_column_of_words", written([["Vapaa sana"], *one]).encode(), ["Vapaa sana"], one)


def _commas() -> Iterator[FinnishFile]:
    rows = [["Espoo", "12,4", "3,10"], ["Hanko", "18,1", "2,05"], ["Lohja", "14,7", "1,95"], ["Inkoo", "9,8", "0,75"]]
    names = ["Kunta", "Osuus", "Luku"]
    yield FinnishFile("decimal_comma_quoted", written([names, *rows], delimiter=",").encode(), names, rows)
    bare = "Kunta,Osuus\r\nEspoo,12,4\r\nHanko,18,1\r\nLohja,14,7\r\nInkoo,9,8\r\n"
    yield FinnishFile("decimal_comma_bare", bare.encode(), None, [])
    uneven = "Kunta,Osuus,Luku\r\nEspoo,12,4,3\r\nHanko,18,2,1\r\nLohja,14,7,2,5\r\nInkoo,9,1\r\n"
    yield FinnishFile("decimal_comma_uneven", uneven.encode(), None, [])
