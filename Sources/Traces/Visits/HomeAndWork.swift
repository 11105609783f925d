/// Suggests which places of one person are home and work.
///
/// Home is where most of the time is spent, with some weight for the nights, for the number of days
/// and for the longest visits: people who work at night still spend more hours at home, weekends
/// included, than at work; so it matters little whether clocks are right. Work is another place with
/// long visits on several days.
struct HomeAndWork {
  private let places: [Place]
  private let total: Double

  init(places: [Place], recorded: PersonStays) {
    self.places = places
    total = places.reduce(0) { $0 + $1.totalDwell }
  }

  func apply(to places: inout [Place]) {
    guard total >= 6 * 3600, let home = home() else { return }
    places[home.index].suggestion = home.suggestion
    if let work = work(besides: home.index) { places[work.index].suggestion = work.suggestion }
  }

  private struct Choice {
    var index: Int
    var suggestion: Place.Suggestion
  }

  private func home() -> Choice? {
    let nights = places.reduce(0) { $0 + $1.profile.seconds(from: 0, to: 5) }
    let days = Double(places.map(\.days).max() ?? 1)
    let scores = places.map { place in
      place.totalDwell / total
        + (nights > 0 ? 0.35 * place.profile.seconds(from: 0, to: 5) / nights : 0)
        + 0.15 * Double(place.days) / days
    }
    guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }) else { return nil }
    let place = places[best]
    // Somebody sleeps there: a visit of some hours.
    guard place.visits.contains(where: { $0.dwell >= 4 * 3600 }) else { return nil }
    let second = scores.indices.lazy.filter { $0 != best }.map { scores[$0] }.max() ?? 0
    let lead = (scores[best] - second) / scores[best]
    let evidence = min(1, Double(place.days) / 5)
    let share = Int(clamping: (100 * place.totalDwell / total).rounded())
    let night = nights > 0 ? place.profile.seconds(from: 0, to: 5) / nights : 0
    var reason = "\(share) % of the time at places"
    if night >= 0.5 {
      reason += ", \(Int(clamping: (100 * night).rounded())) % of the hours from 0 to 5"
    } else if nights > 0 {
      reason += ", although the hours from 0 to 5 are mostly spent elsewhere"
    }
    reason += ", on \(Self.days(place.days))"
    return Choice(
      index: best,
      suggestion: Place.Suggestion(
        kind: .home, confidence: Self.rounded((0.4 + 0.6 * lead) * (0.5 + 0.5 * evidence)),
        reason: reason))
  }

  private func work(besides home: Int) -> Choice? {
    func longVisits(_ place: Place) -> [Visit] { place.visits.filter { $0.dwell >= 2.5 * 3600 } }
    var best: Int?
    for index in places.indices where index != home {
      let place = places[index]
      guard longVisits(place).count >= 2, place.days >= 2 else { continue }
      if place.totalDwell > best.map({ places[$0].totalDwell }) ?? 0 { best = index }
    }
    guard let best else { return nil }
    let place = places[best]
    let away = total - places[home].totalDwell
    guard away > 0, place.totalDwell >= 0.25 * away else { return nil }
    let week = place.profile.total
    let weekdays = place.profile.seconds.prefix(120).reduce(0, +) / max(week, 1)
    let share = place.totalDwell / away
    let evidence = min(1, Double(place.days) / 5)
    let reason =
      "\(Int(clamping: (100 * share).rounded())) % of the time at places other than home, on "
      + "\(Self.days(place.days)), \(Int(clamping: (100 * weekdays).rounded())) % of it from Monday to Friday"
    return Choice(
      index: best,
      suggestion: Place.Suggestion(
        kind: .work,
        confidence: Self.rounded(
          (0.3 + 0.4 * min(1, share) + 0.3 * weekdays) * (0.4 + 0.6 * evidence)),
        reason: reason))
  }

  private static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }

  private static func rounded(_ value: Double) -> Double {
    (min(1, max(0, value)) * 100).rounded() / 100
  }
}
