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
  ///   - interruptAfter: Seconds until it gets an interrupt, as Ctrl-C sends it.
  /// - Throws: What keeps the program from being run.
  init(
    _ arguments: [String], input: String = "", in folder: URL, interruptAfter: Double? = nil
  ) throws {
    let process = Process()
    process.executableURL = try Self.program()
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let (inputPipe, outputPipe) = (Pipe(), Pipe())
    // A file takes any number of errors while the output is being read.
    let errorURL = folder.appending(path: "stderr-\(UUID().uuidString)")
    try Data().write(to: errorURL)
    process.standardInput = inputPipe
    process.standardOutput = outputPipe
    process.standardError = try FileHandle(forWritingTo: errorURL)
    try process.run()
    try inputPipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try inputPipe.fileHandleForWriting.close()
    if let interruptAfter {
      Thread.sleep(forTimeInterval: interruptAfter)
      process.interrupt()
    }
    let data = outputPipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    exitCode = process.terminationStatus
    output = String(decoding: data, as: UTF8.self)
    errors = try String(contentsOf: errorURL, encoding: .utf8)
    try FileManager.default.removeItem(at: errorURL)
  }

  /// The program lies beside the bundle of the tests.
  static func program() throws -> URL {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let program = bundle.deletingLastPathComponent().appending(path: "footbridge")
    try #require(FileManager.default.isExecutableFile(atPath: program.path))
    return program
  }
}
