"""Small files of areas as other programs write them, and as they break."""

import io
import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

CODES = ("049", "235", "091")
NAMES = ("Espoo", "Kauniainen", "Ääkkönen")


def square(west: float, south: float, size: float = 0.1) -> shapely.Polygon:
    return shapely.box(west, south, west + size, south + size)


def areas(epsg: int = 4326) -> gpd.GeoDataFrame:
    """Three squares beside each other in Espoo's direction, with a code and a name."""
    shapes = [square(24.6 + 0.1 * place, 60.2) for place in range(3)]
    return gpd.GeoDataFrame({"koodi": CODES, "nimi": NAMES}, geometry=shapes, crs=4326).to_crs(epsg)


def feature(coordinates: Any, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def ring(shape: shapely.Polygon) -> list[list[float]]:
    return [list(point) for point in shape.exterior.coords]


def collection(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def geojson(frame: gpd.GeoDataFrame, **more: Any) -> bytes:
    """The frame as GeoJSON in its own coordinates, which the file does not name unless `crs` is given."""
    features = [
        {"type": "Feature", "properties": row.drop("geometry").to_dict(), "geometry": row.geometry.__geo_interface__}
        for _, row in frame.iterrows()
    ]
    return collection(*features, **more)


def geopackage(frame: gpd.GeoDataFrame, folder: Path, **layers: gpd.GeoDataFrame) -> bytes:
    path = folder / "areas.gpkg"
    path.unlink(missing_ok=True)
    for name, each in {"alueet": frame, **layers}.items():
        each.to_file(path, layer=name, driver="GPKG")
    return path.read_bytes()


def changed_database(content: bytes, folder: Path, *statements: str) -> bytes:
    """The GeoPackage after statements its maker may have run on it."""
    path = folder / "changed.gpkg"
    path.write_bytes(content)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            database.execute(statement)
    database.close()
    return path.read_bytes()


def shapefile_parts(frame: gpd.GeoDataFrame, folder: Path, encoding: str = "utf-8") -> dict[str, bytes]:
    for old in folder.glob("areas.*"):
        old.unlink()
    frame.to_file(folder / "areas.shp", driver="ESRI Shapefile", encoding=encoding)
    return {path.name: path.read_bytes() for path in folder.glob("areas.*")}


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def kml(frame: gpd.GeoDataFrame, before: str = "") -> bytes:
    """The frame (degrees) as a city's map service writes it: data in a schema, heights of 0."""
    placemarks = "".join(
        f"<Placemark><name>{row.nimi}</name><ExtendedData><SchemaData>"
        f'<SimpleData name="koodi">{row.koodi}</SimpleData></SchemaData></ExtendedData>'
        f"<Polygon><outerBoundaryIs><LinearRing><coordinates>{_places(row.geometry)}</coordinates></LinearRing>"
        f"</outerBoundaryIs></Polygon></Placemark>"
        for row in frame.itertuples()
    )
    document = f"<Document><name>Alueet</name><Folder>{placemarks}</Folder></Document>"
    return f'{before}<kml xmlns="http://www.opengis.net/kml/2.2">{document}</kml>'.encode()


def _places(shape: shapely.Polygon) -> str:
    return " ".join(f"{x!r},{y!r},0" for x, y in shape.exterior.coords)
