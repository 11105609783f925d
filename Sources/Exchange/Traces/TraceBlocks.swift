import Traces

// The columns of a trace as bytes, for files that this very run reads again: in the order of this machine,
// without a sign of their version.

extension SpillWriter {
  /// Writes all fixes of a trace in the order of arrival.
  mutating func write(_ trace: Trace) throws(DataFault) {
    try writeColumn(trace.times)
    try writeColumn(trace.places)
    try writeColumn(trace.accuracies)
    let ids = trace.ids.columns
    let offsets = trace.offsets.columns
    try writeColumn([ids.text.count, ids.runs.count, offsets.starts.count])
    try writeColumn(ids.text)
    try writeColumn(ids.runs)
    try writeColumn(ids.starts)
    try writeColumn(offsets.starts)
    try writeColumn(offsets.minutes)
  }

  private mutating func writeColumn<Element>(_ column: [Element]) throws(DataFault) {
    try column.withUnsafeBufferPointer { (elements) throws(DataFault) in
      try write(UnsafeRawBufferPointer(elements))
    }
  }
}

/// Reads back what ``SpillWriter`` wrote.
struct SpillReader {
  let file: SpillFile
  var position: Int

  /// Adds so many fixes to a trace.
  mutating func read(_ count: Int, into trace: inout Trace) throws(DataFault) {
    let before = trace.count
    try read(count, of: 0, into: &trace.times)
    try read(count, of: FixedCoordinate(longitude: 0, latitude: 0), into: &trace.places)
    try read(count, of: 0, into: &trace.accuracies)
    let sizes = try column(3, of: 0)
    let ids = FixIDs.Columns(
      text: try column(sizes[0], of: 0), runs: try column(sizes[1], of: 0),
      starts: try column(sizes[1], of: 0))
    trace.ids.append(FixIDs(ids, count: count))
    let starts = try column(sizes[2], of: 0)
    trace.offsets.append(
      OffsetRuns(starts: starts, minutes: try column(sizes[2], of: 0)), at: before)
  }

  private mutating func column<Element>(
    _ count: Int, of filler: Element
  ) throws(DataFault) -> [Element] {
    var elements: [Element] = []
    try read(count, of: filler, into: &elements)
    return elements
  }

  private mutating func read<Element>(
    _ count: Int, of filler: Element, into elements: inout [Element]
  ) throws(DataFault) {
    let before = elements.count
    elements.append(contentsOf: repeatElement(filler, count: count))
    let position = position
    let length = try elements.withUnsafeMutableBufferPointer { (elements) throws(DataFault) in
      let bytes = UnsafeMutableRawBufferPointer(
        UnsafeMutableBufferPointer(rebasing: elements[before...]))
      try file.read(bytes, at: position)
      return bytes.count
    }
    self.position += length
  }
}
