package import Exchange

/// The files that distances are measured with: the same for old points and new.
package struct ClusterDistanceFiles: Sendable {
  package var barriers: String?
  package var crossings: String?
  /// Crossings to open and to close, or `all`.
  package var open: [String] = []
  package var close: [String] = []
  package var matrix: String?
  package var zones: String?
  package var streets: String?
  package var streetNodes: String?
  /// In metres; nil for the default.
  package var snapLimit: Double?

  /// The encodings of files, those of the points among them, where they do not show it and are not UTF-8.
  package var encodings = EncodingChoice()

  package init() {}

  /// Those that there are.
  var all: [String] {
    [barriers, crossings, matrix, zones, streets, streetNodes].compactMap(\.self)
  }
}
