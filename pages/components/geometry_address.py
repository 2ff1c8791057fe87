"""The address a map fetches its boundaries from."""

from geodata.boundaries import geometry_fingerprint


def geometry_url(name: str) -> str:
    """The address of a stored geometry; other content has another, so that no browser draws what it kept.

    Raises GeodataError for a name not in `geometry_names`.
    """
    return f"/geometry/{name}.json?v={geometry_fingerprint(name)}"
