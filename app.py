"""HyteData as one ASGI application: the Streamlit pages, the geometry and the exports.

Run `streamlit run app.py`, or `uvicorn app:app`. Both serve the same routes from one process.
"""

from pages.api.application import build_application

app = build_application()
