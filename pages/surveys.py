"""Surveys: an analyst gives a survey file and sees how it is read. Open to who has the operator's key."""

import streamlit as st

from indicators.survey.reading.outcome import Refused
from pages.components.admin_parts import passes_door
from pages.components.reader import current_reader
from pages.components.survey_dialect import show_dialect
from pages.components.survey_downloads import show_downloads
from pages.components.survey_draft import current_draft
from pages.components.survey_file_parts import show_refusal, show_sum, show_uploader
from pages.components.survey_notes import show_notes
from pages.components.survey_preview import show_preview
from pages.components.survey_types import column_rows, show_types

reader = current_reader()
t = reader.t

st.header(t("Surveys"), anchor=False)
st.markdown(t("Give a file of survey answers as the survey tool or a colleague wrote it, and see how it is read."))
if passes_door(reader):
    show_uploader(reader)
    if draft := current_draft():
        if isinstance(draft.outcome, Refused):
            show_refusal(draft, draft.outcome, reader)
            show_dialect(draft, reader)
        else:
            show_sum(draft, draft.outcome, reader)
            show_notes(draft.outcome, reader)
            show_preview(draft.outcome, reader)
            show_dialect(draft, reader)
            show_types(draft, draft.outcome, reader)
            show_downloads(draft.outcome, column_rows(draft, draft.outcome, reader), reader)
