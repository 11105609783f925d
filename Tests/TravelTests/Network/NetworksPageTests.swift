import Foundation
import Geography
import Testing
import Travel

@Suite struct NetworksPageTests {
  @Test("The example comes out as the page says")
  func example() throws {
    let graph = try StreetGraph(
      rows: [
        StreetRow(from: "mill", to: "church", length: 350),
        StreetRow(from: "church", to: "school", length: 200, direction: .forward),
      ],
      nodes: [
        StreetNode(id: "mill", position: PlanarPoint(0, 0)),
        StreetNode(id: "church", position: PlanarPoint(350, 0)),
        StreetNode(id: "school", position: PlanarPoint(350, 200)),
      ])
    let streets = NetworkDistance(graph)

    let river = Barrier(id: "river", shapes: [.line([PlanarPoint(-50, 10), PlanarPoint(300, 10)])])
    let barriers = try BarrierDistance(barriers: [river], crossings: [])
    let homes = [PlanarPoint(100, -30), PlanarPoint(310, 40), PlanarPoint(100, 900)]
    let snaps = graph.snap(homes, limit: 200, allowed: barriers.allowsLeg(from:to:))
    for miss in snaps.misses {
      print("home \(miss.index) is \(miss.nearest) m from the nearest street")
    }
    #expect(snaps.misses.map(\.index) == [2])
    #expect(snaps.places[1] != nil)

    if let school = graph.node(named: "school"), let home = snaps.places[0] {
      let metres = streets.distance(from: home, to: .node(school))  // 30 + 250 + 200
      let back = streets.distance(from: .node(school), to: home)  // infinity: one-way
      print(metres, back)
      #expect(metres == 480)
      #expect(back == .infinity)
    } else {
      Issue.record("no school or no home")
    }
  }

  @Test("The page shows the code that is tested here")
  func page() throws {
    let tests = URL(filePath: #filePath)
    let root = tests.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/networks.md"), encoding: .utf8)
    let source = try flattened(String(contentsOf: tests, encoding: .utf8))
    let blocks = page.components(separatedBy: "```swift\n").dropFirst().map {
      $0.components(separatedBy: "\n```")[0].replacing(#/import \w+\n/#, with: "")
    }
    #expect(blocks.count == 3)
    for block in blocks { #expect(source.contains(flattened(block)), "\(block)") }
  }

  /// Without indentation, empty lines and expectations.
  private func flattened(_ text: String) -> String {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#expect") && !$0.hasPrefix("} else {") }
      .filter { !$0.hasPrefix("Issue.record") }.joined(separator: "\n")
  }
}
