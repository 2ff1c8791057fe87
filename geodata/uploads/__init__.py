"""Boundaries that people give us: the bytes of a file in, areas in degrees and what was put right out.

    layers      what a reader makes of a file: columns of texts, shapes, the coordinate system it names
    geojson     GeoJSON, as strictly as RFC 7946 has it
    geopackage  GeoPackage: SQLite read from memory, tables only, nothing of it run
    shapefiles  a zipped shapefile: shapes, attributes and coordinate system from its members
    kml         KML, without entities
    checking    what every layer goes through: polygons only, degrees in Finland, valid rings, overlaps
    matching    codes and names beside the register of areas

No reader is GDAL's: a file that lies about what it is reaches no driver, and no name in it is ever opened.
"""
