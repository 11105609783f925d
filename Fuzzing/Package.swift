// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let footbridge = Target.Dependency.product(name: "Footbridge", package: "footbridge")
/// Much less to build, with the address sanitizer above all.
let solvers = Target.Dependency.product(name: "FootbridgeSiting", package: "footbridge")

// What is fuzzed lies in Tests, whose suites run the found cases; Sources has links to it.
let package = Package(
  name: "footbridge-fuzzing",
  dependencies: [.package(name: "footbridge", path: "..")],
  targets: [
    .target(name: "TestSupport", dependencies: [solvers], swiftSettings: settings),
    .target(
      name: "TravelWorlds", dependencies: ["TestSupport", solvers], swiftSettings: settings),
    .target(
      name: "FuzzTargets", dependencies: ["TravelWorlds", "TestSupport", footbridge],
      swiftSettings: settings),
    .target(
      name: "SitingTowns",
      dependencies: [.target(name: "TravelWorlds"), solvers],
      swiftSettings: settings),
    .executableTarget(
      name: "footbridge-stress", dependencies: ["SitingTowns", "TestSupport"],
      swiftSettings: settings),
    .executableTarget(
      name: "footbridge-fuzz", dependencies: ["FuzzTargets"],
      // The main function is libFuzzer's.
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]),
  ],
  swiftLanguageModes: [.v6]
)
