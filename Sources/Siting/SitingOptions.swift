/// How long and how hard to look.
///
/// The outcome depends on the problem and ``seed`` alone, on any number of cores, unless
/// ``timeLimit`` or the caller cuts the search short.
public struct SitingOptions: Hashable, Sendable {
  /// Where the random numbers start.
  public var seed: UInt64
  /// Seconds after which the best plan so far is handed back, or nil for no limit.
  ///
  /// Looked at between steps, so that the search may end a little later.
  public var timeLimit: Double?
  /// The search ends as soon as the plan is proven to be within this part of the best, 0.005 for half
  /// a per cent; nil to go on until nothing better is expected.
  public var gap: Double?
  /// How many times the search is shaken up and run again; nil for a number that suits the size
  /// of the problem.
  public var restarts: Int?
  /// Whether to look for a proven lower bound.
  public var provesBound: Bool
  /// Bytes that tables and lists of distances may take together; 2 GiB by default, of which only
  /// large problems take more than a quarter.
  public var memory: Int
  /// How many cores to use, or nil for all, with the same outcome.
  public var cores: Int?

  /// The largest number of site sets that are tried one by one instead of searched.
  package var enumerationLimit = 20_000

  /// Whether to look for what would do where there is no plan; only the facts are given otherwise.
  package var looksForRemedies = true

  /// Of several numbers of facilities, the one for which they are looked for; nil for all.
  package var remediesFor: Int?

  public init(
    seed: UInt64 = 1, timeLimit: Double? = nil, gap: Double? = nil, restarts: Int? = nil,
    provesBound: Bool = true, memory: Int = 2 << 30, cores: Int? = nil
  ) {
    self.seed = seed
    self.timeLimit = timeLimit
    self.gap = gap
    self.restarts = restarts
    self.provesBound = provesBound
    self.memory = memory
    self.cores = cores
  }
}
