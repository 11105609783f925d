import Clustering
package import Exchange
package import Traces

/// The fixes of one person in the order of time, and what became of each.
package struct PersonFixes: Sendable {
  package var trace: Trace
  /// Per fix 0 where it is used, else a `RemovalReason`.
  package var verdicts: [UInt8]
}

/// The fixes of everybody: in memory, or in a temporary file, from which one person's are read and
/// cleaned anew whenever somebody asks.
package struct FixArchive: Sendable {
  private let source: Source
  private let cleaning: CleaningOptions

  private enum Source {
    case memory([PersonFixes])
    /// In a file, those of the first people in memory as well.
    case file(TraceStore, [PersonFixes])
  }

  /// What one person's fixes become: in the order of time with those that can be used, and how many
  /// came after a later one.
  struct Prepared {
    var fixes: PersonFixes
    var clean: CleanTrace
    var late: Int
  }

  /// Goes through everybody's fixes, several people at a time, and keeps those that were in memory.
  ///
  /// - Parameters:
  ///   - collection: Finished; its fixes are taken out of memory.
  ///   - settings: How fixes are cleaned, and on how many cores.
  ///   - results: What `body` gives for each person.
  ///   - body: Takes the number of a person and the fixes; on several cores at once.
  /// - Throws: A fault where a temporary file cannot be read.
  init<Result: Sendable>(
    _ collection: inout TraceCollection, settings: PlacesSettings, into results: inout [Result?],
    _ body: @Sendable (Int, Prepared) -> Result
  ) throws(DataFault) {
    let cleaning = settings.cleaning
    self.cleaning = cleaning
    let people = collection.timed.people.count
    results = Array(repeating: nil, count: people)
    if collection.timed.isSpilled {
      let store = collection.timed
      var kept = [PersonFixes?](repeating: nil, count: Self.keptCount(store, settings))
      var faults = [DataFault?](repeating: nil, count: people)
      for group in Self.groups(store.counts) {
        results.withUnsafeMutableBufferPointer { results in
          faults.withUnsafeMutableBufferPointer { faults in
            kept.withUnsafeMutableBufferPointer { kept in
              nonisolated(unsafe) let (results, faults, kept) = (results, faults, kept)
              concurrently(group.count, cores: settings.cores) { index in
                let person = group.lowerBound + index
                do throws(DataFault) {
                  let prepared = Self.prepared(try store.trace(person), cleaning)
                  results[person] = body(person, prepared)
                  if person < kept.count { kept[person] = prepared.fixes }
                } catch { faults[person] = error }
              }
            }
          }
        }
        for person in group { if let fault = faults[person] { throw fault } }
      }
      source = .file(store, kept.compactMap { $0 })
    } else {
      var traces = collection.takeTraces()
      var kept = [PersonFixes?](repeating: nil, count: people)
      results.withUnsafeMutableBufferPointer { results in
        traces.withUnsafeMutableBufferPointer { traces in
          kept.withUnsafeMutableBufferPointer { kept in
            nonisolated(unsafe) let (results, traces, kept) = (results, traces, kept)
            concurrently(people, cores: settings.cores) { person in
              let prepared = Self.prepared(traces[person], cleaning)
              // In another order it may be kept twice, but not longer than it takes.
              traces[person] = Trace(person: "")
              results[person] = body(person, prepared)
              kept[person] = prepared.fixes
            }
          }
        }
      }
      source = .memory(kept.compactMap { $0 })
    }
  }

  /// People whose fixes may be in memory together: a person with many, or several with few.
  private static func groups(_ counts: [Int]) -> [Range<Int>] {
    let most = 2_000_000
    var groups: [Range<Int>] = []
    var sum = 0
    for (person, count) in counts.enumerated() {
      if let last = groups.last, sum + count <= most {
        groups[groups.count - 1] = last.lowerBound..<person + 1
        sum += count
      } else {
        groups.append(person..<person + 1)
        sum = count
      }
    }
    return groups
  }

  /// How many people's fixes stay in memory although all are in a file, so as not to be put in order
  /// twice.
  private static func keptCount(_ store: TraceStore, _ settings: PlacesSettings) -> Int {
    var room = (settings.memory ?? TraceReading.usualMemory) / 2
    return store.counts.prefix { count in
      room -= 50 * count
      return room >= 0
    }.count
  }

  private static func prepared(_ trace: Trace, _ cleaning: CleaningOptions) -> Prepared {
    var trace = trace
    let late = trace.sort()
    let cleaner = TraceCleaner(trace, options: cleaning)
    return Prepared(
      fixes: PersonFixes(trace: trace, verdicts: cleaner.verdicts), clean: cleaner.clean,
      late: late)
  }

  /// The fixes of one person.
  ///
  /// - Throws: A fault where the temporary file cannot be read.
  /// - Complexity: O(*n*), or O(*n* log *n*) for *n* fixes that came in no order, where they are in
  ///   the file.
  package func fixes(of person: Int) throws(DataFault) -> PersonFixes {
    switch source {
    case .memory(let people): return people[person]
    case .file(_, let kept) where person < kept.count: return kept[person]
    case .file(let store, _):
      return Self.prepared(try store.trace(person), cleaning).fixes
    }
  }
}
