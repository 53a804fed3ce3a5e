// The start of a table: byte order mark and header. Read before any worker starts, because a sink
// needs the header. The one thing to know: the first part is as long as the header needs, in whole
// digest pieces.

/// A table opened: its header and its first part, ready to be worked on.
struct Opening {
  let header: Header
  /// LF bytes up to the first data record.
  let headerLines: Int
  let hasMark: Bool
  /// Size of the first part, and of those behind it.
  let firstSize: Int
  let partSize: Int
  /// What is known after the first part.
  let baton: Baton
  private var first: FirstPart?

  /// The first part and what there is to do with it; its buffer is given away only once.
  struct FirstPart {
    var buffer: PartBuffer
    let task: PartTask
  }

  /// - Throws: a fatal finding when there is no usable header.
  init(_ source: ByteSource, _ format: TableFormat, partSize: Int) throws(TableError) {
    // One digest piece mostly, so that workers need not wait for a whole part to begin.
    let step = partSize % FileDigest.pieceSize == 0 ? FileDigest.pieceSize : partSize
    var buffer = PartBuffer(capacity: min(step, source.expectedSize ?? step))
    var scan = HeaderScan(rowPerLine: format.rowPerLine)
    var isLast = false
    repeat {
      isLast = try buffer.append(from: source, count: step) < step
      scan.advance(buffer, isLast: isLast)
    } while scan.end == nil

    self.partSize = partSize
    header = try scan.header(buffer, format)
    hasMark = scan.start > 0
    headerLines =
      format.leadingLines
      + lineCount(buffer.storage.span, from: buffer.start, before: buffer.start + scan.next)
    var baton = Baton(skipped: scan.next, format: format, partSize: partSize)
    let task = baton.advance(over: &buffer, isLast: isLast)
    self.baton = baton
    firstSize = buffer.size
    first = FirstPart(buffer: buffer, task: task)
  }

  /// Gives the first part away, to the worker that takes it.
  mutating func takeFirst() -> FirstPart? {
    defer { first = nil }
    return first
  }
}

/// Looks for the end of the first record in a part that grows.
private struct HeaderScan {
  /// How the header ends, once that is known.
  private(set) var end: RecordEnd?
  /// Size of the byte order mark.
  private(set) var start = 0
  /// Bytes up to the header's end.
  private var size = 0
  private var isInside = false
  private let rowPerLine: Bool

  init(rowPerLine: Bool) { self.rowPerLine = rowPerLine }

  /// Bytes up to the first data record.
  var next: Int { end == .lineFeed ? size + 1 : size }

  mutating func advance(_ buffer: borrowing PartBuffer, isLast: Bool) {
    if buffer.size < 3 && !isLast { return }
    let bytes = buffer.storage.span.extracting(buffer.range)
    if size == 0 && bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF {
      start = 3
      size = 3
    }
    while size < bytes.count {
      if size - start > TableLimits.recordSize {
        end = .limit
        return
      }
      if bytes[size] == quote && !rowPerLine { isInside.toggle() }
      if bytes[size] == lineFeed && !isInside {
        end = .lineFeed
        return
      }
      size += 1
    }
    if isLast { end = isInside ? .openQuote : .endOfFile }
  }

  func header(
    _ buffer: borrowing PartBuffer, _ format: TableFormat
  ) throws(TableError) -> Header {
    let bytes = buffer.storage.span.extracting(buffer.range)
    let before = format.leadingLines
    if size == start && end != .lineFeed {
      throw fatal(RecordProblem(kind: .emptyFile, at: start, field: 0), bytes, before)
    }
    var judge = RecordJudge(delimiter: format.delimiter)
    if let problem = judge.judge(bytes, from: start, to: size, end: end!) {
      throw fatal(problem, bytes, before)
    }
    var names: [String] = []
    var known = ByteTable()
    var from = start
    for to in judge.ends {
      let name = decodeField(bytes, from: from, to: to)
      let isNew = known.insert(name) == names.count
      if name.isEmpty || !isNew {
        let kind: TableFinding.Kind = name.isEmpty ? .emptyHeader : .duplicateHeader
        throw fatal(RecordProblem(kind: kind, at: from, field: names.count), bytes, before)
      }
      names.append(String(decoding: name, as: UTF8.self))
      from = to + 1
    }
    return Header(names: names)
  }

  private func fatal(
    _ problem: RecordProblem, _ bytes: Span<UInt8>, _ linesBefore: Int
  ) -> TableError {
    let finding = makeFinding(
      problem, in: bytes, from: start, to: size, end: end!, offset: 0, linesBefore: linesBefore)
    return .finding(finding, earlier: [])
  }
}
