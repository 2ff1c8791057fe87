"""The registers of information and of products, and where an indicator is used."""

from pathlib import Path

import pytest

from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from indicators.city.access import Access
from indicators.city.information import load_information
from indicators.city.products import User, load_products
from indicators.city.uses import UseKind, uses_of
from indicators.errors import DefinitionError
from indicators.model import LANGUAGES, Theme
from tests.indicators.examples import definition

TITLES = 'fi = "a"\nsv = "b"\nen = "c"\n'
INFORMATION = f"""[[information]]
information_id = "survey"
access = "internal"
themes = ["mental_health"]
levels = ["MUNICIPALITY"]
url = "https://example.org/"
[information.title]
{TITLES}[information.description]
{TITLES}[[information.population_groups]]
{TITLES}"""
PRODUCT = f"""[[products]]
product_id = "report"
used_by = ["sector"]
indicators = ["population"]
[products.name]
{TITLES}[products.description]
{TITLES}"""


def test_the_embedded_registers_state_only_what_is_known() -> None:
    information = {each.information_id: each for each in load_information()}
    assert set(information) == {"municipal_service_survey", "pupil_survey", "mun_espoo"}
    assert all(each.access is None and each.owner_unit is None and each.rhythm is None for each in information.values())
    products = load_products()
    assert {each.product_id for each in products} >= {"wellbeing_report", "yearly_wellbeing_report", "hytedata"}
    assert all(getattr(each.name, language) for each in products for language in LANGUAGES)
    assert {name for each in products for name in each.indicators} <= set(load_catalogue())


def test_a_citys_own_entries_are_read(city: Path) -> None:
    (city / "information.toml").write_text(INFORMATION, encoding="utf-8")
    (one,) = load_information()
    assert (one.access, one.themes, one.levels) == (Access.INTERNAL, (Theme.MENTAL_HEALTH,), (AreaLevel.MUNICIPALITY,))
    assert one.population_groups[0].sv == "b"
    assert len(load_products()) > 1, "a file the city has not written is the embedded one"
    (city / "products.toml").write_text(PRODUCT, encoding="utf-8")
    assert load_products()[0].used_by == (User.SECTOR,)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"internal"', '"secret"', "key 'access'"),
        ('"https://example.org/"', '"javascript:alert(1)"', "key 'url'"),
        ('"MUNICIPALITY"', '"MOON"', "key 'levels.0'"),
        ('sv = "b"\n', "", "sv"),
        ('information_id = "survey"\n', "", "key 'information_id'"),
    ],
)
def test_a_wrong_entry_is_named(city: Path, old: str, new: str, told: str) -> None:
    (city / "information.toml").write_text(INFORMATION.replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"^information\.toml: entry 1") as fault:
        load_information()
    assert told in str(fault.value)


def test_an_id_stands_once(city: Path) -> None:
    (city / "information.toml").write_text(INFORMATION + INFORMATION, encoding="utf-8")
    (city / "products.toml").write_text(PRODUCT + PRODUCT, encoding="utf-8")
    for load in (load_information, load_products):
        with pytest.raises(DefinitionError, match="entry 2 repeats"):
            load()


def test_uses_are_the_chosen_set_and_the_products(city: Path) -> None:
    (city / "products.toml").write_text(PRODUCT, encoding="utf-8")
    (city / "chosen.toml").write_text(
        '[[indicators]]\ntheme = "background"\nsotkanet_id = 186\n'
        '[[indicators]]\ntheme = "background"\nindicator_id = "population"\n',
        encoding="utf-8",
    )
    in_set, in_product = uses_of(load_catalogue()["population"])
    assert (in_set.kind, in_set.place) == (UseKind.CHOSEN_SET, 2)
    assert (in_product.kind, in_product.name.en) == (UseKind.PRODUCT, "c")
    fetched = definition(indicator_id="sotkanet_186", sotkanet_id=186)
    assert [use.place for use in uses_of(fetched)] == [1]
    assert uses_of(definition(indicator_id="other")) == ()
