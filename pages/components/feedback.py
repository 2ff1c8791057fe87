"""Where an error in an indicator is reported: a letter that names it, a page, or its owner."""

from urllib.parse import quote

import streamlit as st

from indicators.model import Indicator
from pages.components.footer import feedback_address
from pages.components.reader import Reader
from pages.components.words import publisher_text, title_of


def report_address(indicator: Indicator, page: str, reader: Reader) -> str:
    """A mailto that names the indicator and the page, or the operator's own page; "" where no address is given."""
    stated = feedback_address()
    if not stated or stated.startswith(("https://", "http://")):
        return stated
    t = reader.t
    subject = t("HyteData: an error in the indicator {code}", code=indicator.indicator_id)
    lines = (title_of(indicator, reader.language), indicator.indicator_id, page, "", t("What is wrong:"), "")
    body = "\n".join(lines)
    return f"mailto:{quote(stated, safe='@')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def show_report(indicator: Indicator, reader: Reader) -> None:
    """A link to report an error, or whom to tell when the operator has given no address."""
    t = reader.t
    address = report_address(indicator, st.context.url or "", reader)
    if address:
        st.markdown(f"[{t('Report an error in this indicator')}](<{address}>)")
    else:
        owner = publisher_text(indicator.owner, t)
        st.markdown(t("An error in the figures? Tell their owner: {owner}.", owner=owner))
