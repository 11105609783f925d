import TestSupport

/// Bytes that decide: each choice takes one of them, and where they have ended it is the first
/// thing to choose from.
///
/// So a small change in the bytes is a small change of the case, and short inputs make small cases.
struct ByteChoices: RandomNumberGenerator {
  private var bytes: ArraySlice<UInt8>
  /// Choices look at the top bits; a choice among few that rejects one draws another.
  private var lowBits = RepeatableGenerator(seed: 0)

  init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  mutating func next() -> UInt64 {
    UInt64(bytes.popFirst() ?? 0) << 56 | lowBits.next() >> 8
  }
}
