import Exchange
import Foundation
import Traces

extension PlacesReport {
  /// `summary.json` as text.
  package var summaryText: String {
    String(decoding: JSON.encode(summary(), pretty: true), as: UTF8.self)
  }

  /// `summary.json`: what was asked for, what was read, what was left out, what was found.
  func summary() -> JSONValue {
    var object: JSONObject = [
      "footbridge": .string(FootbridgeVersion.current),
      "files": .array(settings.files.map { .string(InputDigest.shown($0)) }),
    ]
    object["command"] = .text(settings.command)
    object["inputs"] = provenance.inputsDocument
    object["parameters"] = .object(parameters)
    var cleaning = JSONObject()
    for (reason, count) in removals { cleaning[reason.name] = .integer(count) }
    object["fixes"] = [
      "read": .integer(collection.fixCount), "used": .integer(collection.fixCount - removedCount),
      "removed": .integer(removedCount), "removed_for": .object(cleaning),
      "rows_not_readable": .integer(collection.skippedCount),
      "without_time": .integer(collection.untimedCount),
      "times_without_zone": .integer(collection.timesWithoutZone),
    ]
    object["people"] = .array(people.indices.map { person($0) })
    object["stays"] = .integer(people.reduce(0) { $0 + $1.stays.count })
    object["places"] = .integer(places.count)
    object["visits"] = .integer(visitCount)
    if !spots.isEmpty { object["spots_without_times"] = .integer(spots.count) }
    // They quote rows and files.
    if settings.anonymousDecimals == nil {
      object["findings"] = .array(findings.map { .string($0.description) })
    }
    return .object(object)
  }

  /// What was asked for.
  var parameters: JSONObject {
    var parameters: JSONObject = [
      "min_stay_s": .double(settings.stays.minimumStay), "radius_m": .double(settings.stays.radius),
      "max_gap_s": .double(settings.stays.longestGap),
      "max_accuracy_m": .double(settings.cleaning.worstAccuracy),
      "max_speed_m_s": .double(settings.cleaning.spikeSpeed),
      "shared": .bool(settings.isShared),
      "time_zone": .string(settings.zone?.identifier ?? "from the records, or by longitude"),
    ]
    if let decimals = settings.anonymousDecimals { parameters["decimals"] = .integer(decimals) }
    return parameters
  }

  private func person(_ person: Int) -> JSONValue {
    let owner = people[person]
    let own = places.indices.filter { places[$0].person == person }
    var object: JSONObject = [
      "user_id": .string(owner.person), "fixes": .integer(owner.fixes),
      "removed": .integer(owner.removed), "stays": .integer(owner.stays.count),
    ]
    if !settings.isShared {
      object["places"] = .integer(own.count)
      object["visits"] = .integer(own.reduce(0) { $0 + places[$1].visits.count })
    }
    for kind in Place.Suggestion.Kind.allCases {
      guard let number = own.first(where: { places[$0].suggestion?.kind == kind }),
        let suggestion = places[number].suggestion
      else { continue }
      object[kind.rawValue] = [
        "place_id": .string(placeIDs[number]),
        "confidence": .double(suggestion.confidence, decimals: 2),
        "reason": .string(suggestion.reason),
      ]
    }
    return .object(object)
  }

  /// What is printed: the most frequent places of each person.
  package var text: String {
    var lines: [String] = []
    for (person, owner) in people.prefix(50).enumerated() where !settings.isShared {
      let own = places.indices.filter { places[$0].person == person }
      lines.append(
        "\(owner.person): \(Count.of(own.count, "place")), "
          + Count.of(own.reduce(0) { $0 + places[$1].visits.count }, "visit"))
      lines += own.prefix(people.count > 12 ? 2 : 5).map(line)
    }
    if people.count > 50, !settings.isShared {
      lines.append(
        "and \(Count.people(people.count - 50)) more: \(Count.of(places.count, "place")), "
          + "\(Count.of(visitCount, "visit")) in all")
    }
    if settings.isShared {
      lines.append("\(Count.of(places.count, "place")), \(Count.of(visitCount, "visit"))")
      lines += places.indices.prefix(10).map(line)
    }
    if !spots.isEmpty {
      lines.append("\(Count.of(spots.count, "spot")) of fixes without times")
    }
    return lines.joined(separator: "\n")
  }

  private func line(_ number: Int) -> String {
    let place = places[number]
    let center = position(place.center)
    let label = place.suggestion.map { suggestion in
      "  \(suggestion.kind.rawValue) (\(Int(clamping: (suggestion.confidence * 100).rounded())) %)"
    }
    let decimals = settings.anonymousDecimals ?? 5
    return "  \(placeIDs[number])  \(Count.of(place.visits.count, "visit")) on "
      + "\(Count.of(place.days, "day")), \(Self.hours(place.totalDwell))  "
      + "\(DecimalText.fixed(center.y, decimals: decimals) ?? ""), "
      + "\(DecimalText.fixed(center.x, decimals: decimals) ?? "")" + (label ?? "")
      + (address(number).map { "  \($0.text)" } ?? "")
  }

  /// `3.2 h`, `17 min`.
  static func hours(_ seconds: Double) -> String {
    seconds >= 3600
      ? "\(DecimalText.trimmed(seconds / 3600, decimals: 1) ?? "") h"
      : "\(Int(clamping: (seconds / 60).rounded())) min"
  }
}
