import Geography
import TestSupport
import Testing

@testable import Traces

@Suite struct PlaceScoreTests {
  private func spot(_ x: Double, _ person: String = "a") -> PlaceScore.Spot {
    PlaceScore.Spot(person: person, coordinate: TraceMaker().coordinate(x, 0))
  }

  private func span(_ arrival: Int64, _ departure: Int64, _ person: String = "a")
    -> PlaceScore.Span
  {
    PlaceScore.Span(person: person, arrival: arrival, departure: departure)
  }

  private func score(
    _ places: [PlaceScore.Spot], _ truth: [PlaceScore.Spot]
  ) -> PlaceScore.Agreement {
    PlaceScore(places: places, visits: [], truePlaces: truth, trueVisits: []).places
  }

  private func score(
    _ visits: [PlaceScore.Span], _ truth: [PlaceScore.Span]
  ) -> PlaceScore.Agreement {
    PlaceScore(places: [], visits: visits, truePlaces: [], trueVisits: truth).visits
  }

  @Test("A place within 50 m of a true one of the same person is right")
  func places() {
    #expect(score([spot(49)], [spot(0)]).f1 == 1)
    #expect(score([spot(51)], [spot(0)]).f1 == 0)
    #expect(score([spot(0, "b")], [spot(0)]).matched == 0)
    let agreement = score([spot(0), spot(900), spot(10)], [spot(0), spot(400)])
    #expect(agreement.matched == 1 && agreement.precision == 1.0 / 3 && agreement.recall == 0.5)
    #expect(agreement.missed == [1] && agreement.invented == [1, 2])
  }

  @Test("Each is matched once, and as many as can be")
  func oneToOne() {
    // The nearest pair in the middle would leave both others alone.
    #expect(score([spot(0), spot(45)], [spot(40), spot(88)]).matched == 2)
    #expect(score([spot(0), spot(1), spot(2)], [spot(0)]).matched == 1)
  }

  @Test("A visit shares with the true one half of what they cover together, no less")
  func visits() {
    #expect(score([span(0, 100)], [span(0, 50)]).matched == 1)
    #expect(score([span(0, 100)], [span(0, 49)]).matched == 0)
    #expect(score([span(0, 60), span(60, 100)], [span(0, 100)]).matched == 1)
    #expect(score([span(0, 50), span(50, 100)], [span(200, 300)]).matched == 0)
    #expect(score([span(0, 100, "b")], [span(0, 100)]).matched == 0)
  }

  @Test("Nothing found of nothing is right")
  func nothing() {
    #expect(score([PlaceScore.Spot](), []).f1 == 1)
    #expect(score([spot(0)], []).precision == 0)
    #expect(score([], [spot(0)]).recall == 0)
  }

  @Test("What is found and what is true can be exchanged")
  func exchanged() {
    forEverySeed(in: 0...49) { generator in
      func some() -> [PlaceScore.Spot] {
        (0..<Int.random(in: 0..<9, using: &generator)).map { _ in
          spot(Double.random(in: 0..<300, using: &generator))
        }
      }
      let (one, other) = (some(), some())
      return score(one, other).matched == score(other, one).matched
    }
  }
}
