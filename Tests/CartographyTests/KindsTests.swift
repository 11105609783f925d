import Cartography
import Testing

@Suite struct KindsTests {
  @Test(
    "Barrier kinds of real data find their family",
    arguments: [
      ("river", BarrierStyle.water), ("Waterway=Canal", .water), ("lake", .water),
      ("railway", .railway), ("light_rail", .railway), ("MOTORWAY", .road), ("fenced road", .fence),
      ("fence", .fence), ("cliff", .other), ("", .other),
    ])
  func barriers(kind: String, style: BarrierStyle) {
    #expect(BarrierStyle(kind: kind) == style)
  }

  @Test(
    "Crossing kinds of real data find their family",
    arguments: [
      ("bridge", CrossingStyle.bridge), ("footbridge", .bridge), ("underpass", .underpass),
      ("level_crossing", .levelCrossing), ("ferry", .ferry), ("ford", .ferry),
      ("gate", .levelCrossing),
      ("", .bridge),
    ])
  func crossings(kind: String, style: CrossingStyle) {
    #expect(CrossingStyle(kind: kind) == style)
  }
}
