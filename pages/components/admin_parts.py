"""The door of the views behind the operator's key: closed where there is none, else a field for it."""

import time
from math import ceil

import streamlit as st

from pages.components.admin_key import GUESSES, admin_is_open, give_key, is_admin, leave
from pages.components.reader import Reader
from pages.components.survey_draft import forget_file


def passes_door(reader: Reader) -> bool:
    """True for who has given the key, with a button that takes it back; for others the door is shown.

    Where the door stands, nothing is left of a survey file that was given before.
    """
    if is_admin():
        show_leave(reader)
        return True
    forget_file()
    show_door(reader)
    return False


def show_door(reader: Reader) -> None:
    """Say that the view is closed, or ask for the key; a wrong key and a pause after it are told."""
    t = reader.t
    if not admin_is_open():
        st.info(t("This view is closed: the operator has set no key (HYTEDATA_ADMIN_KEY)."))
        return
    with st.form("admin_door", border=False):
        given = st.text_input(t("Administration key"), type="password", autocomplete="off", max_chars=200)
        is_sent = st.form_submit_button(t("Open"))
    if not is_sent:
        return
    if give_key(given):
        st.rerun()
    seconds = ceil(GUESSES.pause(time.monotonic()))
    st.error(t("The key is wrong, or was tried too soon after a wrong one. Try again in {seconds} s.", seconds=seconds))


def show_leave(reader: Reader) -> None:
    """A button that closes these views in this visit."""
    if st.button(reader.t("Close the administration"), key="admin_leave"):
        leave()
        st.rerun()
