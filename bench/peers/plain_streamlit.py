"""The peer: a map page as Streamlit's and Plotly Express's own documentation write it.

The GeoJSON goes into the figure (plotly.com/python/tile-county-choropleth), the frames are cached
with st.cache_data. `?parts=map` leaves the bars and the table out, `?parts=table` the pictures.
Run with `streamlit run`.
"""

import json
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

ROOT = Path(__file__).parent.parent.parent
KEEP = ["indicator_id", "area_code", "period", "value"]


@st.cache_data
def read_rows() -> pd.DataFrame:
    """Municipalities, everybody, with a figure."""
    rows = pd.read_parquet(ROOT / "indicators/data/observations.parquet")
    everybody = rows[["sex", "age_group", "population_group"]].eq("_T").all(axis=1)
    return rows.loc[everybody & (rows["area_level"] == "MUNICIPALITY") & rows["value"].notna(), KEEP]


@st.cache_data
def read_geometry() -> dict:
    """The municipalities as GeoJSON."""
    return json.loads((ROOT / "geodata/data/municipality-2025.json").read_text(encoding="utf-8"))


st.set_page_config(page_title="Indicators", layout="wide")
rows, geometry = read_rows(), read_geometry()
names = {feature["id"]: feature["properties"]["fi"] for feature in geometry["features"]}
ids = sorted(rows["indicator_id"].unique())
stated = st.query_params.get("indicator", "population")
indicator = st.selectbox("Indicator", ids, index=ids.index(stated))
of_indicator = rows[rows["indicator_id"] == indicator]
periods = sorted(of_indicator["period"].unique())
period = st.select_slider("Year", periods, value=periods[-1]) if len(periods) > 1 else periods[0]
shown = of_indicator[of_indicator["period"] == period].assign(area=of_indicator["area_code"].map(names))

parts = st.query_params.get("parts", "all")
st.header(f"{indicator}, {period}")
if parts in ("all", "map"):
    figure = px.choropleth_map(
        shown,
        geojson=geometry,
        locations="area_code",
        color="value",
        hover_name="area",
        map_style="white-bg",
        center={"lat": 65, "lon": 26},
        zoom=4,
        height=520,
    )
    st.plotly_chart(figure, key="map")
ranked = shown.sort_values("value", ascending=False)
if parts == "all":
    st.plotly_chart(px.bar(ranked, x="value", y="area", orientation="h", height=800), key="bars")
if parts in ("all", "table"):
    st.dataframe(ranked[["area", "value"]], key="table")
