import ArgumentParser
import Planner

/// What points are compared by, and what is done to it first.
struct ClusterColumnOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Columns to compare; words count as categories. (default: coordinates, else all numbers)",
      valueName: "a,b,c"))
  var columns: ColumnList?

  @Option(
    help: ArgumentHelp("Columns that are not compared.", valueName: "a,b,c"))
  var exclude: ColumnList?

  @Option(
    help: ArgumentHelp(
      "The column that names rows. (default: one called id, code, CustomerID and the like)",
      valueName: "column"))
  var id: String?

  @Flag(
    inversion: .prefixedNo,
    help: """
      Whether the first line names the columns; without names they are column_1, column_2, … \
      (default: unless it holds values like the lines below it)
      """)
  var header: Bool?

  @Option(
    help: ArgumentHelp(
      "A column of words with an order, lowest first; repeatable.",
      valueName: "column=low,high"))
  var ordinal: [OrdinalColumn] = []

  @Option(help: ArgumentHelp("How much each row counts.", valueName: "column"))
  var weight: String?

  @Option(
    help: """
      'auto': lon and lat are put on a suited map; 'planar' for metres, or a projected system \
      such as EPSG:23700. (default: auto)
      """)
  var crs: String?

  @Flag(help: "Longitudes beyond ±180 are brought back to it.")
  var wrap = false

  @Option(help: "What becomes of rows with empty cells.")
  var missing = Word(MissingRule.error)

  @Option(help: "How columns are brought to one scale.")
  var scale = Word(ScalingRule.none)

  @Option(help: "What becomes of rows far from all others.")
  var outliers = Word(OutlierRule.keep)

  @Option(
    help: ArgumentHelp("The true class of each row, to score clusters by.", valueName: "column"))
  var truth: String?

  @Option(
    help: ArgumentHelp(
      "Hold this share of the rows back, and score them.", valueName: "share"))
  var split: Double?

  func apply(to settings: inout ClusterSettings) {
    settings.columns = columns?.names ?? []
    settings.exclude = exclude?.names ?? []
    settings.id = id
    settings.namesColumns(header)
    for column in ordinal { settings.ordinals[column.name] = column.levels }
    settings.weight = weight
    settings.crs = crs
    settings.wraps = wrap
    settings.missing = missing.choice
    settings.scale = scale.choice
    settings.outliers = outliers.choice
    settings.truth = truth
    settings.split = split
  }
}
