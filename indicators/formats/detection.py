"""Which form a file has: by what stands in it, never by its name."""

from enum import StrEnum

from indicators.errors import UploadError
from indicators.formats.house import is_house_header
from indicators.formats.jsonstat import is_jsonstat, load_json
from indicators.formats.px import is_px
from indicators.formats.pxweb_csv import is_pxweb_csv
from indicators.formats.sotkanet import WEB_COLUMNS, field_names, is_named_header, is_rest_json
from indicators.survey.reading.decoding import text_of

HEAD = 65_536
"""Bytes looked at of a text file."""


class Form(StrEnum):
    """The forms that `import` reads."""

    SOTKANET_CSV = "sotkanet-csv"
    SOTKANET_JSON = "sotkanet-json"
    SOTKANET_WEB = "sotkanet-web"
    PXWEB_CSV = "pxweb-csv"
    JSONSTAT = "jsonstat"
    PX = "px"
    HOUSE_CSV = "csv"
    PARQUET = "parquet"


def detect_form(content: bytes) -> Form:
    """The form of a file. Raises UploadError for a file of no known form, and for what is no text."""
    if content.startswith(b"PAR1"):
        return Form.PARQUET
    if is_px(content):
        return Form.PX
    text = _head(content)
    if text.lstrip()[:1] in ("{", "["):
        return _form_of_json(content)
    if text.lstrip()[:1] == "<":
        raise UploadError(f"this is a web page or XML, perhaps an error message of the source; {_READ}")
    return _form_of_text(text)


_READ = f"the forms read are {', '.join(Form)}"


def _head(content: bytes) -> str:
    """The beginning of the text, to the last whole line: a character cut in two would look like another encoding."""
    if len(content) <= HEAD:
        return text_of(content)
    return text_of(content[: content.rfind(b"\n", 0, HEAD) + 1] or content[:HEAD])


def _form_of_json(content: bytes) -> Form:
    document = load_json(content)
    if is_jsonstat(document):
        return Form.JSONSTAT
    if is_rest_json(document):
        return Form.SOTKANET_JSON
    raise UploadError("this JSON is neither a JSON-stat dataset nor a list of SOTKAnet's rows")


def _form_of_text(text: str) -> Form:
    if is_pxweb_csv(text):
        return Form.PXWEB_CSV
    first = next((line for line in text.split("\n") if line.strip()), "")
    names = [name.strip().strip('"').casefold() for name in first.replace(";", ",").replace("\t", ",").split(",")]
    if is_house_header(names):
        return Form.HOUSE_CSV
    if is_named_header(field_names(names)):
        return Form.SOTKANET_CSV
    if _is_web_row(first):
        return Form.SOTKANET_WEB
    raise UploadError(f"the file has no header or form that is known here; {_READ}")


def _is_web_row(line: str) -> bool:
    """Title, id, area, code, gender, year, value, and an eighth field: the id and the year are digits."""
    fields = [field.strip('"') for field in line.rsplit(";", maxsplit=len(WEB_COLUMNS) - 1)]
    if len(fields) == len(WEB_COLUMNS) - 1:
        fields.append("")
    return len(fields) == len(WEB_COLUMNS) and fields[1].isdigit() and fields[5].isdigit()
