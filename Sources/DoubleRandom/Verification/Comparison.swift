// What verification compares once the draw has been repeated: the record field by field, the files
// byte by byte, the plan's row of the batch's summary.

import Tables

func compareRecord(
  _ request: VerificationRequest, _ files: [OutputFile]
) -> [Discrepancy] {
  guard let expected = files.last, expected.bytes != request.recordBytes else { return [] }
  if let tree = try? parseJSON5(expected.bytes) {
    let found = differences(request.record.tree, tree, file: request.recordPath)
    if !found.isEmpty { return found }
  }
  // The same fields, written otherwise; or more of them than a record may hold.
  guard let difference = TableDifference(request.recordBytes, expected: expected.bytes) else {
    return []
  }
  return [
    Discrepancy(
      stage: .record, file: request.recordPath, line: difference.line,
      place: difference.place.hasPrefix("column:") ? "row" : difference.place,
      expected: difference.expected, found: difference.found)
  ]
}

/// Files that a plan's folder may hold only if the draw gives them.
private let occasionalFiles = ["workload.csv", "rejects.csv"]

/// A file that cannot be read is a finding: whether it differs is not known.
func compareFiles(
  _ request: VerificationRequest, _ files: [OutputFile], _ findings: inout Findings
) -> [Discrepancy] {
  if !request.hasFolder { return [] }
  var found: [Discrepancy] = []
  for file in files.dropLast() {
    let path = Paths.joining(request.folder, file.name)
    do throws(TableError) {
      let bytes = try readWholeFile(at: path)
      let difference =
        file.name.hasSuffix(".html")
        ? pageDifference(bytes, expected: file.bytes, file: path)
        : Discrepancy(TableDifference(bytes, expected: file.bytes), file: path)
      if let difference { found.append(difference) }
    } catch {
      if case .cannotRead = error {
        findings.add(error, file: path)
        continue
      }
      found.append(
        Discrepancy(
          stage: .outputs, file: path, place: "", expected: "\(file.bytes.count) B",
          found: error.form))
    }
  }
  for name in occasionalFiles where !files.contains(where: { $0.name == name }) {
    let path = Paths.joining(request.folder, name)
    if let bytes = readIfThere(path, &findings) {
      found.append(
        Discrepancy(
          stage: .outputs, file: path, place: "", expected: nil, found: "\(bytes.count) B"))
    }
  }
  return found
}

/// A file's bytes; nil where there is none, and, with a finding, where it cannot be read.
///
/// - Parameter isBounded: whether it is a ledger or its like, which is refused beyond 256 MiB.
func readIfThere(
  _ path: String, isBounded: Bool = false, _ findings: inout Findings
) -> [UInt8]? {
  do throws(TableError) {
    return isBounded ? try readBoundedFile(at: path) : try readWholeFile(at: path)
  } catch {
    if case .notFound = error, displacedEntry(on: path) == nil { return nil }
    findings.add(error, file: path)
    return nil
  }
}

/// The first line of a page that differs.
func pageDifference(
  _ found: [UInt8], expected: [UInt8], file: String
) -> Discrepancy? {
  if found == expected { return nil }
  func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
  }
  let (own, other) = (lines(expected), lines(found))
  let same = zip(own, other).prefix { $0 == $1 }.count
  func text(_ lines: [ArraySlice<UInt8>]) -> String? {
    same < lines.count ? visibleText(lines[same]) : nil
  }
  return Discrepancy(
    stage: .outputs, file: file, line: same + 1, place: "", expected: text(own),
    found: text(other))
}

/// The page over the batch, made again from the records that the summary lists. Where they are not
/// all there it cannot be, and a warning says so.
///
/// - Parameter files: of the plan, its record last; nil where pages were drawn otherwise.
func compareIndex(
  _ request: VerificationRequest, _ files: [OutputFile]?, _ unchecked: inout [String],
  _ findings: inout Findings
) -> [Discrepancy] {
  let batch = Paths.joining(request.folder, "..")
  let path = Paths.joining(batch, "index.html")
  guard request.hasFolder, let found = readIfThere(path, &findings) else { return [] }
  guard let own = files?.last?.bytes else {
    unchecked.append("index.html")
    return []
  }
  let summaryPath = Paths.joining(batch, "summary.csv")
  let summary = try? readTable(at: summaryPath)
  if let summary, let broken = summary.report.findings.first {
    // What the row of another plan should hold nobody knows here, but what its cells are.
    return [
      Discrepancy(
        stage: .outputs, file: summaryPath, line: broken.line, place: "row",
        expected: summary.header.names.joined(separator: ","),
        found: visibleText(broken.raw[...]))
    ]
  }
  let ids = summary?.rows.map { restored($0[0]) } ?? []
  let records = ids.compactMap { id -> ReportFacts? in
    if id == request.record.planID { return try? ReportFacts(own) }
    guard isSafePlanID(id),
      let bytes = try? readWholeFile(
        at: Paths.joining(Paths.joining(batch, id), "record.json"), limit: JSON5Limits.size)
    else { return nil }
    return try? ReportFacts(bytes)
  }
  guard records.count == ids.count, ids.contains(request.record.planID) else {
    findings.warning("index-unchecked", file: Paths.shortened(path), arguments: [])
    unchecked.append("index.html")
    return []
  }
  return [pageDifference(found, expected: indexPage(records), file: path)].compactMap { $0 }
}

extension Discrepancy {
  /// Nil where nothing differs.
  fileprivate init?(_ difference: TableDifference?, file: String) {
    guard let difference else { return nil }
    self.init(
      stage: .outputs, file: file, line: difference.line, place: difference.place,
      expected: difference.expected, found: difference.found)
  }
}

extension TableError {
  /// What stands in a file's place; nil for nothing.
  fileprivate var form: String? {
    switch self {
    case .isDirectory: "folder"
    case .cannotRead(_, let number): systemMessage(number)
    default: nil
    }
  }
}

/// The plan's row in the batch's summary, where the summary is still there: header, form and the
/// one row of this plan. The other rows belong to other records.
func compareSummary(
  _ request: VerificationRequest, _ campaign: Campaign, _ files: [OutputFile],
  _ findings: inout Findings
) -> [Discrepancy] {
  let path = Paths.joining(Paths.joining(request.folder, ".."), "summary.csv")
  guard request.hasFolder, let record = files.last, let found = readIfThere(path, &findings)
  else { return [] }
  func difference(showsSeed: Bool) -> TableDifference? {
    let expected = summarySheet(
      [(campaign, record.bytes)], showsSeed: showsSeed, flavour: request.record.flavour)
    return summaryDifference(found, expected)
  }
  // Drawn earlier, it may hold the hash of a seed file as well.
  guard let first = difference(showsSeed: request.record.seedText != nil),
    request.record.seedText != nil || difference(showsSeed: true) != nil
  else { return [] }
  return [Discrepancy(first, file: path)].compactMap { $0 }
}

/// - Parameter expected: the summary of this plan alone.
private func summaryDifference(_ found: [UInt8], _ expected: [UInt8]) -> TableDifference? {
  func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
  }
  let (own, all) = (lines(expected), lines(found))
  guard own.count == 3, all.count > 1, own[0] == all[0], all.last?.isEmpty ?? false else {
    return TableDifference(found, expected: expected)
  }
  let id = own[1].prefix { $0 != UInt8(ascii: ",") } + [UInt8(ascii: ",")]
  let rows = all.indices.dropFirst().dropLast()
    .filter { all[$0].starts(with: id) || !all[$0].contains(UInt8(ascii: ",")) }
  guard let first = rows.first else {
    return TableDifference(Array((own[0] + [0x0A])), expected: expected)
  }
  if let row = TableDifference(row: all[first], expected: own[1], header: own[0], line: first + 1) {
    return row
  }
  guard let second = rows.dropFirst().first else { return nil }
  // Everything up to the second row, against everything before it.
  let before = all[..<second].map { $0 + [0x0A] }
  return TableDifference(
    Array((before + [all[second] + [0x0A]]).joined()), expected: Array(before.joined()))
}
