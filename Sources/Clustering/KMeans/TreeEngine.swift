/// Points of up to four columns in a tree.
///
/// The cases are spelled out so that the compiler makes a version of the tree for each.
final class TreeEngine: LloydEngine {
  private enum Tree {
    case plane(PointTree<SIMD2<Double>>)
    case space(PointTree<SIMD4<Double>>)
  }

  private let tree: Tree

  static let mostColumns = 4

  init(_ points: PointMatrix, weights: RowWeights, cores: Int?) {
    tree =
      points.columnCount <= 2
      ? .plane(PointTree(points, weights: weights, cores: cores))
      : .space(PointTree(points, weights: weights, cores: cores))
  }

  func assign(to centers: [Double], count: Int) -> LloydPass {
    switch tree {
    case .plane(let tree): tree.assign(to: centers, count: count)
    case .space(let tree): tree.assign(to: centers, count: count)
    }
  }

  func inertia(of centers: [Double], count: Int) -> Double {
    switch tree {
    case .plane(let tree): tree.inertia
    case .space(let tree): tree.inertia
    }
  }

  func members(of centers: [Double], count: Int) -> Members {
    switch tree {
    case .plane(let tree): tree.members(of: centers, count: count)
    case .space(let tree): tree.members(of: centers, count: count)
    }
  }

  func finish(at centers: [Double], count: Int) -> Members {
    switch tree {
    case .plane(let tree): tree.finish(at: centers, count: count)
    case .space(let tree): tree.finish(at: centers, count: count)
    }
  }

  func forget() {
    switch tree {
    case .plane(let tree): tree.forget()
    case .space(let tree): tree.forget()
    }
  }

  func plusPlusSeeds(
    count: Int, first: Int, using generator: inout SeededGenerator
  ) -> [Int] {
    switch tree {
    case .plane(let tree): tree.plusPlusSeeds(count: count, first: first, using: &generator)
    case .space(let tree): tree.plusPlusSeeds(count: count, first: first, using: &generator)
    }
  }
}
