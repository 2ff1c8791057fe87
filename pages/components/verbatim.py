"""Text from outside within Markdown: shown as it was written, and no part of it is markup."""

import re

LONGEST_SHOWN = 200
"""Characters of a text from outside that are repeated."""


def verbatim(text: str) -> str:
    """Text from outside as Markdown's code, in which nothing is markup.

    Escaping is not enough: addresses (www.…, a@b.c) become links after Markdown has been read. The
    fence is longer than any run of backticks inside, and the spaces around it are not shown.
    """
    shown = " ".join(text[:LONGEST_SHOWN].split())
    fence = "`" * (1 + max(map(len, re.findall("`+", shown)), default=0))
    return f"{fence} {shown} {fence}"
