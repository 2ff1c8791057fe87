"""Text from outside in a notice: shown as it was written, and no part of it is markup."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pages.components.verbatim import LONGEST_SHOWN, verbatim


@given(st.text(min_size=1))
def test_nothing_inside_can_end_the_code(text: str) -> None:
    shown = verbatim(text)
    fence = re.match("`+", shown)
    assert fence is not None
    inside = shown[fence.end() : -fence.end()]
    assert shown.endswith(fence.group())
    assert fence.group() not in inside
    assert "\n" not in inside, "a blank line would end the paragraph and the code with it"
    assert inside.startswith(" ")
    assert inside.endswith(" ")


def test_a_long_text_is_cut() -> None:
    assert len(verbatim("a" * 5000)) == LONGEST_SHOWN + len("`  `")
