"""The chosen set: read strictly, written whole, comments kept, the embedded one never changed."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.catalogue import load_catalogue
from indicators.city import chosen
from indicators.city.chosen import Chosen, chosen_text, load_chosen, read_chosen, write_chosen
from indicators.city.files import EMBEDDED, own_folder, path_of
from indicators.city.order import moved, with_added, with_theme, without
from indicators.errors import DefinitionError
from indicators.model import Theme, UpdateRhythm

TEXT = """# ours

[[indicators]]
theme = "mental_health"
indicator_id = "population"  # everybody

# why this one
[[indicators]]
theme = "background"
sotkanet_id = 186
note = "Kuolleisuus"
"""
KNOWN = sorted(load_catalogue())
entry = st.builds(
    lambda theme, own, number, note: Chosen(theme=theme, note=note, **({"indicator_id": own} if own else number)),
    st.sampled_from(Theme),
    st.none() | st.sampled_from(KNOWN),
    st.builds(lambda number: {"sotkanet_id": number}, st.integers(1, 99999)),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30),
)
sets = st.lists(entry, max_size=12, unique_by=lambda each: each.key).map(tuple)


def test_the_embedded_set_has_every_published_indicator_of_sotkanet_once_in_order_of_theme() -> None:
    found = load_chosen()
    own = {each.indicator_id for each in found if each.indicator_id}
    wanted = {
        each.indicator_id
        for each in load_catalogue().values()
        if each.sotkanet_id and each.update_rhythm is not UpdateRhythm.ENDED and "projection" not in each.indicator_id
    }
    assert own == wanted
    assert len(found) > len(own) > 40
    order = [list(Theme).index(each.theme) for each in found]
    assert order == sorted(order)
    defined = {each.sotkanet_id for each in load_catalogue().values()}
    assert not defined & {each.sotkanet_id for each in found if each.sotkanet_id}


def test_a_note_may_be_left_out() -> None:
    assert Chosen(theme="background", sotkanet_id=5).note == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[indicators]]\ntheme = "joy"\nsotkanet_id = 1', "entry 1, key 'theme'"),
        ('[[indicators]]\ntheme = "background"', "give either 'indicator_id' or 'sotkanet_id'"),
        ('[[indicators]]\ntheme = "background"\nsotkanet_id = 1\nindicator_id = "population"', "give either"),
        ('[[indicators]]\ntheme = "background"\nsotkanet_id = "1"', "entry 1, key 'sotkanet_id'"),
        ('[[indicators]]\ntheme = "background"\nsotkanet_id = 0', "entry 1, key 'sotkanet_id'"),
        ('[[indicators]]\ntheme = "background"\nindicator_id = "mars"', "entry 1, key 'indicator_id': no definition"),
        ('[[indicators]]\ntheme = "background"\nindicator_id = "../x"', "entry 1, key 'indicator_id'"),
        (f'{TEXT}[[indicators]]\ntheme = "background"\nsotkanet_id = 186', "entry 3 repeats sotkanet:186 of entry 2"),
        ('[[indicators]]\ntheme = "background"\nsotkanet_id = 1\ncolour = 2', "entry 1, key 'colour'"),
        ("[[indicator]]\nsotkanet_id = 1", "unknown key 'indicator'"),
        ("indicators = 3", "'indicators' is not a list"),
        ("[[indicators", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_refused_by_name_and_entry(city: Path, text: str, told: str) -> None:
    (city / "chosen.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"^chosen\.toml: ") as fault:
        load_chosen()
    assert told in str(fault.value)


def test_a_file_in_another_encoding_is_refused(city: Path) -> None:
    (city / "chosen.toml").write_bytes('note = "ä"'.encode("latin-1"))
    with pytest.raises(DefinitionError, match="UTF-8"):
        load_chosen()


def test_a_city_without_the_file_has_the_embedded_set(city: Path) -> None:
    assert load_chosen() == read_chosen(EMBEDDED / "chosen.toml")
    (city / "chosen.toml").write_text("", encoding="utf-8")
    assert load_chosen() == ()


def test_writing_keeps_what_is_not_changed(city: Path) -> None:
    file = city / "chosen.toml"
    file.write_text(TEXT, encoding="utf-8")
    write_chosen(load_chosen(), file)
    assert file.read_text(encoding="utf-8") == TEXT
    write_chosen(moved(load_chosen(), "sotkanet:186", -1), file)
    write_chosen(with_theme(load_chosen(), "population", Theme.SAFE_SURROUNDINGS), file)
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# ours\n")
    assert text.index("sotkanet_id = 186") < text.index('indicator_id = "population"  # everybody')
    assert text.index("# why this one\n[[indicators]]") < text.index("sotkanet_id = 186")
    assert 'theme = "safe_surroundings"' in text
    assert "mental_health" not in text


def test_the_first_writing_starts_from_the_embedded_file_with_its_comments(city: Path) -> None:
    write_chosen(without(load_chosen(), "population"), city / "chosen.toml")
    text = (city / "chosen.toml").read_text(encoding="utf-8")
    assert text.startswith("# The indicators the city has chosen")
    assert '"population"\n' not in text


def test_the_embedded_set_is_never_written() -> None:
    before = (EMBEDDED / "chosen.toml").read_bytes()
    with pytest.raises(DefinitionError, match="HYTEDATA_CITY"):
        write_chosen((), EMBEDDED / "chosen.toml")
    assert (EMBEDDED / "chosen.toml").read_bytes() == before


def test_a_folder_that_cannot_be_written_is_told(city: Path) -> None:
    (city / "chosen.toml").mkdir()
    with pytest.raises(DefinitionError, match="cannot be written"):
        write_chosen((), city / "chosen.toml")


def test_a_kill_while_writing_leaves_the_earlier_file(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = city / "chosen.toml"
    file.write_text(TEXT, encoding="utf-8")

    def killed(number: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(DefinitionError, match="no space left"):
        write_chosen((), file)
    assert file.read_text(encoding="utf-8") == TEXT


def test_a_set_that_would_not_read_back_is_not_written(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chosen, "_updated", lambda document, entry: "")
    with pytest.raises(DefinitionError, match="reads back"):
        chosen_text((Chosen(theme="background", sotkanet_id=186),), TEXT)


@given(before=sets, after=sets)
def test_any_set_reads_back_and_writing_again_changes_nothing(
    before: tuple[Chosen, ...], after: tuple[Chosen, ...]
) -> None:
    text = chosen_text(after, chosen_text(before))
    assert chosen_text(after, text) == text


def test_an_entry_is_moved_at_most_to_an_end_and_unknown_ones_change_nothing() -> None:
    a, b, c = (Chosen(theme="background", sotkanet_id=number) for number in (1, 2, 3))
    assert moved((a, b, c), "sotkanet:1", 1) == (b, a, c)
    assert moved((a, b, c), "sotkanet:3", -9) == (c, a, b)
    assert moved((a, b, c), "sotkanet:1", 9) == (b, c, a)
    assert moved((a, b), "sotkanet:9", 1) == without((a, b), "sotkanet:9") == (a, b)
    assert with_added((a, b), c) == (a, b, c)
    assert with_added((a, b), b.model_copy(update={"theme": Theme.MENTAL_HEALTH})) == (a, b)


def test_the_folder_is_the_citys_own_only_when_it_names_one(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert own_folder() == city
    assert path_of("chosen.toml").parent == EMBEDDED
    monkeypatch.delenv("HYTEDATA_CITY")
    assert own_folder() is None
    monkeypatch.setenv("HYTEDATA_CITY", str(EMBEDDED / ".." / "city"))
    assert own_folder() is None
