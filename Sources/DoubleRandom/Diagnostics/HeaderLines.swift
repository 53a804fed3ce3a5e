// Where the header of a table probably stands, when the line that was read as one is none: a plan
// that says `leadingLines` one too many reads a record as the header, one too few a title. Somebody
// may have deleted it, too.
//
// The one thing to know: it is asked only about a file that cannot be used, and reads of it but the
// first lines.

import Tables

extension Findings {
  /// Says that a line which was read as the header is none.
  ///
  /// - Parameter cells: the line's.
  /// - Returns: false where it may be the header.
  mutating func reportNoHeader(_ file: InputFile, read cells: [String]) -> Bool {
    if reportHeaderElsewhere(file, read: cells) { return true }
    guard file.isRecord(cells) else { return false }
    add(
      Finding(
        severity: .error, code: "header-missing", file: file.display, line: file.headerLine))
    return true
  }

  /// Says on which other line the header of a file stands, once; false where none is found.
  private mutating func reportHeaderElsewhere(_ file: InputFile, read cells: [String]) -> Bool {
    if kept.contains(where: { $0.code == "header-elsewhere" && $0.file == file.display }) {
      return true
    }
    guard let lines = file.linesAboveHeader(better: cells) else {
      return reportOtherDelimiter(file, read: cells)
    }
    let declared = file.format.leadingLines
    add(
      Finding(
        severity: .error, code: "header-elsewhere", file: file.display, line: file.headerLine,
        arguments: ["\(lines + 1)", declared == 0 ? "" : "\(declared)", "\(lines)"]))
    return true
  }

  /// A title above a table whose columns another mark divides: the mark first, the title when the
  /// table can be read.
  private mutating func reportOtherDelimiter(_ file: InputFile, read cells: [String]) -> Bool {
    if cells.count > 1 { return false }
    for (delimiter, mark, name) in [(";", ";", "semicolon"), ("\t", "tab", "tab")] {
      var other = file
      other.format.delimiter = Array(delimiter.utf8)[0]
      // Where the header itself has the mark, it is told with the columns.
      if cells[0].contains(delimiter) || other.linesAboveHeader(better: cells) == nil { continue }
      addOnce(
        Finding(
          severity: .error, code: "other-delimiter", file: file.display, line: file.headerLine,
          arguments: [mark, name]))
      return true
    }
    return false
  }

  /// A table that could not be read, of which it may be that another line is the header.
  ///
  /// - Parameter origin: where a plan names the file.
  mutating func add(_ error: TableError, of file: InputFile, from origin: Location? = nil) {
    if case .finding(let finding, _) = error, finding.isOfNames,
      reportNoHeader(file, read: finding.cells(between: file.format.delimiter))
    {
      return
    }
    add(
      error, file: file.display, from: origin, as: .table, named: file.name,
      delimiter: file.format.delimiter)
  }

  /// Whether what was read as a header names no columns: then nothing more is to be said of them.
  var haveNoColumns: Bool { haveNoHeader || count(code: "other-delimiter") > 0 }

  /// Whether what was read as a header is none.
  var haveNoHeader: Bool {
    count(code: "header-elsewhere") + count(code: "header-missing") > 0
  }
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
  fileprivate func linesAboveHeader(better cells: [String]) -> Int? {
    guard isRegularFile(at: path) else { return nil }
    let own = knownNames(in: cells)
    let lines = 0...format.leadingLines + InputFile.linesAhead
    return lines.first { $0 != format.leadingLines && knownNames(in: names(below: $0)) > own }
  }

  private func knownNames(in cells: [String]) -> Int {
    max(1, cells.count(where: knownNames.contains))
  }

  private var knownNames: Set<String> {
    let columns =
      Column.targets + Column.inspectors + Column.items + Column.history + Column.recusals
      + Column.calendar
    return Set(columns.flatMap { [$0.header, $0.alias] } + self.columns.values)
  }

  /// Whether cells are a record's: a code or a date among them, and not one name of a column.
  fileprivate func isRecord(_ cells: [String]) -> Bool {
    cells.contains { CreditCode.check(Array($0.utf8)) == nil || Day(written: $0) != nil }
      && !cells.contains(where: knownNames.contains)
  }

  /// The names that the table would have below so many lines, though one be empty or stand twice.
  private func names(below lines: Int) -> [String] {
    var names: [String] = []
    var format = format
    (format.leadingLines, format.trailingLines) = (lines, 0)
    var options = ScanOptions()
    options.partSize = 1 << 16
    do throws(TableError) {
      _ = try scanTable(at: path, format: format, options: options) {
        (found) throws(TableError) -> NoRecords in
        names = found.names
        throw .headerRefused
      }
    } catch .finding(let finding, _) where finding.isOfNames {
      return finding.cells(between: format.delimiter)
    } catch {}
    return names
  }
}

/// Takes nothing: the scan ends at the header.
private final class NoRecords: RecordSink {
  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {}
}
