import Clustering
import Exchange
import Geography
import Traces
import Travel

extension UntimedSpot {
  /// More fixes than this are thinned out evenly.
  private static let mostFixes = 4000

  /// Where many fixes lie close together, for want of times by density alone; the densest first.
  ///
  /// - Throws: A fault where the temporary file cannot be read.
  static func find(_ store: TraceStore, radius: Double) throws(DataFault) -> [UntimedSpot] {
    var found: [UntimedSpot] = []
    for person in store.people.indices {
      found += spots(in: try store.trace(person), radius: radius)
    }
    return found
  }

  private static func spots(in trace: Trace, radius: Double) -> [UntimedSpot] {
    let step = (trace.count + mostFixes - 1) / mostFixes
    guard step > 0 else { return [] }
    let chosen = Array(stride(from: 0, to: trace.count, by: step))
    let points = chosen.map { EarthPoint(trace[$0].coordinate) }
    guard
      let clusters = try? hdbscan(
        points, provider: ChordDistance(), minimumSize: max(5, min(20, chosen.count / 20)))
    else { return [] }
    var members = [[Int]](repeating: [], count: clusters.clusterCount)
    for (index, label) in clusters.labels.enumerated() {
      if let label { members[label].append(index) }
    }
    var spots: [UntimedSpot] = []
    for member in members {
      let coordinates = member.map { trace[chosen[$0]].coordinate }
      let longitudes = coordinates.map(\.longitude).sorted()
      let latitudes = coordinates.map(\.latitude).sorted()
      let center = Position(longitudes[member.count / 2], latitudes[member.count / 2])
      // A piece of road is no spot.
      let middle = EarthPoint(GeoCoordinate(longitude: center.x, latitude: center.y))
      let inside = member.count { index in
        ChordDistance().distance(from: middle, to: points[index]) <= radius
      }
      guard inside * 4 >= member.count * 3 else { continue }
      spots.append(
        UntimedSpot(
          person: trace.person, center: center, fixes: member.count * step,
          firstID: trace.id(chosen[member[0]]), lastID: trace.id(chosen[member[member.count - 1]])
        ))
    }
    return spots.sorted { ($0.fixes, $1.firstID) > ($1.fixes, $0.firstID) }
  }
}
