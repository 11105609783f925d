/// The measures that speak for one number of groups or another, side by side.
///
/// Each has a value for each of the numbers, nil where there is none, and the number it speaks for. What
/// is not set is not drawn.
public struct GroupCountChart: Hashable, Sendable {
  public struct Measure: Hashable, Sendable {
    /// One for each of the numbers of groups.
    public var values: [Double?]
    /// Standard errors, one for each value; empty for none.
    public var errors: [Double?]
    /// The number of groups that the measure speaks for.
    public var best: Int?

    public init(values: [Double?], errors: [Double?] = [], best: Int? = nil) {
      self.values = values
      self.errors = errors
      self.best = best
    }
  }

  /// The numbers of groups, upwards.
  public var counts: [Int]
  public var title = "How many groups?"
  /// The plain answer: `three groups`, or `no evidence of more than one group`.
  public var verdict: String
  /// The number that was chosen, marked in all panes; 1 where there are no groups.
  public var chosen: Int?

  /// The sum of squares within groups, or what else the clusters make small, with its knee.
  public var inertia: Measure?
  public var inertiaTitle = "Sum of squares within groups"
  /// The gap statistic (Tibshirani, Walther, Hastie 2001, <https://doi.org/10.1111/1467-9868.00293>).
  public var gap: Measure?
  /// What the rules for reading the gap say.
  public var gapNote = ""
  /// f(K) (Pham, Dimov, Nguyen 2005, <https://doi.org/10.1243/095440605X8298>).
  public var distortionRatio: Measure?
  /// Below this f(K) speaks for groups.
  public var distortionLimit = 0.85
  public var silhouette: Measure?
  public var calinskiHarabasz: Measure?
  public var daviesBouldin: Measure?

  public init(counts: [Int], verdict: String, chosen: Int?) {
    self.counts = counts
    self.verdict = verdict
    self.chosen = chosen
  }

  /// The chart as an SVG document; the same bytes for the same chart.
  public func svg() -> String {
    var chart = CurveChart(title: title, xName: "groups", xs: counts)
    chart.subtitle = verdict
    chart.chosen = chosen
    chart.panels = panels
    return chart.svg()
  }

  private var panels: [CurveChart.Panel] {
    var panels: [CurveChart.Panel] = []
    func add(
      _ measure: Measure?, _ title: String, _ note: String, level: Double? = nil,
      includesZero: Bool = false
    ) {
      guard let measure else { return }
      panels.append(
        CurveChart.Panel(
          title: title, note: note,
          series: [.init(values: measure.values, errors: measure.errors)], best: measure.best,
          level: level, includesZero: includesZero))
    }
    add(inertia, inertiaTitle, "look for the knee", includesZero: true)
    add(gap, "Gap statistic", gapNote)
    let limit = NumberText.measured(distortionLimit)
    add(
      distortionRatio, "f(K)", "lowest; speaks for groups only below \(limit)",
      level: distortionLimit, includesZero: true)
    add(silhouette, "Silhouette", "highest, 1 at best; none for one group")
    add(calinskiHarabasz, "Calinski–Harabasz", "highest; none for one group", includesZero: true)
    add(daviesBouldin, "Davies–Bouldin", "lowest; none for one group", includesZero: true)
    return panels
  }
}
