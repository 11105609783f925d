import Exchange

extension InputData {
  /// Leaves out the candidates that stand already: those that a file of existing sites has under the same
  /// id at the same place, as when an earlier plan chose them.
  mutating func takeStandingCandidates() {
    let standing = Dictionary(
      sites.filter { $0.status == .existing || $0.status == .required }.map { ($0.record.id, $0) },
      uniquingKeysWith: { first, _ in first })
    var counts: [String: Int] = [:]
    sites = sites.filter { site in
      guard site.status == .candidate, let other = standing[site.record.id],
        other.file != site.file, isTogether(site.record.position, other.record.position)
      else { return true }
      counts[site.file, default: 0] += 1
      return false
    }
    for (file, count) in counts.sorted(by: { $0.key < $1.key }) {
      remarks.append(
        Finding(
          .note,
          "\(file): \(Count.of(count, "candidate")) \(count == 1 ? "is" : "are") among the existing "
            + "sites already"))
    }
  }

  /// Whether two places are one but for their rounding: some ten metres, or where nobody says a place.
  private func isTogether(_ one: Position?, _ other: Position?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    let isDegrees = [one.x, one.y, other.x, other.y].allSatisfy { $0.magnitude <= 360 }
    let limit = isDegrees ? 1e-4 : 10
    return (one.x - other.x).magnitude <= limit && (one.y - other.y).magnitude <= limit
  }
}
