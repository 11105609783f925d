/// Numbers that are easy to compare with, for the sizes in a legend.
package enum RoundNumbers {
  /// The greatest of 1, 2 or 5 times a power of ten that is at most `value`; `value` more than 0.
  package static func floor(_ value: Double) -> Double {
    precondition(value > 0 && value.isFinite, "only a positive number has a round number below it")
    var power = 1.0
    while power * 10 <= value { power *= 10 }
    while power > value { power /= 10 }
    let digit = [5.0, 2, 1].first { $0 * power <= value } ?? 1
    return digit * power
  }

  /// Up to three round numbers that cover the range up to `greatest`, the smallest first; from 2 on, so that they read as plurals.
  package static func samples(upTo greatest: Double) -> [Double] {
    guard greatest > 0, greatest.isFinite else { return [] }
    let top = floor(greatest)
    let lower = [25.0, 5].map { floor(top / $0) }.filter { $0 >= 2 && $0 < top }
    return lower + [top]
  }
}
