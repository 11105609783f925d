import Traces

/// Holds readers of fixes against themselves; for fuzzing.
@_spi(Fuzzing) public enum TraceProbe {
  /// Reads a text whole and in small pieces, and finds the places in it.
  ///
  /// - Parameters:
  ///   - bytes: Any.
  ///   - pieceSize: How many bytes are read at once the second time.
  /// - Returns: A sentence about what is wrong, or nil.
  public static func fault(_ bytes: [UInt8], pieceSize: Int) -> String? {
    let whole = outcome(bytes, pieceSize: 1 << 20, cores: 1)
    let pieces = outcome(bytes, pieceSize: pieceSize, cores: 2)
    if whole.message != pieces.message {
      return "read whole: \(whole.message); in pieces of \(pieceSize): \(pieces.message)"
    }
    guard var traces = whole.traces else { return nil }
    for number in traces.indices { traces[number].sort() }
    for trace in traces {
      for index in 0..<trace.count {
        let place = trace.places[index]
        if place.latitude.magnitude > 900_000_000 || place.longitude.magnitude > 1_800_000_000 {
          return "\(trace.id(index)) lies at \(place)"
        }
        if index > 0, trace.times[index] < trace.times[index - 1] { return "times go backwards" }
      }
    }
    return fault(of: frequentPlaces(in: traces), traces)
  }

  private static func outcome(
    _ bytes: [UInt8], pieceSize: Int, cores: Int
  ) -> (message: String, traces: [Trace]?) {
    var reading = TraceReading()
    reading.cores = cores
    reading.pieceSize = max(pieceSize, 16)
    // Small pieces through a file, large ones through memory.
    if cores > 1 { reading.memory = pieceSize }
    let source = ByteSource(bytes: bytes, name: "text", pieceSize: pieceSize)
    do throws(DataFault) {
      var collection = try TraceFiles.read(source, reading: reading)
      try collection.finish()
      var message =
        "\(collection.fixCount) fixes, \(collection.untimedCount) without times, "
        + "\(collection.skippedCount) left out"
      var traces: [Trace] = []
      for person in collection.timed.people.indices {
        traces.append(try collection.timed.trace(person))
      }
      for trace in traces {
        message += "; \(trace.person):"
        for index in 0..<min(trace.count, 50) { message += " \(trace[index])" }
      }
      for fault in collection.skipped.prefix(50) { message += "; \(fault)" }
      for warning in collection.warnings { message += "; \(warning)" }
      return (message, traces)
    } catch {
      return ("\(error)", nil)
    }
  }

  private static func fault(of places: [Place], _ traces: [Trace]) -> String? {
    for place in places {
      guard !place.visits.isEmpty else { return "a place without visits" }
      for visit in place.visits {
        let times = traces[visit.person].times
        guard let first = times.first, let last = times.last, visit.arrival >= first,
          visit.departure <= last, visit.arrival <= visit.departure, visit.samples > 0
        else { return "a visit from \(visit.arrival) to \(visit.departure)" }
      }
    }
    for person in traces.indices {
      let visits = places.flatMap(\.visits).filter { $0.person == person }
        .sorted { $0.arrival < $1.arrival }
      for (one, other) in zip(visits, visits.dropFirst()) where other.arrival < one.departure {
        return "visits overlap at \(other.arrival)"
      }
    }
    return nil
  }
}
