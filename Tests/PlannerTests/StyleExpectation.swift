import Exchange
import Testing

/// Sees that features have nothing more than others but keys of simplestyle 1.1, behind all that was there, with
/// values that it knows.
func expectStyleAlone(
  _ styled: [Feature], beyond plain: [Feature], sourceLocation: SourceLocation = #_sourceLocation
) {
  func expect(_ isRight: Bool, _ words: String) {
    if !isRight { Issue.record("\(words)", sourceLocation: sourceLocation) }
  }
  expect(styled.count == plain.count, "\(styled.count) features, not \(plain.count)")
  for (with, without) in zip(styled, plain) {
    let old = without.properties.members
    expect(with.properties.members.prefix(old.count).elementsEqual(old), "other properties")
    expect(with.geometry == without.geometry && with.id == without.id, "another feature")
    let own = with.properties.members.dropFirst(old.count)
    expect(own.contains { ["marker-color", "stroke"].contains($0.name) }, "no colour")
    for member in own {
      let text = member.value.stringValue ?? ""
      let number = member.value.doubleValue ?? -1
      let isRight =
        switch member.name {
        case "title", "description": !text.isEmpty
        case "marker-color", "stroke", "fill": text.wholeMatch(of: /#[0-9A-F]{6}/) != nil
        case "marker-size": ["small", "medium", "large"].contains(text)
        // Names of the Maki set.
        case "marker-symbol": ["star", "square", "circle", "home", "commercial"].contains(text)
        case "stroke-opacity", "fill-opacity": (0...1).contains(number)
        case "stroke-width": number > 0
        default: false
        }
      expect(isRight, "\(member.name): \(member.value)")
    }
  }
}
