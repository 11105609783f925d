public import Exchange
import Travel

/// Where facilities stand, whom they serve, and what that means for everybody.
public struct Plan: Sendable {
  public var title: String
  /// A sentence on what the plan is for, as the scenario has it.
  public var purpose: String?
  /// What distances were measured with, such as `barriers`.
  public var distance: String
  /// `median`, `means`, `center`, `coverage`, `cover-all` or `fair`.
  public var objective: String
  /// Where facilities could stand: `candidates`, `demand` or `anywhere`.
  public var siteChoice: String
  /// The map on which the plan was worked out: `planar`, or a projection.
  public var crs: String
  public var scaleError: Double

  /// The demand as it was read, in that order.
  public var demand: [PointRecord]
  /// Where each of `demand` goes; as many entries.
  public var assignments: [Assignment]
  public var facilities: [PlannedFacility]
  public var crossings: [CrossingUse]
  /// In the order of their file; empty where distances know none.
  public var barriers: [BarrierCost]
  public var measures: PlanMeasures
  public var audit: StraightLineAudit
  /// The plan that somebody would have made who knows no barriers; nil where there are none.
  public var blind: BlindSiting?
  public var search: SearchFacts
  /// What other numbers of facilities would give, this one among them; empty where one was asked
  /// for.
  public var curve: [CurvePoint]
  /// Other choices of sites that are nearly as good; empty where none were asked for.
  public var alternatives: [AlternativePlan]
  /// Who is served elsewhere than today; nil where nothing is known of today.
  public var moves: MoveFacts?
  /// Whether the user ended the measuring before all was measured.
  public var measuringWasCut: Bool
  /// Names of files that would have been written had the user not ended the work.
  public var missingFiles: [String]
  /// Demand that was moved out of the water.
  public var moved: [MovedPerson]
  /// What was read, as what, and what is doubtful about it.
  public var findings: [Finding]

  /// All that the writers need besides: the map and what stands on it.
  let scene: PlanScene
  let routes: Scenario.Routes
  let provenance: Provenance

  /// Indices of those whom nobody serves.
  public var unserved: [Int] { assignments.indices.filter { assignments[$0].facility == nil } }

  /// Whether the search, or the measuring after it, was cut short by the user.
  public var wasInterrupted: Bool { search.status == "interrupted" || measuringWasCut }
}

/// What stands on the map of a plan.
struct PlanScene: Sendable {
  var frame: MapFrame
  /// The demand on the map, as many as in the plan.
  var people: [Location]
  var sites: [SiteInput]
  var siteLocations: [Location]
  var barriers: [Sourced<BarrierRecord>]
  var crossings: [Sourced<CrossingRecord>]
  /// The land that is nearest to each facility, and the land that is cut off from all.
  var areas: [ServiceArea]
  var credits: [String]
}
