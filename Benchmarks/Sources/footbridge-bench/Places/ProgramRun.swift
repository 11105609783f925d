import Foundation

/// One run of the program from reading to writing, measured from outside.
struct ProgramRun {
  var seconds: Double
  var processorSeconds: Double
  /// The most memory that it held, in megabytes.
  var peakMegabytes: Double

  struct Failed: Error, CustomStringConvertible {
    var command: String
    var code: Int32
    var description: String { "\(command) ended with \(code)" }
  }

  /// Runs a program; what it prints is lost.
  init(_ program: String, _ arguments: [String]) throws {
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    let watch = ContinuousClock()
    let start = watch.now
    var child: pid_t = 0
    let command = ([program] + arguments).joined(separator: " ")
    guard posix_spawn(&child, program, &actions, nil, &words, environ) == 0 else {
      throw Failed(command: command, code: errno)
    }
    var status: Int32 = 0
    var usage = rusage()
    var peak = 0.0
    // What wait4 says of the peak begins with the memory of this program.
    while wait4(child, &status, WNOHANG, &usage) == 0 {
      let now = Stopwatch.peakMegabytes(of: "\(child)")
      if now > peak { peak = now }
      usleep(3000)
    }
    let elapsed = (watch.now - start).components
    guard status == 0 else { throw Failed(command: command, code: status >> 8) }
    seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    processorSeconds =
      Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6
    peakMegabytes = peak
  }
}
