/// Numbers in groups that can be joined; a group goes by its smallest number, so that the outcome
/// does not depend on the order of joining.
///
/// Path halving: R. E. Tarjan, J. van Leeuwen, "Worst-case analysis of set union algorithms",
/// Journal of the ACM 31 (1984), <https://doi.org/10.1145/62.2160>.
package struct DisjointSets {
  private var parents: [Int32]

  package init(count: Int) { parents = Array(0..<Int32(count)) }

  package mutating func root(of number: Int32) -> Int32 {
    var number = number
    while parents[Int(number)] != number {
      parents[Int(number)] = parents[Int(parents[Int(number)])]
      number = parents[Int(number)]
    }
    return number
  }

  package mutating func join(_ a: Int32, _ b: Int32) {
    let (rootA, rootB) = (root(of: a), root(of: b))
    parents[Int(max(rootA, rootB))] = min(rootA, rootB)
  }
}
