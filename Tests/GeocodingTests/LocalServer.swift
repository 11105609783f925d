import Foundation
import Synchronization

/// Answers requests over HTTP on this machine, as many as it is told, and remembers the last.
final class LocalServer: Sendable {
  struct Failure: Error {}

  let port: UInt16
  private let request = Mutex("")
  private let done = DispatchSemaphore(value: 0)

  /// - Parameters:
  ///   - answer: The body, the same each time.
  ///   - statuses: What the head says to one request after the other; 0 lets it wait for ever.
  /// - Throws: ``Failure`` where there is no socket to be had.
  init(answer: String, statuses: [Int] = [200]) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isReady = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && listen(listener, 1) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard listener >= 0, isReady else { throw Failure() }
    port = UInt16(bigEndian: address.sin_port)
    let body = Array(answer.utf8)
    Thread.detachNewThread { [self] in
      for status in statuses {
        let connection = accept(listener, nil, nil)
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !text.contains("\r\n\r\n") {
          let count = read(connection, &buffer, buffer.count)
          guard count > 0 else { break }
          text += String(decoding: buffer[..<count], as: UTF8.self)
        }
        request.withLock { $0 = text }
        if status == 0 {
          // Until the other side gives up.
          while read(connection, &buffer, buffer.count) > 0 {}
        } else {
          let head =
            "HTTP/1.1 \(status) So\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n"
          let bytes = Array(head.utf8) + body
          _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        }
        close(connection)
      }
      close(listener)
      done.signal()
    }
  }

  /// Waits until all requests were answered; gives the last.
  func finish() -> String {
    done.wait()
    return request.withLock { $0 }
  }
}
