// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let footbridge = Target.Dependency.product(name: "Footbridge", package: "footbridge")

// What is fuzzed lies in Tests, whose suites run the found cases; Sources has links to it.
let package = Package(
  name: "footbridge-fuzzing",
  dependencies: [.package(name: "footbridge", path: "..")],
  targets: [
    .target(name: "TestSupport", dependencies: [footbridge], swiftSettings: settings),
    .target(
      name: "TravelWorlds", dependencies: ["TestSupport", footbridge], swiftSettings: settings),
    .target(
      name: "FuzzTargets", dependencies: ["TravelWorlds", "TestSupport", footbridge],
      swiftSettings: settings),
    .executableTarget(
      name: "footbridge-fuzz", dependencies: ["FuzzTargets"],
      // The main function is libFuzzer's.
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]),
  ],
  swiftLanguageModes: [.v6]
)
