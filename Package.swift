// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// A target of our own: `name` imports only `dependencies`, which stand to its left in the table
/// of docs/architecture.md.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(of name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: ["TestSupport"] + dependencies,
    swiftSettings: settings)
}

let package = Package(
  name: "footbridge",
  products: [
    .library(
      name: "Footbridge",
      targets: [
        "Geography", "Travel", "Clustering", "Siting", "Traces", "Exchange", "Geocoding",
        "Cartography", "Planner",
      ]
    ),
    // The solvers alone, without files and what reads them.
    .library(
      name: "FootbridgeSiting", targets: ["Geography", "Travel", "Clustering", "Siting"]),
    .executable(name: "footbridge", targets: ["footbridge"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
    .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
    .systemLibrary(name: "CRSVG", pkgConfig: "cairo", providers: [.apt(["librsvg2-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CZLIB", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    room("Geography", ["CGEOS", "CPROJ"]),
    room(
      "Travel",
      ["Geography", .product(name: "HeapModule", package: "swift-collections")]),
    .target(name: "CLanes"),
    room("Clustering", ["CLanes", "Travel", "Geography"]),
    room("Siting", ["Clustering", "Travel", "Geography"]),
    room("Traces", ["Clustering", "Travel", "Geography"]),
    room(
      "Exchange",
      [
        "Traces", "Geography", "CLanes", "CExpat", "CZLIB",
        .product(name: "Yams", package: "Yams"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    room(
      "Geocoding",
      ["Geography", "Exchange", .product(name: "GRDB", package: "GRDB.swift")]),
    room("Cartography", ["Geography", "CRSVG", "CZLIB"]),
    room(
      "Planner",
      [
        "Siting", "Traces", "Clustering", "Travel", "Geography", "Exchange", "Geocoding",
        "Cartography",
      ]),
    .executableTarget(
      name: "footbridge",
      dependencies: [
        "Planner", "Exchange",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    .target(
      name: "TestSupport",
      dependencies: ["Geography"],
      path: "Tests/TestSupport",
      swiftSettings: settings),
    .target(
      name: "TravelWorlds",
      dependencies: ["TestSupport", "Travel", "Geography"],
      path: "Tests/TravelWorlds",
      swiftSettings: settings),
    .target(
      name: "SitingTowns",
      dependencies: ["TravelWorlds", "Siting", "Travel", "Geography"],
      path: "Tests/SitingTowns",
      swiftSettings: settings),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "TravelWorlds", "TestSupport", "Geocoding", "Travel", "Geography", "Exchange",
      ],
      path: "Tests/FuzzTargets",
      swiftSettings: settings),
    tests(of: "Fuzz", ["FuzzTargets"]),
    tests(of: "Geography", ["Geography"]),
    tests(of: "Travel", ["TravelWorlds", "Travel", "Geography"]),
    tests(of: "Clustering", ["Clustering", "Travel", "Geography"]),
    tests(of: "Siting", ["SitingTowns", "Siting", "Clustering", "Travel", "Geography"]),
    tests(of: "Traces", ["Traces", "Clustering", "Travel", "Geography"]),
    tests(of: "Exchange", ["Exchange", "Geography"]),
    tests(of: "Geocoding", ["Geocoding", "Exchange", "Geography"]),
    tests(of: "Cartography", ["Cartography", "Geography"]),
    tests(
      of: "Planner",
      [
        "Planner", "Clustering", "Siting", "Traces", "Travel", "Geography", "Exchange",
        "Geocoding", "Cartography",
      ]),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "TestSupport", "footbridge", "Planner", "Exchange",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
