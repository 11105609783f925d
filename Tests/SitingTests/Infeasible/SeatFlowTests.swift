import TestSupport
import Testing

@testable import Siting

@Suite struct SeatFlowTests {
  @Test("What does not fit is what the worst crowd of all lacks, and a crowd is one")
  func crowds() {
    var tooFull = 0
    forEverySeed(in: 0...399) { generator in
      let people = Int.random(in: 1...8, using: &generator)
      let lots = Int.random(in: 1...6, using: &generator)
      let loads = (0..<people).map { _ in Double(Int.random(in: 0...9, using: &generator)) }
      let rooms = (0..<lots).map { _ in
        Int.random(in: 0..<9, using: &generator) == 0
          ? Double.infinity : Double(Int.random(in: 0...14, using: &generator))
      }
      let sites = (0..<people).map { _ in
        (0..<lots).filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }.map { Int32($0) }
      }
      func lacking(_ members: [Int]) -> Double {
        let near = Set(members.flatMap { sites[$0] })
        return members.reduce(0) { $0 + loads[$1] } - near.reduce(0) { $0 + rooms[Int($1)] }
      }
      let worst = (0..<(1 << people)).map { bits in
        lacking((0..<people).filter { bits >> $0 & 1 == 1 })
      }.max()
      let flow = SeatFlow(loads: loads, rooms: rooms, sites: sites)
      guard flow.missing == worst else { return false }
      guard let crowd = flow.crowd else { return worst == 0 }
      tooFull += 1
      return crowd.load > crowd.room && crowd.load - crowd.room == lacking(crowd.rows)
        && crowd.columns == Set(crowd.rows.flatMap { sites[$0] }).sorted().map { Int($0) }
    }
    #expect(tooFull > 100)
  }

  @Test("A long chain of those who make room for each other is followed to its end")
  func chain() {
    // Everyone may go to two sites in a row; only the last site has room to spare.
    let count = 500
    let sites = (0..<count).map { [Int32($0), Int32($0 + 1)] }
    let rooms = (0...count).map { $0 == 0 ? 0.0 : 1 }
    #expect(
      SeatFlow(loads: Array(repeating: 1, count: count), rooms: rooms, sites: sites).crowd == nil)
    var short = rooms
    short[count] = 0
    let crowd = SeatFlow(loads: Array(repeating: 1, count: count), rooms: short, sites: sites).crowd
    #expect(crowd?.rows.count == count)
    #expect(crowd?.room == Double(count - 1))
  }
}
