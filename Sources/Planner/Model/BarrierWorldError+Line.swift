import Exchange
import Travel

extension BarrierWorldError {
  /// The same with the file and the line of the barrier or crossing that is at fault.
  func fault(in data: InputData, scenario: Scenario) -> DataFault {
    let barrier = barrierID.flatMap { id in data.barriers.first { $0.id == id } }
    let crossing = crossingID.flatMap { id in data.crossings.first { $0.id == id } }
    let parts = description.split(separator: "; ", maxSplits: 1).map(String.init)
    return DataFault(
      file: crossing?.file ?? barrier?.file ?? scenario.crossings,
      line: crossing?.line ?? barrier?.line, problem: parts[0],
      remedy: parts.count > 1 ? parts[1] : nil)
  }

  private var crossingID: String? {
    switch self {
    case .duplicateCrossing(let id), .coordinateNotFinite(let id), .beyondGrid(let id, _),
      .crossingOffBarrier(let id, _, _, _), .unknownBarrier(let id, _), .noBarriers(let id),
      .endInsideArea(let id, _, _, _), .lineTooShort(let id), .badCost(let id, _),
      .directionMismatch(let id, _, _):
      id
    case .tooFewPoints, .duplicateBarrier: nil
    }
  }

  private var barrierID: String? {
    switch self {
    case .tooFewPoints(let id, _, _), .duplicateBarrier(let id), .coordinateNotFinite(let id),
      .beyondGrid(let id, _):
      id
    default: nil
    }
  }
}
