"""What can go wrong with places."""


class GeodataError(ValueError):
    """An unknown code, a boundary that is missing or broken; names the file, level and code."""
