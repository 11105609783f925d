/// What has to hold of a plan between two steps.
extension SparsePlan {
  /// Ends the program where the bookkeeping is wrong; looked at in debug builds only.
  ///
  /// After every step of a small plan. A large one is checked as often as keeps checking as cheap
  /// as the steps themselves, and in any case where it begins anew.
  func checkInvariants(inFull: Bool = false) {
    assert(
      {
        let isDue = inFull || rows.demandCount <= 200 || work - lastCheck >= 8 * rows.cellCount
        guard isDue else { return true }
        lastCheck = work
        if let fault { preconditionFailure(fault) }
        return true
      }())
  }

  /// What is wrong with the bookkeeping; nil where all of it is right.
  ///
  /// - Complexity: O(demand + sites + the cells up to the second open site of each row)
  var fault: String? {
    faultOfSites ?? rows.demandRange.lazy.compactMap { self.faultOfWay($0) }.first ?? faultOfSums
  }

  private var faultOfSites: String? {
    let open = (0..<rows.siteCount).count { isOpen($0) }
    guard open == sites.count else { return "\(open) sites are open in \(sites.count) slots" }
    for (slot, site) in sites.enumerated() {
      guard self.slot(of: site) == slot else { return "site \(site) is not in slot \(slot)" }
      guard columns.holds(site) else { return "site \(site) is open without its column" }
    }
    return nil
  }

  /// The nearest and second nearest open site of a demand point, found anew in its row.
  private func faultOfWay(_ demand: Int) -> String? {
    let (way, row) = (way(of: demand), rows.row(demand))
    var open: [Double] = []
    var (nearest, second): (Double?, Double?)
    for cell in 0..<row.count {
      let (cost, slot) = (row.costs[cell], slot(of: Int(row.sites[cell])))
      guard slot >= 0 else { continue }
      if open.count == 2, cost > open[1] { break }
      if open.count < 2 { open.append(cost) }
      if slot == way.slot { nearest = cost }
      if slot == way.secondSlot { second = cost }
    }
    let far = 1.5 * rows.caps[demand]
    guard way.slot == -1 ? open.isEmpty : nearest == open.first else {
      return "demand point \(demand): slot \(way.slot) is not the nearest"
    }
    guard way.secondSlot == -1 ? open.count < 2 : open.count == 2 && second == open[1] else {
      return "demand point \(demand): slot \(way.secondSlot) is not the second nearest"
    }
    guard way.slot < 0 || way.slot != way.secondSlot else {
      return "demand point \(demand): slot \(way.slot) is nearest and second nearest"
    }
    guard way.nearest == open.first ?? far, way.second == (open.count == 2 ? open[1] : far) else {
      return "demand point \(demand): pays \(way.nearest), then \(way.second), not \(open)"
    }
    return nil
  }

  /// The total, and what closing each slot costs, added up anew; up to rounding.
  private var faultOfSums: String? {
    var closing = [Double](repeating: 0, count: sites.count)
    var (sum, scale) = (0.0, 0.0)
    for demand in rows.demandRange {
      let way = way(of: demand)
      sum += way.nearest
      scale += 1.5 * rows.caps[demand]
      if way.slot >= 0 { closing[Int(way.slot)] += way.second - way.nearest }
    }
    guard scale < .infinity else { return nil }
    let allowed = 1e-9 * scale
    guard abs(sum - total) <= allowed else { return "the total is \(total), not \(sum)" }
    for slot in sites.indices where abs(closing[slot] - closingCost(of: slot)) > allowed {
      return "closing slot \(slot) costs \(closing[slot]), not \(closingCost(of: slot))"
    }
    return nil
  }
}
