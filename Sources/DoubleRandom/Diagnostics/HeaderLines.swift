// Where the header of a table probably stands, when the line that was read as one is none: a plan
// that says `leadingLines` one too many reads a record as the header, one too few a title.
//
// The one thing to know: it is asked only about a file that cannot be used, and reads of it but the
// first lines.

import Tables

extension Findings {
  /// Says on which other line the header of a file stands, once; false where none is found.
  mutating func reportHeaderElsewhere(_ file: InputFile, read header: Header?) -> Bool {
    if kept.contains(where: { $0.code == "header-elsewhere" && $0.file == file.display }) {
      return true
    }
    guard let lines = file.linesAboveHeader(better: header) else { return false }
    let declared = file.format.leadingLines
    add(
      Finding(
        severity: .error, code: "header-elsewhere", file: file.display, line: file.headerLine,
        arguments: ["\(lines + 1)", declared == 0 ? "" : "\(declared)", "\(lines)"]))
    return true
  }

  /// A table that could not be read, of which it may be that another line is the header.
  ///
  /// - Parameter origin: where a plan names the file.
  mutating func add(_ error: TableError, of file: InputFile, from origin: Location? = nil) {
    if case .finding(let finding, _) = error, finding.isOfNames,
      reportHeaderElsewhere(file, read: nil)
    {
      return
    }
    add(error, file: file.display, from: origin, as: .table)
  }

  /// Whether a header was found elsewhere: then nothing more is to be said of columns.
  var haveHeaderElsewhere: Bool { count(code: "header-elsewhere") > 0 }
}

extension TableFinding {
  /// Whether the line that was read as the header cannot be one.
  fileprivate var isOfNames: Bool { kind == .emptyHeader || kind == .duplicateHeader }
}

extension InputFile {
  /// Lines below the declared header that are looked at.
  private static let linesAhead = 10

  /// How many lines stand above the line that has more names of known columns than the one that
  /// was read as the header, and two at least; nil where no line has.
  fileprivate func linesAboveHeader(better header: Header?) -> Int? {
    guard isRegularFile(at: path) else { return nil }
    let own = knownNames(in: header)
    let lines = 0...format.leadingLines + InputFile.linesAhead
    return lines.first { $0 != format.leadingLines && knownNames(in: self.header(below: $0)) > own }
  }

  private func knownNames(in header: Header?) -> Int {
    let columns =
      Column.targets + Column.inspectors + Column.items + Column.history + Column.recusals
      + Column.calendar
    let known = Set(columns.flatMap { [$0.header, $0.alias] } + self.columns.values)
    return max(1, header?.names.count(where: known.contains) ?? 0)
  }

  /// The header that the table would have below so many lines.
  private func header(below lines: Int) -> Header? {
    var header: Header?
    var format = format
    (format.leadingLines, format.trailingLines) = (lines, 0)
    var options = ScanOptions()
    options.partSize = 1 << 16
    _ = try? scanTable(at: path, format: format, options: options) {
      (found) throws(TableError) -> NoRecords in
      header = found
      throw .headerRefused
    }
    return header
  }
}

/// Takes nothing: the scan ends at the header.
private final class NoRecords: RecordSink {
  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {}
}
