"""Opens a GeoPackage in QGIS, says what QGIS makes of its layers, and draws them with the styles that they bring.

    /usr/bin/python3 peers/draw_in_qgis.py PLAN/plan.gpkg plan.png        # needs python3-qgis and gdal-bin (apt)
"""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from osgeo import ogr
from qgis.core import (
    QgsApplication, QgsCoordinateReferenceSystem, QgsMapRendererParallelJob, QgsMapSettings,
    QgsProject, QgsVectorLayer, QgsWkbTypes)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor


def main():
    path, picture = sys.argv[1:3]
    application = QgsApplication([], False)
    application.initQgis()
    layers = []
    print("| layer | valid | features | CRS | geometry | style | labels |\n|---|---|---|---|---|---|---|")
    for source in ogr.Open(path):
        name = source.GetName()
        if name == "layer_styles":
            continue
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        _, is_styled = layer.loadDefaultStyle()
        kind = QgsWkbTypes.displayString(layer.wkbType())
        style = layer.renderer().type() if is_styled and layer.renderer() else "none"
        print(f"| {name} | {layer.isValid()} | {layer.featureCount()} | {layer.crs().authid()} "
              f"| {kind} | {style} | {layer.labelsEnabled()} |")
        layers.append(layer)
    settings = QgsMapSettings()
    # As QGIS puts them: points over lines over areas.
    settings.setLayers(sorted(layers, key=lambda layer: layer.geometryType()))
    settings.setOutputSize(QSize(1600, 1200))
    settings.setOutputDpi(96)
    settings.setBackgroundColor(QColor("white"))
    crs = layers[0].crs()
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857") if crs.isGeographic() else crs)
    settings.setTransformContext(QgsProject.instance().transformContext())
    extent = settings.fullExtent()
    extent.scale(1.05)
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    for error in job.errors():
        print(error.layerID, error.message)
    job.renderedImage().save(picture)
    # QGIS must end last.
    del job, settings, layer, layers
    application.exitQgis()


main()
