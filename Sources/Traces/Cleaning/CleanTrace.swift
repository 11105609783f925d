/// The fixes of one person that can be used, in the order of time, no two at one time.
package struct CleanTrace: Sendable {
  package private(set) var times: [Int64] = []
  package private(set) var places: [FixedCoordinate] = []
  package private(set) var accuracies: [UInt16] = []
  /// Numbers in the sorted trace.
  package private(set) var sources: [UInt32] = []

  package init() {}

  package var count: Int { times.count }

  package mutating func reserve(_ count: Int) {
    times.reserveCapacity(count)
    places.reserveCapacity(count)
    accuracies.reserveCapacity(count)
    sources.reserveCapacity(count)
  }

  package mutating func append(
    time: Int64, place: FixedCoordinate, accuracy: UInt16, source: UInt32
  ) {
    times.append(time)
    places.append(place)
    accuracies.append(accuracy)
    sources.append(source)
  }

  package mutating func removeLast() {
    times.removeLast()
    places.removeLast()
    accuracies.removeLast()
    sources.removeLast()
  }

  mutating func removeFirst(_ count: Int) {
    times.removeFirst(count)
    places.removeFirst(count)
    accuracies.removeFirst(count)
    sources.removeFirst(count)
  }
}
