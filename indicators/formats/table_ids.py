"""How a definition names figures of a table: "vaerak/11ra.px?contentscode=vaerak-vaesto".

Before the question mark stands the table's path below the database, after it one category for each dimension
that is neither area nor time; several are parted by "&". Dimensions and categories go by code or by label, as
the table has them.
"""

import re
from dataclasses import dataclass

from indicators.errors import DefinitionError
from indicators.formats.tables import table_code

FORM = '"folder/table.px?Dimension=code&Dimension=code"'
_PATH = re.compile(r"[\w-]+(?:/[\w-]+)*(?:\.px)?")


@dataclass(frozen=True)
class TableId:
    """A table's path, and a category for each dimension that is neither area nor time."""

    path: str
    choices: tuple[tuple[str, str], ...]

    @property
    def table(self) -> str:
        """The table's short code, as `tables.table_code` gives it."""
        return table_code(self.path)


def parse_table_id(text: str) -> TableId:
    """The table and categories an id names. Raises DefinitionError with the id and the form it should have."""
    path, separator, query = text.partition("?")
    pairs = [choice.partition("=") for choice in query.split("&")] if query else []
    choices = tuple((name.strip(), code.strip()) for name, _, code in pairs)
    names = [name.casefold() for name, _ in choices]
    whole = all(sign == "=" for _, sign, _ in pairs) and all(name and code for name, code in choices)
    if not _PATH.fullmatch(path) or (separator and not query) or not whole or len(set(names)) < len(names):
        raise DefinitionError(f"'{text}' does not name figures of a table; write {FORM}")
    return TableId(path, choices)
