import Foundation
import Testing

/// The built program, run as users run it.
struct FootbridgeProcess {
  var exitCode: Int32
  var output: String
  var errors: String

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - arguments: As a shell would hand them over.
  ///   - input: What standard input gives.
  ///   - folder: Where it runs.
  ///   - environment: Changes of the environment.
  ///   - interruptAfter: Seconds from its first message to an interrupt, as Ctrl-C sends it.
  ///   - signal: What it gets in place of an interrupt.
  /// - Throws: What keeps the program from being run.
  init(
    _ arguments: [String], input: String = "", in folder: URL,
    environment: [String: String] = [:], interruptAfter: Double? = nil, signal: Int32 = SIGINT
  ) throws {
    try self.init(
      try Self.program(), arguments, input: input, in: folder, environment: environment
    ) { process, errors in
      guard let interruptAfter else { return }
      // On a machine with other work a program may take long to start; with a message it has.
      let end = Date() + 60
      while Date() < end, (try? Data(contentsOf: errors))?.isEmpty != false {
        Thread.sleep(forTimeInterval: 0.05)
      }
      Thread.sleep(forTimeInterval: interruptAfter)
      kill(process, signal)
    }
  }

  /// Runs a line of a shell, in which `footbridge` is the built program.
  init(shell line: String, in folder: URL, environment: [String: String] = [:]) throws {
    let programs = try Self.program().deletingLastPathComponent().path
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    var environment = environment
    environment["PATH"] = environment["PATH"] ?? "\(programs):\(path)"
    try self.init(
      URL(fileURLWithPath: "/bin/sh"), ["-c", line], in: folder, environment: environment)
  }

  private init(
    _ program: URL, _ arguments: [String], input: String = "", in folder: URL,
    environment: [String: String], meanwhile: (pid_t, URL) -> Void = { _, _ in }
  ) throws {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (inputPipe, outputPipe) = (Pipe(), Pipe())
    // A file takes any number of errors while the output is being read.
    let errorURL = FileManager.default.temporaryDirectory
      .appending(path: "footbridge-stderr-\(UUID().uuidString)")
    try Data().write(to: errorURL)
    defer { try? FileManager.default.removeItem(at: errorURL) }
    process.standardInput = inputPipe
    process.standardOutput = outputPipe
    process.standardError = try FileHandle(forWritingTo: errorURL)
    try Self.takingAllSignals { try process.run() }
    Self.write(input, to: inputPipe.fileHandleForWriting)
    meanwhile(process.processIdentifier, errorURL)
    let data = outputPipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    // As a shell counts programs that a signal has ended.
    exitCode = process.terminationStatus
    if process.terminationReason == .uncaughtSignal { exitCode += 128 }
    output = String(decoding: data, as: UTF8.self)
    errors = try String(contentsOf: errorURL, encoding: .utf8)
  }

  /// Threads of the tests block signals, and programs inherit that: a shell would wait for its programs for ever.
  private static func takingAllSignals(_ body: () throws -> Void) rethrows {
    var none = sigset_t()
    sigemptyset(&none)
    var before = sigset_t()
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }

  /// Hands over the input, as much of it as the program reads: one that has ended must not end the tests.
  private static func write(_ input: String, to pipe: FileHandle) {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    // From this thread alone, so that the next program does not inherit it.
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &signals, &before)
    try? pipe.write(contentsOf: Data(input.utf8))
    var none = timespec()
    sigtimedwait(&signals, nil, &none)
    pthread_sigmask(SIG_SETMASK, &before, nil)
    try? pipe.close()
  }

  /// The program lies beside the bundle of the tests.
  static func program() throws -> URL {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let program = bundle.deletingLastPathComponent().appending(path: "footbridge")
    try #require(FileManager.default.isExecutableFile(atPath: program.path))
    return program
  }
}
