// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "footbridge-benchmarks",
  dependencies: [
    .package(name: "footbridge", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .executableTarget(
      name: "footbridge-bench",
      dependencies: [
        .product(name: "Footbridge", package: "footbridge"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
