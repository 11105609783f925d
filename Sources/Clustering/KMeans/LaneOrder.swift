// The standard library's pointwise minimum and maximum compile to branches; these to one
// instruction for each register.

/// The smaller of each two lanes; no lane is NaN.
@inline(__always)
func lesser<V: SIMD>(_ a: V, _ b: V) -> V where V.Scalar: FloatingPoint {
  a.replacing(with: b, where: b .< a)
}

/// The larger of each two lanes; no lane is NaN.
@inline(__always)
func greater<V: SIMD>(_ a: V, _ b: V) -> V where V.Scalar: FloatingPoint {
  a.replacing(with: b, where: b .> a)
}
