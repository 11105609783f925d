import Exchange
import Foundation

/// Requests over HTTP by the program `curl`.
///
/// A client of Foundation's would be linked into every command and make each start later; at one
/// request a second a process costs nothing.
enum CurlProcess {
  /// Bytes of an answer; more is no list of a few places.
  private static let longest = 4_000_000

  /// - Parameters:
  ///   - url: What is asked for; without quotes.
  ///   - agent: Who asks.
  ///   - seconds: How long to wait for the whole answer.
  /// - Returns: The status of HTTP, and what came after the head.
  /// - Throws: ``GeocodingError/serverFailed(url:reason:)`` where no answer came.
  static func get(
    _ url: String, agent: String, seconds: Int = 30
  ) throws -> (status: Int, body: [UInt8]) {
    let configuration = """
      url = "\(url)"
      user-agent = "\(agent)"
      silent
      show-error
      max-time = \(seconds)
      max-filesize = \(longest)
      write-out = "\\n%{http_code}"

      """
    // What is asked for comes from a file without a name: the list of processes is for everybody to see,
    // and a pipe to a program that has ended already would end this one.
    let question: TemporaryFile
    let problems: TemporaryFile
    do {
      question = try TemporaryFile(holding: Array(configuration.utf8))
      problems = try TemporaryFile()
    } catch {
      throw GeocodingError.serverFailed(
        url: server(of: url), reason: "curl cannot be asked: \(error)")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["curl", "--config", "-"]
    let output = Pipe()
    process.standardInput = question.handle
    process.standardOutput = output
    process.standardError = problems.handle
    do {
      try process.run()
    } catch {
      throw GeocodingError.serverFailed(
        url: server(of: url), reason: "curl cannot be started: \(error)")
    }
    let answer = (try? output.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      var reason = String(decoding: (try? problems.bytes()) ?? [], as: UTF8.self)
      while reason.last?.isWhitespace == true { reason.removeLast() }
      if process.terminationStatus == 127 {
        reason = "the program curl, which sends the questions, is not installed"
      } else if reason.isEmpty {
        reason = "curl ends with \(process.terminationStatus)"
      }
      throw GeocodingError.serverFailed(url: server(of: url), reason: reason)
    }
    guard let end = answer.lastIndex(of: 0x0A),
      let status = Int(String(decoding: answer[(end + 1)...], as: UTF8.self))
    else {
      throw GeocodingError.serverFailed(url: server(of: url), reason: "curl says nothing")
    }
    return (status, Array(answer[..<end]))
  }

  /// The part of a URL that says nothing of an address.
  private static func server(of url: String) -> String {
    String(url.prefix { $0 != "?" })
  }
}

extension TemporaryFile {
  /// For a program that is started with it; closed with this file.
  fileprivate var handle: FileHandle {
    FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
  }
}
