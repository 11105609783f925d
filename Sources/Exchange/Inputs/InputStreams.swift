import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The streams that are being read, so that who asks for one again gets what was taken already.
package enum InputStreams {
  /// What the system knows a stream by, whatever path leads to it.
  private struct Key: Hashable {
    var device: UInt64
    var number: UInt64

    init(_ facts: stat) {
      device = UInt64(truncatingIfNeeded: facts.st_dev)
      number = UInt64(truncatingIfNeeded: facts.st_ino)
    }
  }

  private struct Entry {
    weak var stream: StreamCopy?
    /// Keeps it until the end of the process.
    var held: StreamCopy?
  }

  private static let entries = Mutex<[Key: Entry]>([:])
  private static let holdsAll = Atomic<Bool>(false)

  /// From now on what is read is kept until the process ends: a command reads a file at several places, and a stream
  /// can give its bytes once alone.
  package static func holdUntilExit() { holdsAll.store(true, ordering: .relaxed) }

  /// The stream behind a path, from its beginning.
  ///
  /// - Parameters:
  ///   - path: Leads to no regular file; `-` is the standard input.
  ///   - name: What messages call it.
  ///   - keepsAll: Whether it is read more than once.
  /// - Returns: The one that is there already, or a new one.
  /// - Throws: A fault where it cannot be opened.
  static func stream(
    _ path: String, name: String, keepsAll: Bool
  ) throws(DataFault) -> StreamCopy {
    let own = descriptor(path)
    var facts = stat()
    let isKnown = own.map { fstat($0, &facts) } ?? stat(path, &facts)
    guard isKnown == 0 else { throw InputFile.fault(name, errno) }
    let key = Key(facts)
    if let known = entries.withLock({ $0[key]?.stream }) { return known }
    let opened: OpenDescriptor
    if let own {
      opened = OpenDescriptor(own > STDERR_FILENO ? dup(own) : own)
    } else {
      var number: Int32
      repeat {
        number = open(path, O_RDONLY | O_CLOEXEC)
      } while number < 0 && errno == EINTR
      guard number >= 0 else { throw InputFile.fault(name, errno) }
      opened = OpenDescriptor(number)
    }
    let stream = StreamCopy(opened, name: name, keepsAll: keepsAll)
    guard keepsAll else { return stream }
    let held = holdsAll.load(ordering: .relaxed) ? stream : nil
    entries.withLock { $0[key] = Entry(stream: stream, held: held) }
    return stream
  }

  /// The descriptor of this process that a path names; a socket can be had by it alone.
  private static func descriptor(_ path: String) -> Int32? {
    if path == "-" || path == "/dev/stdin" { return STDIN_FILENO }
    for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
      return Int32(path.dropFirst(folder.count))
    }
    return nil
  }
}
