// Rows of the target registry that may be drawn, judged by district and status alone: those that
// have no name on any list, and codes that stand on two rows of which a status excludes one. For
// `check`: a draw looks at no names, and at rows that are excluded not once more.

/// What tells of a row by itself that it may be drawn.
struct FrameRows: Sendable {
  /// Those of the plans; nil where a plan draws from all.
  private var districts: Set<[UInt8]>? = []
  /// By task: statuses that it leaves out.
  private var excluded: [Set<[UInt8]>] = []

  init(_ plans: [Plan]) {
    let all = plans.contains(where: \.district.isEmpty)
    districts = all ? nil : Set(plans.flatMap(\.district).map { Array($0.utf8) })
    excluded = plans.flatMap(\.tasks).map { Set($0.exclusions.status.map { Array($0.utf8) }) }
  }

  func mayBeDrawn(district: [UInt8]?, status: [UInt8]) -> Bool {
    if let districts, let district, !districts.contains(district) { return false }
    return excluded.contains { !$0.contains(status) }
  }

  /// Whether a task leaves any status out.
  var asksStatuses: Bool { excluded.contains { !$0.isEmpty } }

  /// Whether a task leaves one status out and not the other.
  func divides(_ inside: [UInt8], _ outside: [UInt8]) -> Bool {
    excluded.contains { !$0.contains(inside) && $0.contains(outside) }
  }
}

/// A code on two rows, of which one may be drawn and the other's status is excluded.
struct DividedCode: Sendable {
  var id: String
  var inside: (status: String, line: Int)
  var outside: (status: String, line: Int)
}

extension Findings {
  /// Says of a registry whom it does not name, and of whom it says two things.
  mutating func warnOfFrameRows(_ table: TableQuality) {
    func header(_ role: String) -> String { table.file.header(of: role, in: Column.targets) }
    if let nameless = table.nameless {
      warning(
        "name-missing", file: table.file.display, line: nameless.lines[0],
        arguments: [
          header("name"), "\(nameless.count)",
          nameless.lines.map { "\($0)" }.joined(separator: ", "),
        ])
    }
    guard let first = table.divided.first else { return }
    add(
      Finding(
        severity: .note, code: "code-of-two-statuses", file: table.file.display,
        line: first.outside.line,
        arguments: [
          header("status"), first.id, "\(first.inside.line)", first.inside.status,
          "\(first.outside.line)", first.outside.status, "\(table.divided.count)",
        ]))
  }
}
