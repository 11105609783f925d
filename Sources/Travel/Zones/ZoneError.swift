public import Geography

/// What is wrong with zones and the crossings between them.
public enum ZoneError: Error, Hashable, Sendable {
  /// A place has a label that no crossing and no list of zones knows.
  case unknownZone(label: String, place: Int, known: [String])
  /// A crossing names a zone that is not in the list of zones.
  case unknownZoneOfCrossing(crossing: String, label: String, known: [String])
  case crossingWithoutPoint(crossing: String)
  case crossingNotFinite(crossing: String, point: PlanarPoint)
  /// A crossing joins fewer than two different zones.
  case tooFewZones(crossing: String, zones: [String])
  /// A cost is negative, infinite or NaN.
  case badCost(crossing: String, cost: Double)
  case duplicateCrossing(crossing: String)
}

extension ZoneError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownZone(let label, let place, let known):
      "no crossing leads to the zone “\(label)” of place \(place); write one of "
        + "\(Self.list(known)), or list the zone if it really stands alone"
    case .unknownZoneOfCrossing(let crossing, let label, let known):
      "crossing “\(crossing)” leads to the zone “\(label)”, which is not listed; write one of "
        + "\(Self.list(known)), or add it to the list"
    case .crossingWithoutPoint(let crossing):
      "crossing “\(crossing)” has no coordinates, so the way to it cannot be measured; "
        + "give it a point"
    case .crossingNotFinite(let crossing, let point):
      "crossing “\(crossing)” lies at x \(point.x), y \(point.y); give it finite coordinates"
    case .tooFewZones(let crossing, let zones):
      "crossing “\(crossing)” joins \(Self.list(zones)); name two different zones or more"
    case .badCost(let crossing, let cost):
      "crossing “\(crossing)” costs \(cost) m; give a finite number that is not negative"
    case .duplicateCrossing(let crossing):
      "there are two crossings “\(crossing)”; give each its own id"
    }
  }

  private static func list(_ labels: [String]) -> String {
    let shown = labels.prefix(12).map { "“\($0)”" }.joined(separator: ", ")
    return labels.isEmpty ? "no zone" : labels.count > 12 ? shown + ", …" : shown
  }
}
