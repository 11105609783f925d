import Geography
import Siting
import TestSupport
import Testing
import Travel

@Suite struct DeterminismTests {
  private func problems() -> [SitingProblem<FlatDistance>] {
    var generator = RepeatableGenerator(seed: 3)
    let points = randomPoints(150, using: &generator)
    let weights = points.map { _ in Double(Int.random(in: 0...5, using: &generator)) / 3 }
    let lots = randomPoints(40, using: &generator).map { Site(place: $0) }
    let choices: [SiteChoice<PlanarPoint>] = [.listed(lots), .demand, .anywhere(fixed: [])]
    return choices.map {
      SitingProblem(
        provider: FlatDistance(), demand: points, weights: weights, sites: $0, facilities: 7)
    }
  }

  @Test("The same seed gives the same plan on one core, on two and on all")
  func cores() throws {
    for problem in problems() {
      // The table is kept, or the cells that matter, or rows are asked for as they are needed.
      for memory in [512 << 20, 200 << 10, 64 << 10] {
        let plans = try [1, 2, nil, nil].map { cores in
          try solve(
            problem,
            options: SitingOptions(seed: 9, restarts: 3, memory: memory, cores: cores))
        }
        #expect(plans.allSatisfy { $0 == plans[0] })
      }
    }
  }

  @Test("Without room for the table the plan is nearly as good, and a bound is still a bound")
  func littleMemory() throws {
    for problem in problems().prefix(2) {
      let best = try solve(problem, options: SitingOptions(restarts: 8))
      #expect(best.termination == .provenOptimal)
      // Too little for all distances, then too little even for those that matter.
      for memory in [200 << 10, 64 << 10, 8 << 10] {
        let frugal = try solve(problem, options: SitingOptions(restarts: 8, memory: memory))
        #expect(frugal.objective >= best.objective)
        #expect(frugal.objective <= best.objective * 1.01)
        #expect(frugal.lowerBound ?? 0 <= best.objective)
        if memory != 64 << 10 { #expect((frugal.lowerBound != nil) == (memory > 64 << 10)) }
      }
    }
  }

  @Test("Who asks to stop gets a plan all the same")
  func interrupted() throws {
    for problem in problems() {
      let plan = try solve(problem, shouldStop: { true })
      #expect(plan.termination == .interrupted)
      #expect(plan.sites.count == 7)
      #expect(plan.distances.allSatisfy { $0 < .infinity })
      let hasty = try solve(problem, options: SitingOptions(timeLimit: 1e-9))
      #expect(hasty.termination == .timeLimit)
    }
  }

  @Test("Progress goes forward and ends with the objective of the plan")
  func progress() throws {
    var told: [SitingProgress] = []
    let plan = try solve(
      problems()[1], options: SitingOptions(restarts: 8), progress: { told.append($0) })
    #expect(told.first?.phase == .measuring)
    #expect(zip(told, told.dropFirst()).allSatisfy { $0.seconds <= $1.seconds })
    let last = try #require(told.last?.objective)
    #expect(last >= plan.objective * (1 - 1e-12))
  }
}
