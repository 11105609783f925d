import Clustering
import Geography
import Travel

/// Puts stays together that are the same spot.
///
/// Stays that are linked by steps of at most the radius are candidates (D. Ashbrook, T. Starner,
/// "Using GPS to learn significant locations and predict movement across multiple users", 2003,
/// <https://doi.org/10.1007/s00779-003-0240-0>, cluster in the same way); they are then joined
/// as long as the mean distance between two groups is at most the radius, so that a chain of stays
/// does not grow into one place.
struct StayGroups {
  let radius: Double

  /// Groups of stays.
  ///
  /// - Parameters:
  ///   - points: Where the stays are.
  ///   - places: The same in the provider's terms; nil for straight distances.
  ///   - provider: Never shorter than the straight line.
  /// - Returns: Per stay its group, numbered in the order of their first stays.
  /// - Complexity: O(*n* + Σ *m*²) for candidates of *m* stays each.
  func labels<Provider: DistanceProvider>(
    _ points: [EarthPoint], places: [Provider.Place], provider: Provider
  ) -> [Int] {
    var groups: [[Int]] = []
    for candidate in candidates(points) {
      guard candidate.count > 1 else {
        groups.append(candidate)
        continue
      }
      let leaders = Leaders(candidate, points: points, most: 4000, radius: radius / 5)
      for part in linked(leaders.chosen.map { places[$0] }, provider: provider) {
        let members = part.map { leaders.chosen[$0] }
        for group in bounded(members.map { places[$0] }, provider: provider) {
          groups.append(group.flatMap { leaders.followers(of: part[$0]) }.sorted())
        }
      }
    }
    groups.sort { ($0.first ?? 0) < ($1.first ?? 0) }
    var labels = [Int](repeating: 0, count: points.count)
    for (number, group) in groups.enumerated() { for stay in group { labels[stay] = number } }
    return labels
  }

  /// Stays linked by steps of at most the radius in a straight line, whatever lies between.
  private func candidates(_ points: [EarthPoint]) -> [[Int]] {
    struct Cell: Hashable {
      var x: Int
      var y: Int
      var z: Int
    }
    var cells: [Cell: [Int]] = [:]
    func cell(_ point: EarthPoint) -> Cell {
      Cell(
        x: Int(clamping: (point.x / radius).rounded(.down)),
        y: Int(clamping: (point.y / radius).rounded(.down)),
        z: Int(clamping: (point.z / radius).rounded(.down)))
    }
    for (index, point) in points.enumerated() { cells[cell(point), default: []].append(index) }
    var isSeen = [Bool](repeating: false, count: points.count)
    var found: [[Int]] = []
    let chord = ChordDistance()
    for start in points.indices where !isSeen[start] {
      isSeen[start] = true
      var group = [start]
      var next = 0
      while next < group.count {
        let here = points[group[next]]
        let home = cell(here)
        next += 1
        for x in home.x - 1...home.x + 1 {
          for y in home.y - 1...home.y + 1 {
            for z in home.z - 1...home.z + 1 {
              guard let others = cells[Cell(x: x, y: y, z: z)] else { continue }
              var left: [Int] = []
              for other in others where !isSeen[other] {
                // Maps may show lengths a little too short.
                if chord.distance(from: here, to: points[other]) <= radius * 1.01 {
                  isSeen[other] = true
                  group.append(other)
                } else {
                  left.append(other)
                }
              }
              cells[Cell(x: x, y: y, z: z)] = left
            }
          }
        }
      }
      found.append(group.sorted())
    }
    return found
  }

  /// The same by the provider's distances.
  private func linked<Provider: DistanceProvider>(
    _ places: [Provider.Place], provider: Provider
  ) -> [[Int]] {
    guard
      let clusters = try? dbscan(places, provider: provider, radius: radius, minimumNeighbours: 1)
    else { return [Array(places.indices)] }
    return Self.groups(clusters.labels.map { $0 ?? 0 })
  }

  private func bounded<Provider: DistanceProvider>(
    _ places: [Provider.Place], provider: Provider
  ) -> [[Int]] {
    guard places.count > 1,
      let tree = try? agglomerate(places, provider: provider, linkage: .average)
    else { return [Array(places.indices)] }
    return Self.groups(tree.labels(below: radius))
  }

  private static func groups(_ labels: [Int]) -> [[Int]] {
    var groups = [[Int]](repeating: [], count: (labels.max() ?? -1) + 1)
    for (index, label) in labels.enumerated() { groups[label].append(index) }
    return groups
  }
}

/// Some of many stays, each with those that lie next to it: all, where there are few.
private struct Leaders {
  private(set) var chosen: [Int] = []
  private var members: [[Int]] = []

  init(_ stays: [Int], points: [EarthPoint], most: Int, radius: Double) {
    guard stays.count > most else {
      chosen = stays
      members = stays.map { [$0] }
      return
    }
    let chord = ChordDistance()
    for stay in stays {
      let near = chosen.firstIndex { chord.distance(from: points[$0], to: points[stay]) <= radius }
      if let near {
        members[near].append(stay)
      } else {
        chosen.append(stay)
        members.append([stay])
      }
    }
  }

  func followers(of leader: Int) -> [Int] { members[leader] }
}
