/// Ids by which something else refers to the records of a file.
public struct ReferredIDs: Hashable, Sendable {
  public var ids: Set<String>
  /// What refers to them, as messages call it: `travel.csv`.
  public var source: String

  public init(_ ids: Set<String>, in source: String) {
    self.ids = ids
    self.source = source
  }
}
