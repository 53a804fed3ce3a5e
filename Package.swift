// swift-tools-version: 6.2
// shuangsuiji: a random-inspection (双随机) planner. No dependency but the Swift toolchain.
import PackageDescription

/// Every use of an unsafe construct must say `unsafe`; a missing word is an error, not a warning.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatWarning("StrictMemorySafety", as: .error),
]

let package = Package(
  name: "shuangsuiji",
  targets: [
    // C: SHA-256 lanes, byte masks, look-ups; forms per CPU chosen at run time. Nothing else.
    .target(name: "Lanes"),
    // The drawing kernel: seed + ids → who is drawn. Imports nothing.
    .target(name: "Sampling", swiftSettings: strict),
    // Bytes → records, in parallel. Knows no word of inspections.
    .target(name: "Tables", dependencies: ["Lanes"], swiftSettings: strict),
    // The procedure: plan → frame → allocation → draw → schedule → pairing → outputs.
    .target(name: "DoubleRandom", dependencies: ["Sampling", "Tables"], swiftSettings: strict),
    // Clock, environment, terminal, files written, exit codes: only here.
    .executableTarget(
      name: "shuangsuiji", dependencies: ["DoubleRandom", "Sampling", "Tables"],
      swiftSettings: strict),
    .testTarget(
      name: "SamplingTests", dependencies: ["Sampling"], resources: [.copy("Vectors")],
      swiftSettings: strict),
    .testTarget(name: "TablesTests", dependencies: ["Tables", "Sampling"], swiftSettings: strict),
    .testTarget(
      name: "DoubleRandomTests", dependencies: ["DoubleRandom", "Sampling", "Tables"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["shuangsuiji", "DoubleRandom", "Sampling", "Tables"],
      exclude: ["Golden", "Past", "World"], swiftSettings: strict),
    // Public suites that are not part of the repository: `make corpora`.
    .testTarget(
      name: "CorporaTests", dependencies: ["DoubleRandom", "Sampling", "Tables"],
      swiftSettings: strict),
  ]
)
