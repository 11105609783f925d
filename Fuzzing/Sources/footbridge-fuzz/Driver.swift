import Foundation
import FuzzTargets

/// The target that the environment names in `FOOTBRIDGE_TARGET`.
private let target: FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["FOOTBRIDGE_TARGET"] ?? ""
  guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
    let names = FuzzTarget.all.map(\.name).joined(separator: ", ")
    print("there is no fuzz target \(name); set FOOTBRIDGE_TARGET to one of \(names)")
    exit(64)
  }
  return target
}()

/// Whether each case is told before it is run, for a case that crashes.
private let isTalkative = ProcessInfo.processInfo.environment["FOOTBRIDGE_SHOW"] != nil

/// What libFuzzer calls with bytes of its own making.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
  let made = target.makeCase(bytes)
  if isTalkative {
    print(made.description)
    fflush(nil)
  }
  if let fault = made.fault() {
    print("\(made.description)\n\(fault)")
    fflush(nil)
    abort()
  }
  return 0
}
