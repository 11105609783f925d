/// Calls the body with the elements of two arrays, neither empty.
func withPointers<First, Second, Result>(
  _ first: [First], _ second: [Second],
  _ body: (UnsafePointer<First>, UnsafePointer<Second>) -> Result
) -> Result {
  first.withUnsafeBufferPointer { first in
    second.withUnsafeBufferPointer { second in
      guard let first = first.baseAddress, let second = second.baseAddress else {
        preconditionFailure("an array has no elements")
      }
      return body(first, second)
    }
  }
}
