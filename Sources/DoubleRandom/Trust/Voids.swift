// What can be said against a void, which states its day itself: lines stand in the order in which
// they were entered, so that no later one may bear an earlier day.

import Tables

extension Ledger {
  /// Reports a day on which an entry cannot have been declared void by the next line.
  public func checkVoidDay(_ day: Day, of entry: LedgerEntry, findings: inout Findings) {
    if let line = lineDated(after: day, before: entries.count + 1) {
      findings.report(
        "void-before-line", file: "--date",
        arguments: [day.text, "\(line.sequence)", line.text("date") ?? ""])
    }
    guard let from = entry.text("from").flatMap({ Day(iso: $0) }),
      let to = entry.text("to").flatMap({ Day(iso: $0) })
    else { return }
    // A draw is made shortly before its period, and found wanting in it or when it is audited.
    let year = 366
    if !((from.number - year)...(to.number + year)).contains(day.number) {
      findings.report(
        "void-far-from-period", file: "--date", arguments: [day.text, from.text, to.text])
    }
  }

  /// Lines of standing draws that followed a commitment.
  public func standingDraws(ofCommitment entry: LedgerEntry) -> [Int] {
    guard entry.kind == .commitment else { return [] }
    return entries.filter {
      $0.kind == .draw && !isVoid($0) && $0.text("commitment") == entry.text("hash")
    }.map(\.sequence)
  }

  /// Reports voids that bear an earlier day than a line before them, and void commitments whose
  /// draws stand.
  func checkVoids(_ path: String, _ findings: inout Findings) {
    func warn(_ code: String, _ line: LedgerEntry, _ arguments: [String]) {
      findings.add(
        Finding(
          severity: .warning, code: code, file: path, line: line.sequence, arguments: arguments))
    }
    for void in entries where void.kind == .void {
      if let day = void.text("date").flatMap({ Day(iso: $0) }),
        let line = lineDated(after: day, before: void.sequence)
      {
        warn(
          "void-before-line", void, [day.text, "\(line.sequence)", line.text("date") ?? ""])
      }
      let entry = entries.first { $0.sequence == void.number("entry") }
      let draws = entry.map(standingDraws) ?? []
      if !draws.isEmpty {
        warn("void-of-drawn", void, [draws.map { "\($0)" }.joined(separator: ", ")])
      }
    }
  }

  private func lineDated(after day: Day, before sequence: Int) -> LedgerEntry? {
    entries.last {
      $0.sequence < sequence && [.void, .replacement, .disclosure].contains($0.kind)
        && ($0.text("date") ?? "") > day.text
    }
  }
}
