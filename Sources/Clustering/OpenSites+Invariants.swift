/// What has to hold of open sites between two steps.
extension OpenSites {
  /// Ends the program where the bookkeeping is wrong; looked at in debug builds only.
  ///
  /// After every step of a small plan, and after as many steps as there are slots of a large one:
  /// checking then costs about as much as the steps.
  func checkInvariants() {
    assert(
      {
        stepsSinceCheck += 1
        guard demandCount * count <= 2000 || stepsSinceCheck >= count else { return true }
        stepsSinceCheck = 0
        if let fault { preconditionFailure(fault) }
        return true
      }())
  }

  /// What is wrong with the nearest and second nearest slots; nil where all of them are right.
  ///
  /// - Complexity: O(*n* · *k*)
  package var fault: String? {
    (0..<demandCount).lazy.compactMap { self.fault(of: $0) }.first
  }

  private func fault(of demand: Int) -> String? {
    let (nearest, second) = (nearest(of: demand), secondNearest(of: demand))
    guard count > 0 else { return nearest < 0 && second < 0 ? nil : "there are no slots" }
    guard rows.indices.contains(nearest), cost(of: demand) == rows[nearest].costs[demand] else {
      return "demand point \(demand): slot \(nearest) does not cost \(cost(of: demand))"
    }
    guard rows.allSatisfy({ $0.costs[demand] >= cost(of: demand) }) else {
      return "demand point \(demand): slot \(nearest) is not the nearest"
    }
    guard count > 1 else { return second < 0 ? nil : "there is no second slot" }
    guard rows.indices.contains(second), second != nearest,
      secondCost(of: demand) == rows[second].costs[demand]
    else { return "demand point \(demand): slot \(second) does not cost what it should" }
    let others = rows.indices.filter { $0 != nearest }
    guard others.allSatisfy({ rows[$0].costs[demand] >= secondCost(of: demand) }) else {
      return "demand point \(demand): slot \(second) is not the second nearest"
    }
    return nil
  }
}
