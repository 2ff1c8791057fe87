"""Giving a survey file, and what was read: the uploader, the sentence, the refusal, and taking the file away."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from indicators.survey.reading.kinds_of_notes import rows_set_aside
from indicators.survey.reading.outcome import Reading, Refused
from pages.components.frontend import frontend
from pages.components.numbers import format_number
from pages.components.reader import Reader
from pages.components.survey_draft import Draft, current_draft, forget_file, take_file, turn
from pages.components.verbatim import verbatim


def show_promise(reader: Reader) -> None:
    """Where the file lies and how long."""
    st.caption(
        reader.t(
            "The file is kept only in the server’s memory during this visit: it is not saved or logged, and it is "
            "gone when you remove it, close the administration or leave HyteData."
        )
    )


def show_uploader(reader: Reader) -> None:
    """Ask for a file, unless one has been read; a file that is given is read at once."""
    draft, t = current_draft(), reader.t
    if draft is not None and isinstance(draft.outcome, Reading):
        return
    label = t("Survey file: CSV, Excel, SPSS, or a zip of one of these")
    given = st.file_uploader(label, key=f"survey_file_{turn()}")
    _speak(label, reader)
    show_promise(reader)
    if given is None:
        return
    with st.spinner(t("Reading the file …")):
        take_file(given.name, given.getvalue())
    _forget_upload(given)
    st.rerun()


def _speak(label: str, reader: Reader) -> None:
    """Have the uploader's own words, which are English, written in the reader's language."""
    t, size = reader.t, st.get_option("server.maxUploadSize")
    words = {
        "Upload": t("Choose a file"),
        "file upload": label,
        "Drag and drop a file here": t("Drop the file here"),
        f"{size}MB per file": t("at most {size} MB", size=size),
        f"File must be {size}MB or smaller.": (too_large := t("The file is larger than {size} MB.", size=size)),
        f"File must be {size}.0MB or smaller.": too_large,
    }
    frontend("uploader")(data={"words": words}, key="uploader_words")


def _forget_upload(given: UploadedFile) -> None:
    """Take the file out of the server's own store of uploads: else it stays there as long as the visit."""
    context = get_script_run_ctx()
    remove = getattr(context and context.uploaded_file_mgr, "remove_file", None)
    if context and remove:
        remove(context.session_id, given.file_id)


def show_refusal(draft: Draft, refusal: Refused, reader: Reader) -> None:
    """What is wrong with the file, where, and what to do."""
    t = reader.t
    st.error(t("The file {file} was not read.", file=verbatim(draft.name)))
    with st.container(key="survey_refusal"):
        st.text(refusal.text(reader.language))
        st.text(refusal.advice(reader.language))


def show_sum(draft: Draft, reading: Reading, reader: Reader) -> None:
    """One sentence about what was read, and the button that takes the file away."""
    t, sheet = reader.t, str(reading.dialect.get("sheet", ""))
    sizes = (reading.cells.num_rows, reading.cells.num_columns, rows_set_aside(reading.notes))
    rows, columns, aside = (format_number(size, 0, reader.language) for size in sizes)
    place = t("{file}, sheet {sheet}", file=verbatim(draft.name), sheet=verbatim(sheet))
    st.markdown(
        t(
            "This is what was read from {place}: rows **{rows}**, columns **{columns}**, rows set aside **{aside}**.",
            place=place if sheet else verbatim(draft.name),
            rows=rows,
            columns=columns,
            aside=aside,
        )
    )
    if st.button(t("Remove the file"), key="survey_remove"):
        forget_file()
        st.rerun()
    show_promise(reader)
