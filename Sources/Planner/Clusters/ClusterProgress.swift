import Clustering
import Siting

/// How far a clustering has come.
package enum ClusterProgress: Hashable, Sendable, CustomStringConvertible {
  case reading
  case preparing
  /// What the method is doing.
  case clustering(String)
  /// Numbers of clusters are being compared: so many are done.
  case choosing(Int, of: Int)
  case measuring
  case writing

  package var description: String {
    switch self {
    case .reading: "reading"
    case .preparing: "preparing columns and distances"
    case .clustering(let text): text
    case .choosing(let done, let total): "comparing numbers of clusters, \(done) of \(total)"
    case .measuring: "measuring"
    case .writing: "writing"
    }
  }

  init(_ progress: KMeansProgress, costName: String = "inertia") {
    var text =
      progress.start < progress.starts
      ? "start \(progress.start + 1) of \(progress.starts)" : "exchanging centers"
    text += ", iteration \(progress.iteration)"
    if progress.bestInertia < .infinity {
      text += ", \(costName) \(ClusterReport.short(progress.bestInertia))"
    }
    self = .clustering(text)
  }

  init(_ progress: SitingProgress) {
    let doing =
      switch progress.phase {
      case .measuring: "measuring distances"
      case .searching: "looking for centers"
      case .proving: "proving how good they are"
      }
    var text = "\(doing), \(Int(clamping: 100 * progress.fraction)) %"
    if let cost = progress.objective { text += ", cost \(ClusterReport.short(cost))" }
    self = .clustering(text)
  }
}
