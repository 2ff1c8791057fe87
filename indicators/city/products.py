"""Information products and tools: reports and services that the city leads by, and what they lack."""

from enum import StrEnum

from pydantic import Field

from indicators.city.access import Access
from indicators.city.files import path_of, read_entries, refuse_repeated
from indicators.model import Definition, Text

FILE = "products.toml"
TABLE = "products"


class User(StrEnum):
    """Who leads by a product."""

    COUNCIL = "council"
    MANAGEMENT_GROUP = "management_group"
    SECTOR = "sector"


class ProductRhythm(StrEnum):
    """How often a product is made anew."""

    CONTINUOUS = "continuous"
    MONTHLY = "monthly"
    ANNUAL = "annual"
    COUNCIL_TERM = "council_term"


class Product(Definition):
    """One product or tool. What nobody has stated is left out, never guessed."""

    product_id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: Text
    description: Text
    owner_unit: str | None = None
    used_by: tuple[User, ...] = ()
    rhythm: ProductRhythm | None = None
    access: Access | None = None
    need_not_met: Text | None = None
    indicators: tuple[str, ...] = ()
    """The `indicator_id`s it shows, as far as stated."""
    url: str | None = Field(default=None, pattern=r"^https?://\S+$")


def load_products() -> tuple[Product, ...]:
    """The register in its order. Raises DefinitionError naming the file, the entry and the key."""
    path = path_of(FILE)
    entries = read_entries(path, TABLE, Product)
    refuse_repeated((each.product_id for each in entries), path.name)
    return entries
