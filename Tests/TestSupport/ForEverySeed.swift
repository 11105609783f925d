public import Testing

/// Checks a property on many random cases and names the first seed that breaks it.
public func forEverySeed(
  in seeds: ClosedRange<UInt64> = 0...199,
  sourceLocation: SourceLocation = #_sourceLocation,
  _ property: (inout RepeatableGenerator) throws -> Bool
) rethrows {
  for seed in seeds {
    var generator = RepeatableGenerator(seed: seed)
    if try !property(&generator) {
      Issue.record("property fails for seed \(seed)", sourceLocation: sourceLocation)
      return
    }
  }
}
