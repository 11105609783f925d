package import Travel

/// How much each demand point counts, and how a distance becomes a cost.
package struct DemandWeights: Sendable {
  /// *n* finite numbers, none negative.
  package let weights: [Double]
  /// The weights as whole numbers of one unit, for exact sums of unreached weight.
  ///
  /// The unit is a power of two, the total weight being from 2⁶⁰ to 2⁶¹ units: a weight of at least 2⁻⁸
  /// of the total is exact, a smaller one is rounded by at most 2⁻⁶¹ of the total. A positive
  /// weight is never rounded to nothing.
  package let units: [Int64]
  package let power: CostPower

  package init(_ weights: [Double], power: CostPower) {
    self.weights = weights
    self.power = power
    let total = weights.reduce(0, +)
    let exponent = total > 0 ? 61 - total.exponent - 1 : 0
    units = weights.map { weight in
      weight > 0 ? max(1, Int64(clamping: (weight.scaled(by: exponent)).rounded())) : 0
    }
  }

  package var count: Int { weights.count }

  /// Turns distances into costs; demand of weight 0 costs nothing, wherever it is.
  ///
  /// - Returns: The first demand point whose distance is negative, NaN, or too long to reckon
  ///   with; nil where all is well.
  package func writeCosts(
    of distances: UnsafePointer<Double>, into costs: UnsafeMutablePointer<Double>
  ) -> Int? {
    var isSound = true
    let squares = power == .squaredDistance
    weights.withUnsafeBufferPointer { weights in
      for index in 0..<weights.count {
        let distance = distances[index]
        let weight = weights[index]
        let cost = squares ? distance * distance : distance
        let product = weight * cost
        costs[index] = weight > 0 ? product : 0
        isSound =
          isSound && distance >= 0 && (product < .infinity || distance == .infinity)
      }
    }
    guard !isSound else { return nil }
    return (0..<weights.count).first { index in
      let distance = distances[index]
      guard distance >= 0 else { return true }
      return distance < .infinity && weights[index] * power.cost(distance) == .infinity
    }
  }
}

extension Double {
  fileprivate func scaled(by exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: self)
  }
}
