/// All that is wrong in what was read; at least one fault.
///
/// The first ``shownLimit`` are kept and printed, a line each; the rest are counted.
public struct DataFaults: Error, Hashable, Sendable {
  public static let shownLimit = 20

  /// The first faults, in the order of the file.
  public let faults: [DataFault]
  /// How many there are, those not kept included.
  public let count: Int

  public init(_ fault: DataFault) {
    faults = [fault]
    count = 1
  }

  /// The faults of a file, or nil where there are none.
  public init?(_ all: [DataFault]) {
    guard !all.isEmpty else { return nil }
    faults = Array(all.prefix(Self.shownLimit))
    count = all.reduce(0) { $0 + $1.count }
  }

  /// The faults that were kept of so many.
  init?(_ kept: [DataFault], count: Int) {
    guard !kept.isEmpty else { return nil }
    faults = kept
    self.count = count
  }
}

extension DataFaults: CustomStringConvertible {
  public var description: String {
    var lines = faults.prefix(Self.shownLimit).map(\.description)
    if count > lines.count {
      let file = faults.last?.file.map { " in \($0)" } ?? ""
      lines.append("and \(count - lines.count) more\(file)")
    }
    return lines.joined(separator: "\n")
  }
}
