import Cartography
import Exchange

/// How QGIS draws the layers of `plan.gpkg`: as the map does.
extension PlanStyle {
  private typealias Look = QGISStyle.Look

  /// A look for what belongs to each facility, in its colour.
  private func byFacility(
    others: (title: String, look: Look), label: String? = nil, _ look: (String) -> Look
  ) -> QGISStyle {
    QGISStyle(
      by: "facility_id",
      plan.facilities.enumerated().map { index, facility in
        QGISStyle.Category(facility.id, facility.name, look(colour(index)))
      }, others: others, label: label, labelSize: 10)
  }

  var sites: QGISStyle {
    byFacility(others: ("other sites", Look(PlainColour.unused, size: 3)), label: "name") {
      Look($0, edge: Ink.text, size: 4.6, hasHalo: true)
    }
  }

  var demand: QGISStyle {
    let size = plan.demand.count > 2000 ? 0.9 : 1.8
    return byFacility(
      others: ("not served", Look(PlainColour.unserved, size: 2.4, shape: "cross2"))
    ) {
      Look($0, size: size)
    }
  }

  var routes: QGISStyle {
    let crowd = Double(plan.peopleWithRoutes.count)
    let opacity = min(max(25 / crowd.squareRoot(), 0.12), 0.7)
    let width = crowd > 2000 ? 0.16 : 0.3
    return byFacility(
      others: ("others", Look(PlainColour.unused, opacity: opacity, width: width))
    ) {
      Look($0, opacity: opacity, width: width)
    }
  }

  var areas: QGISStyle {
    byFacility(
      others: ("cut off from all", Look(PlainColour.unused, opacity: 0.2, edge: Ink.softText))
    ) {
      Look($0, opacity: 0.16, edge: $0)
    }
  }

  var crossings: QGISStyle {
    QGISStyle(
      by: "open",
      [QGISStyle.Category("true", "open", Look(Ink.text, edge: Ink.text, size: 2.2, width: 1.2))],
      others: ("closed", Look(PlainColour.unserved, size: 2.8, width: 1.2, shape: "cross2")),
      label: "name", labelSize: 8)
  }

  /// The colours of the kinds that there are.
  func barriers(_ layer: FeatureCollection) -> QGISStyle {
    func look(_ kind: String) -> Look {
      let colours = BarrierInk.areaColours(BarrierStyle(kind: kind))
      return Look(colours.fill, edge: colours.stroke, width: 0.5)
    }
    let kinds = Set(layer.features.compactMap { $0.properties["kind"]?.stringValue })
    return QGISStyle(
      by: "kind", kinds.sorted().map { QGISStyle.Category($0, $0, look($0)) },
      others: ("barriers", look("")))
  }

  var alternatives: QGISStyle {
    QGISStyle(Look(PlainColour.unused, edge: Ink.text, size: 2.6, shape: "diamond"))
  }

  var findings: QGISStyle {
    func look(_ colour: String) -> Look {
      Look(colour, edge: colour, size: 3, width: 1.2, shape: "diamond")
    }
    return QGISStyle(
      by: "severity",
      [
        QGISStyle.Category(Finding.Severity.note.rawValue, "notes", look(PlainColour.unused)),
        QGISStyle.Category(
          Finding.Severity.warning.rawValue, "warnings", look(PlainColour.warning)),
      ], others: ("faults", look(PlainColour.unserved)))
  }
}
