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
  products: [.library(name: "Footbridge", targets: ["Geocoding"])],
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
    room("Geography", ["CGEOS", "CPROJ"]),
    room(
      "Exchange",
      [
        "Geography", .product(name: "Yams", package: "Yams"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    room(
      "Geocoding",
      ["Geography", "Exchange", .product(name: "GRDB", package: "GRDB.swift")]),
    .target(name: "Clustering", path: "DevClustering", swiftSettings: settings),
    .executableTarget(name: "geobench", dependencies: ["Geocoding", "Clustering", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      path: "Benchmarks/Sources/footbridge-bench", sources: ["GeocodeBench.swift","AddressDamage.swift","GeneratedAddresses.swift","Stopwatch.swift","DevMain.swift"]),
    .target(
      name: "TestSupport",
      dependencies: ["Geography"],
      path: "Tests/TestSupport",
      swiftSettings: settings),
    tests(of: "Geocoding", ["Geocoding", "Exchange", "Geography"]),
  ],
  swiftLanguageModes: [.v6]
)
