/// One moment of a search for centers, for whoever wants to watch.
package struct SearchStep<Place: Hashable & Sendable>: Sendable {
  package enum Kind: Hashable, Sendable {
    /// Where the seeds stand.
    case start
    /// Centers have moved to where their own members want them.
    case move
    /// One center has gone to another member of the set.
    case swap
  }

  package var kind: Kind
  /// How many steps came before it, those left out of the record included.
  package var iteration = 0
  /// Where the centers stand, *k* places.
  package var places: [Place]
  /// The member of the set that each center is; nil for one between them.
  package var members: [Int?]
  /// For each member its center, −1 where it can reach none.
  package var labels: [Int]
  package var cost: Double
}

/// Steps in their order; of very many labels every second is left out, as often as it takes.
struct SearchRecord<Place: Hashable & Sendable> {
  private(set) var steps: [SearchStep<Place>] = []

  mutating func add(_ step: SearchStep<Place>) {
    var step = step
    step.iteration = steps.last.map { $0.iteration + 1 } ?? 0
    steps.append(step)
    let count = steps.count
    guard count > 8, count * step.labels.count > 1 << 26 else { return }
    // The first and the last stay.
    steps = steps.enumerated().filter { $0.offset % 2 == 0 || $0.offset == count - 1 }
      .map(\.element)
  }
}
