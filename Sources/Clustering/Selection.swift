extension [Double] {
  /// The value that would stand at a position, were all in order; moves the values about.
  ///
  /// C. A. R. Hoare, "Algorithm 65: Find", Communications of the ACM 4 (1961),
  /// <https://doi.org/10.1145/366622.366647>.
  package mutating func select(_ position: Int) -> Double {
    precondition(indices.contains(position), "there is no value at \(position)")
    return withUnsafeMutableBufferPointer { values in
      var (low, high) = (0, values.count - 1)
      while low < high {
        let (first, middle, last) = (values[low], values[(low + high) / 2], values[high])
        let pivot = Swift.max(Swift.min(first, middle), Swift.min(Swift.max(first, middle), last))
        var (left, right) = (low, high)
        while left <= right {
          while values[left] < pivot { left += 1 }
          while values[right] > pivot { right -= 1 }
          if left <= right {
            values.swapAt(left, right)
            left += 1
            right -= 1
          }
        }
        if position <= right {
          high = right
        } else if position >= left {
          low = left
        } else {
          return values[position]
        }
      }
      return values[position]
    }
  }
}
