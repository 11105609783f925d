import ArgumentParser
import Planner

/// How points are put into clusters.
struct ClusterMethodOptions: ParsableArguments {
  @Option(
    name: [.customShort("k"), .customLong("clusters")],
    help: ArgumentHelp(
      "How many clusters: 3, 2...10 or auto.", valueName: "number"))
  var count: ClusterCount?

  @Option(help: "How clusters are made.")
  var method = Word(ClusterMethod.kmeans)

  @Option(
    help: """
      How distances are measured. (default: what the files are made for, else euclidean, for \
      kmedians manhattan)
      """)
  var metric: Word<ClusterMetric>?

  @Option(
    help: ArgumentHelp(
      "The fewest rows of a cluster, or the least weight with --weight.", valueName: "n"))
  var minSize: Double?

  @Option(
    help: ArgumentHelp(
      "The most rows of a cluster, or the most weight with --weight.", valueName: "n"))
  var maxSize: Double?

  @Flag(help: "All clusters as large as each other.")
  var balanced = false

  @Option(
    help: ArgumentHelp("How far neighbours reach, for dbscan.", valueName: "distance"))
  var radius: Double?

  @Option(
    help: ArgumentHelp(
      "How many neighbours, itself included, make a place dense. (default: 5 for dbscan)",
      valueName: "n"))
  var minNeighbours: Int?

  @Option(help: "How clusters are compared, for agglomerative.")
  var linkage = Word(LinkageChoice.ward)

  @Option(
    help: ArgumentHelp(
      "Where centers start: kmeans++, random, random-box, first or given:FILE. (default: kmeans++)",
      valueName: "way"))
  var seeding: ClusterSeeds?

  @Option(help: ArgumentHelp("How often to start anew; the best is kept.", valueName: "n"))
  var starts = 10

  @Option(help: ArgumentHelp("The same number gives the same clusters.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("How often the centers of a start may move.", valueName: "n"))
  var maxIterations = 300

  @Option(
    help: ArgumentHelp(
      "Stop once centers move less than this part of the spread.", valueName: "share"))
  var tolerance = 1e-4

  func apply(to settings: inout ClusterSettings) {
    settings.count = count?.request
    settings.method = method.choice
    settings.metric = metric?.choice
    settings.minSize = minSize
    settings.maxSize = maxSize
    settings.isBalanced = balanced
    settings.radius = radius
    settings.minNeighbours = minNeighbours
    settings.linkage = linkage.choice
    if let seeding { settings.seeding = seeding.choice }
    settings.starts = starts
    settings.seed = seed
    settings.maxIterations = maxIterations
    settings.tolerance = tolerance
  }
}
