import Geography
import TestSupport
import Testing
import Travel

@testable import Clustering

@Suite struct StepTests {
  private static func points(_ random: inout RepeatableGenerator, rows: Int = 40) throws
    -> PointMatrix
  {
    try PointMatrix(
      (0..<2 * rows).map { _ in .random(in: 0...100, using: &random) }, columnCount: 2)
  }

  @Test("A bisecting k-means has one center more at each cut, and only one cluster changes")
  func cuts() throws {
    try forEverySeed(in: 0...19) { random in
      let points = try Self.points(&random)
      var options = KMeansOptions()
      options.recordsSteps = true
      let result = try bisectingKMeans(points, count: 5, options: options)
      let cuts = result.steps.dropLast()
      for (one, next) in zip(cuts, cuts.dropFirst()) {
        let changed = zip(one.labels, next.labels).filter { $0 != $1 }
        guard next.kind == .cut, Set(changed.map(\.0)).count == 1 else { return false }
        guard Set(changed.map(\.1)) == [one.centers.rowCount] else { return false }
        guard next.inertia < one.inertia else { return false }
      }
      return cuts.map(\.centers.rowCount) == [1, 2, 3, 4, 5]
        && result.steps.last?.labels == result.labels
        && result.steps.map(\.iteration) == Array(0...5)
    }
  }

  @Test("A mini-batch k-means has a step for each batch, and ends with its result")
  func batches() throws {
    var random = RepeatableGenerator(seed: 1)
    let points = try Self.points(&random, rows: 200)
    var options = MiniBatchOptions()
    options.batchSize = 32
    options.recordsSteps = true
    let result = try miniBatchKMeans(points, count: 4, options: options)
    #expect(result.steps.first?.kind == .start)
    // The seeds, each batch, and the end.
    #expect(result.steps.count == result.iterations + 2)
    #expect(result.steps.last?.labels == result.labels)
    #expect(result.steps.last?.inertia == result.inertia)
    for step in result.steps {
      let near = try CenterAssignment(of: points, to: step.centers)
      #expect(near.labels == step.labels)
    }
    options.recordsSteps = false
    #expect(try miniBatchKMeans(points, count: 4, options: options).labels == result.labels)
  }

  @Test("With bounded sizes every step keeps to them, and inertia never rises")
  func sizes() throws {
    try forEverySeed(in: 0...9) { random in
      let points = try Self.points(&random)
      var options = KMeansOptions()
      options.recordsSteps = true
      let result = try kMeans(points, count: 4, sizes: .balanced, options: options)
      for step in result.steps {
        for cluster in 0..<4 where step.labels.count(where: { $0 == cluster }) != 10 {
          return false
        }
      }
      for (one, next) in zip(result.steps, result.steps.dropFirst())
      where next.inertia > one.inertia * (1 + 1e-12) {
        return false
      }
      return result.steps.last?.labels == result.labels
        && result.steps.last?.centers == result.centers
        && result.steps.map(\.iteration) == Array(0..<result.steps.count)
    }
  }

  @Test("Medoids go step by step to where no swap helps, each step one swap and cheaper")
  func swaps() throws {
    try forEverySeed(in: 0...19) { random in
      let points = try Self.points(&random)
      let provider = try VectorDistance(points, metric: .manhattan)
      let search = SearchSteps(
        of: provider.places, weights: Array(repeating: 1, count: 40), count: 3,
        provider: provider, objective: .distance, seed: 4)
      let steps = try search.steps(anywhere: false, shouldStop: { false })
      for (one, next) in zip(steps, steps.dropFirst()) {
        let changed = zip(one.members, next.members).count { $0 != $1 }
        guard next.kind == .swap, changed == 1, next.cost < one.cost else { return false }
      }
      guard let last = steps.last else { return false }
      let medoids = last.members.compactMap { $0 }
      func cost(_ medoids: [Int]) -> Double {
        provider.places.reduce(0) { sum, row in
          sum + (medoids.map { provider.distance(from: row, to: $0) }.min() ?? 0)
        }
      }
      guard medoids.count == 3, abs(cost(medoids) - last.cost) < 1e-9 else { return false }
      for slot in 0..<3 {
        for row in 0..<40 {
          var other = medoids
          other[slot] = row
          if cost(other) < last.cost - 1e-9 { return false }
        }
      }
      return true
    }
  }

  @Test("Medoids of bounded sizes: every step keeps to them, and costs never rise")
  func boundedMedoids() throws {
    try forEverySeed(in: 0...9) { random in
      let points = try Self.points(&random)
      let provider = try VectorDistance(points)
      let search = SearchSteps(
        of: provider.places, weights: Array(repeating: 1, count: 40), count: 4,
        provider: provider, objective: .distance, seed: 4)
      let steps = try search.steps(
        sizes: .between(minimum: 9, maximum: 11), byWeight: false, shouldStop: { false })
      for step in steps {
        for cluster in 0..<4 {
          guard (9...11).contains(step.labels.count { $0 == cluster }) else { return false }
        }
      }
      return steps.count > 1 && zip(steps, steps.dropFirst()).allSatisfy { $1.cost < $0.cost }
    }
  }

  @Test("Centers that move freely stay where they are once neither kind of step helps")
  func freely() throws {
    var random = RepeatableGenerator(seed: 3)
    let places = (0..<30).map { _ in
      PlanarPoint(.random(in: 0...100, using: &random), .random(in: 0...100, using: &random))
    }
    let search = SearchSteps(
      of: places, weights: Array(repeating: 1, count: 30), count: 3, provider: StraightDistance(),
      objective: .squaredDistance, seed: 1)
    let steps = try search.steps(anywhere: true, shouldStop: { false })
    #expect(steps[0].kind == .start && steps.contains { $0.kind == .move })
    for (one, next) in zip(steps, steps.dropFirst()) { #expect(next.cost < one.cost) }
    let stopped = try search.steps(anywhere: true, shouldStop: { true })
    #expect(stopped.count == 1)
  }
}
