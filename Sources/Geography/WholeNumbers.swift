// The same file in every room: Sources/Geography holds it, the others have a link to it.
//
// Swift's `Int(x)` ends the program where `x` is not finite or too large, and any number of a
// file may be that. Within a room a declaration of its own comes before one of the standard
// library; these are deprecated, and warnings are errors: so `Int(x)` of a `Double` does not
// compile. `Int(clamping: x)` is always a number, `Int(exactly: x)` is nil where it is none.

extension Int {
  /// `value` without its decimals, or the nearest that there is: the least or the greatest; 0 for
  /// what is no number.
  init(clamping value: Double) {
    // `max` itself may be no Double; what is below its nearest one fits.
    guard value < Double(Int.max) else {
      self = value.isNaN ? 0 : .max
      return
    }
    self = value > Double(Int.min) ? Int.Swift::init(value) : .min
  }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Double) { self.init(clamping: value) }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Float) { self.init(clamping: Double(value)) }
}

extension Int8 {
  /// `value` without its decimals, or the nearest that there is: the least or the greatest; 0 for
  /// what is no number.
  init(clamping value: Double) {
    // `max` itself may be no Double; what is below its nearest one fits.
    guard value < Double(Int8.max) else {
      self = value.isNaN ? 0 : .max
      return
    }
    self = value > Double(Int8.min) ? Int8.Swift::init(value) : .min
  }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Double) { self.init(clamping: value) }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Float) { self.init(clamping: Double(value)) }
}

extension Int16 {
  /// `value` without its decimals, or the nearest that there is: the least or the greatest; 0 for
  /// what is no number.
  init(clamping value: Double) {
    // `max` itself may be no Double; what is below its nearest one fits.
    guard value < Double(Int16.max) else {
      self = value.isNaN ? 0 : .max
      return
    }
    self = value > Double(Int16.min) ? Int16.Swift::init(value) : .min
  }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Double) { self.init(clamping: value) }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Float) { self.init(clamping: Double(value)) }
}

extension Int32 {
  /// `value` without its decimals, or the nearest that there is: the least or the greatest; 0 for
  /// what is no number.
  init(clamping value: Double) {
    // `max` itself may be no Double; what is below its nearest one fits.
    guard value < Double(Int32.max) else {
      self = value.isNaN ? 0 : .max
      return
    }
    self = value > Double(Int32.min) ? Int32.Swift::init(value) : .min
  }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Double) { self.init(clamping: value) }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Float) { self.init(clamping: Double(value)) }
}

extension Int64 {
  /// `value` without its decimals, or the nearest that there is: the least or the greatest; 0 for
  /// what is no number.
  init(clamping value: Double) {
    // `max` itself may be no Double; what is below its nearest one fits.
    guard value < Double(Int64.max) else {
      self = value.isNaN ? 0 : .max
      return
    }
    self = value > Double(Int64.min) ? Int64.Swift::init(value) : .min
  }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Double) { self.init(clamping: value) }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Float) { self.init(clamping: Double(value)) }
}

extension UInt {
  /// `value` without its decimals, or the nearest that there is: the least or the greatest; 0 for
  /// what is no number.
  init(clamping value: Double) {
    // `max` itself may be no Double; what is below its nearest one fits.
    guard value < Double(UInt.max) else {
      self = value.isNaN ? 0 : .max
      return
    }
    self = value > Double(UInt.min) ? UInt.Swift::init(value) : .min
  }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Double) { self.init(clamping: value) }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Float) { self.init(clamping: Double(value)) }
}

extension UInt8 {
  /// `value` without its decimals, or the nearest that there is: the least or the greatest; 0 for
  /// what is no number.
  init(clamping value: Double) {
    // `max` itself may be no Double; what is below its nearest one fits.
    guard value < Double(UInt8.max) else {
      self = value.isNaN ? 0 : .max
      return
    }
    self = value > Double(UInt8.min) ? UInt8.Swift::init(value) : .min
  }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Double) { self.init(clamping: value) }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Float) { self.init(clamping: Double(value)) }
}

extension UInt16 {
  /// `value` without its decimals, or the nearest that there is: the least or the greatest; 0 for
  /// what is no number.
  init(clamping value: Double) {
    // `max` itself may be no Double; what is below its nearest one fits.
    guard value < Double(UInt16.max) else {
      self = value.isNaN ? 0 : .max
      return
    }
    self = value > Double(UInt16.min) ? UInt16.Swift::init(value) : .min
  }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Double) { self.init(clamping: value) }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Float) { self.init(clamping: Double(value)) }
}

extension UInt32 {
  /// `value` without its decimals, or the nearest that there is: the least or the greatest; 0 for
  /// what is no number.
  init(clamping value: Double) {
    // `max` itself may be no Double; what is below its nearest one fits.
    guard value < Double(UInt32.max) else {
      self = value.isNaN ? 0 : .max
      return
    }
    self = value > Double(UInt32.min) ? UInt32.Swift::init(value) : .min
  }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Double) { self.init(clamping: value) }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Float) { self.init(clamping: Double(value)) }
}

extension UInt64 {
  /// `value` without its decimals, or the nearest that there is: the least or the greatest; 0 for
  /// what is no number.
  init(clamping value: Double) {
    // `max` itself may be no Double; what is below its nearest one fits.
    guard value < Double(UInt64.max) else {
      self = value.isNaN ? 0 : .max
      return
    }
    self = value > Double(UInt64.min) ? UInt64.Swift::init(value) : .min
  }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Double) { self.init(clamping: value) }

  @available(*, deprecated, message: "may end the program; use init(clamping:) or init(exactly:)")
  init(_ value: Float) { self.init(clamping: Double(value)) }
}
