import Cartography
import TestSupport
import Testing

@Suite struct LabelPlacementTests {
  private let frame = CanvasBox(x: 0, y: 0, width: 800, height: 600)

  private func request(_ anchor: CanvasPoint, width: Double = 90) -> LabelRequest {
    LabelRequest(anchor: anchor, clearance: 11, width: width, height: 16, mayLead: true)
  }

  private func symbols(_ requests: [LabelRequest]) -> [CanvasBox] {
    requests.map {
      CanvasBox(around: $0.anchor, radius: $0.clearance * LabelPlacement.symbolShare)
    }
  }

  @Test("Labels never lie over each other, over symbols, or over the rim")
  func neverOverlap() {
    forEverySeed(in: 0...59) { random in
      let count = Int.random(in: 1...70, using: &random)
      let requests = (0..<count).map { _ in
        request(
          CanvasPoint(.random(in: 0...800, using: &random), .random(in: 0...600, using: &random)),
          width: .random(in: 10...160, using: &random))
      }
      let obstacles = symbols(requests)
      var placement = LabelPlacement(frame: frame, obstacles: obstacles)
      let boxes = placement.place(requests).compactMap { $0?.box }
      for (index, box) in boxes.enumerated() {
        if !frame.contains(box) { return false }
        if obstacles.contains(where: { $0.overlaps(box) }) { return false }
        if boxes.dropFirst(index + 1).contains(where: { $0.overlaps(box) }) { return false }
      }
      return true
    }
  }

  @Test("No leader runs through a label that is not its own, or through a symbol")
  func leadersAreFree() {
    forEverySeed(in: 0...59) { random in
      let requests = (0..<40).map { _ in
        request(
          CanvasPoint(
            .random(in: 250...550, using: &random), .random(in: 200...400, using: &random)))
      }
      let obstacles = symbols(requests)
      var placement = LabelPlacement(frame: frame, obstacles: obstacles)
      let labels = placement.place(requests).compactMap { $0 }
      for (index, label) in labels.enumerated() {
        guard let a = label.leader.first, let b = label.leader.last else { continue }
        if obstacles.contains(where: { $0.meets(from: a, to: b) }) { return false }
        for (other, box) in labels.map(\.box).enumerated() where other != index {
          if box.meets(from: a, to: b) { return false }
        }
      }
      return true
    }
  }

  @Test("Where there is room, every label stands beside its place without a line")
  func roomForAll() {
    let requests = (0..<20).map {
      request(CanvasPoint(Double($0 % 4) * 200 + 20, Double($0 / 4) * 110 + 30))
    }
    var placement = LabelPlacement(frame: frame, obstacles: symbols(requests))
    let labels = placement.place(requests)
    #expect(labels.allSatisfy { $0?.leader.isEmpty == true })
    #expect(labels.allSatisfy { $0?.alignment == .start })
  }

  @Test("Where all eight positions are taken, a line leads to the label")
  func leader() {
    let anchor = CanvasPoint(400, 300)
    let taken = [-50.0, 50, 30].flatMap { dx in
      [-20.0, 0, 20].map {
        CanvasBox(around: CanvasPoint(anchor.x + dx, anchor.y + $0), radius: 1)
      }
    }
    var placement = LabelPlacement(frame: frame, obstacles: taken)
    let label = placement.place(request(anchor))
    #expect(label?.leader.count == 2)
    // The line ends where the text begins.
    if let end = label?.leader.last, let box = label?.box {
      #expect(box.nearest(to: end).distance(to: end) < 1e-9)
    }
  }

  @Test("On a line that runs across, the label stands above")
  func above() {
    var wish = request(CanvasPoint(400, 300))
    wish.prefersAbove = true
    var placement = LabelPlacement(frame: frame, obstacles: [])
    let label = placement.place(wish)
    #expect(label?.alignment == .middle)
    #expect((label?.box.maxY ?? .infinity) < 300)
  }

  @Test("A label without room and without leave to move away is left out")
  func noRoom() {
    let tight = CanvasBox(x: 0, y: 0, width: 60, height: 60)
    var placement = LabelPlacement(frame: tight, obstacles: [])
    #expect(placement.place(request(CanvasPoint(30, 30))) == nil)
  }
}
