import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What can be read from front to back once alone, and is read as often as it is needed: a pipe, a socket, a device.
///
/// Bytes are taken from it when somebody wants them and not before, so that an endless one ends at the first fault.
/// What was taken is kept: in memory while it is little, else in a file without a name.
package final class StreamCopy: Sendable {
  /// Fills a buffer with what comes next; 0 bytes are the end.
  typealias Next = @Sendable (UnsafeMutableRawBufferPointer) throws(DataFault) -> Int

  private struct State: ~Copyable {
    /// How many bytes were taken.
    var count = 0
    /// All of them, while they are few.
    var memory: [UInt8] = []
    var file: SpillFile?
    var isAtEnd = false
  }

  private let next: Next
  private let state = Mutex(State())
  /// Whether it will be read more than once.
  let keepsAll: Bool
  private let memoryLimit: Int

  /// So much of it can be looked at before it is read, kept or not.
  static let headSize = 1 << 16

  /// - Parameters:
  ///   - keepsAll: Whether it can be read a second time; else only ``headSize`` bytes of it can.
  ///   - memoryLimit: More bytes go to a file.
  ///   - next: Gives the bytes.
  init(keepsAll: Bool, memoryLimit: Int = 32 << 20, next: @escaping Next) {
    self.keepsAll = keepsAll
    self.memoryLimit = memoryLimit
    self.next = next
  }

  /// Fills a buffer with the bytes from a position on, or with the first of them; 0 at the end.
  ///
  /// - Precondition: Where it does not keep all, what lies behind the head is read in order.
  /// - Throws: A fault where the stream cannot be read, or no temporary file be written.
  func read(_ buffer: UnsafeMutableRawBufferPointer, at position: Int) throws(DataFault) -> Int {
    guard !buffer.isEmpty else { return 0 }
    return try state.withLock { (state) throws(DataFault) -> Int in
      // What was passed over is taken, too.
      while position > state.count, !state.isAtEnd {
        precondition(keepsAll, "what is not kept is read from front to back")
        try pass(&state)
      }
      if position < state.count { return try kept(buffer, at: position, state) }
      return state.isAtEnd ? 0 : try take(buffer, &state)
    }
  }

  /// How many bytes there are: takes all of them.
  func size() throws(DataFault) -> Int {
    precondition(keepsAll, "a stream that is not kept has no size")
    return try state.withLock { (state) throws(DataFault) -> Int in
      while !state.isAtEnd { try pass(&state) }
      return state.count
    }
  }

  /// Takes a piece that nobody looks at yet.
  private func pass(_ state: inout State) throws(DataFault) {
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 64)
    defer { piece.deallocate() }
    _ = try take(piece, &state)
  }

  private func kept(
    _ buffer: UnsafeMutableRawBufferPointer, at position: Int, _ state: borrowing State
  ) throws(DataFault) -> Int {
    if position < state.memory.count {
      let count = min(buffer.count, state.memory.count - position)
      buffer.copyBytes(from: state.memory[position..<position + count])
      return count
    }
    guard let file = state.file else {
      preconditionFailure("what is not kept is read from front to back")
    }
    let count = min(buffer.count, state.count - position)
    try file.read(UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]), at: position)
    return count
  }

  /// Takes some bytes from the stream.
  private func take(
    _ buffer: UnsafeMutableRawBufferPointer, _ state: inout State
  ) throws(DataFault) -> Int {
    let count = try next(buffer)
    guard count > 0 else {
      state.isAtEnd = true
      return 0
    }
    let taken = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    if !keepsAll {
      let room = Self.headSize - state.memory.count
      if state.memory.count == state.count, room > 0 { state.memory += taken.prefix(room) }
    } else if let file = state.file {
      try file.write(taken, at: state.count)
    } else if state.count + count <= memoryLimit {
      state.memory += taken
    } else {
      let file = try SpillFile()
      try state.memory.withUnsafeBufferPointer { (memory) throws(DataFault) in
        try file.write(UnsafeRawBufferPointer(memory), at: 0)
      }
      try file.write(taken, at: state.count)
      state.file = file
      state.memory = []
    }
    state.count += count
    return count
  }
}

extension StreamCopy {
  /// A stream of an open descriptor, waiting for what comes.
  ///
  /// - Parameters:
  ///   - descriptor: Is closed with this, but for the standard streams.
  ///   - name: What messages call it.
  ///   - keepsAll: Whether it is read more than once.
  convenience init(_ descriptor: OpenDescriptor, name: String, keepsAll: Bool) {
    self.init(keepsAll: keepsAll) { (buffer) throws(DataFault) in
      try descriptor.read(buffer, name: name)
    }
  }
}

/// An open file, closed when nobody needs it any more; the standard streams stay open.
final class OpenDescriptor: Sendable {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { if number > STDERR_FILENO { close(number) } }

  /// Fills a buffer with what comes next, and waits for it; 0 bytes are the end.
  func read(
    _ buffer: UnsafeMutableRawBufferPointer, name: String
  ) throws(DataFault) -> Int {
    while true {
      let got = FileSource.readSome(number, buffer)
      if got >= 0 { return got }
      switch errno {
      case EINTR: continue
      case EAGAIN, EWOULDBLOCK:
        var waiting = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        poll(&waiting, 1, -1)
      default: throw InputFile.fault(name, errno)
      }
    }
  }
}
