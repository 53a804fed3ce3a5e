// The ledger of an output folder: one line for every commitment, draw, void, replacement,
// disclosure and count of results, in order, each holding the SHA-256 of the line before (draw
// protocol, 9).
//
//   {"sequence":2,"kind":"draw","previous":"5e3b…","data":{…}}
//
// A line's bytes are canonical: compact JSON, members in this order. Whoever knows the hash of one
// line knows that nothing before it was edited, removed or put elsewhere; commitments publish such
// hashes. No line names a target or a person.

import Tables

/// One line of a ledger.
public struct LedgerEntry: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case commitment, draw, void, replacement, disclosure, results
  }

  public var sequence: Int
  public var kind: Kind
  /// Hash of the line before; 64 zeros in the first.
  public var previous: String
  /// What happened, by keys that depend on the kind.
  public var data: JSON5Value
  /// The line without its line feed.
  public var line: [UInt8]

  /// SHA-256 of the line without its line feed: `sed -n 2p ledger.jsonl | tr -d '\n' | sha256sum`.
  public var hash: String { PieceDigest(of: line).hex }

  public func text(_ key: String) -> String? { data[key]?.string }
  public func number(_ key: String) -> Int? { data[key]?.integer }
}

/// The lines of a ledger that is as it should be.
public struct Ledger: Sendable {
  /// The ledger's name in an output folder.
  public static let fileName = "ledger.jsonl"
  static let start = String(repeating: "0", count: 64)

  public private(set) var entries: [LedgerEntry] = []

  public init() {}

  /// Reads a ledger; nil with findings when a line is not what was written, or not where.
  public init?(_ bytes: [UInt8], file: String, findings: inout Findings) {
    let reading = LedgerReading(bytes)
    if !bytes.isEmpty, !reading.isLedger {
      let isUTF16 = TextEncoding.isUTF16(bytes)
      findings.report(isUTF16 ? "utf16-file" : "not-a-ledger", file: file)
      return nil
    }
    reading.report(file: file, &findings)
    guard reading.problems.isEmpty, reading.alterations.isEmpty else { return nil }
    entries = reading.lines.compactMap(\.entry)
  }

  public var bytes: [UInt8] { entries.flatMap { $0.line + [0x0A] } }

  /// The hash that the next line will hold.
  public var head: String { entries.last?.hash ?? Ledger.start }

  /// Appends a line.
  @discardableResult
  public mutating func append(_ kind: LedgerEntry.Kind, _ data: JSON) -> LedgerEntry {
    let json = JSON.object([
      ("sequence", .int(entries.count + 1)), ("kind", .string(kind.rawValue)),
      ("previous", .string(head)), ("data", data),
    ])
    let line = Array(json.text(indent: false).dropLast())
    guard let entry = LedgerEntry(line) else {
      preconditionFailure("a ledger's line reads back as what was written")
    }
    entries.append(entry)
    return entry
  }
}

extension LedgerEntry {
  /// Nil for a line that is not exactly an entry.
  init?(_ line: [UInt8]) {
    guard let tree = try? parseJSON5(line), let members = tree.members,
      members.map(\.key) == ["sequence", "kind", "previous", "data"],
      tree.json.text(indent: false) == line + [0x0A],
      let sequence = tree["sequence"]?.integer, (1...Limits.ledgerLines).contains(sequence),
      let kind = tree["kind"]?.string.flatMap(Kind.init(rawValue:)),
      let previous = tree["previous"]?.string, let data = tree["data"], data.members != nil
    else { return nil }
    self.init(sequence: sequence, kind: kind, previous: previous, data: data, line: line)
  }
}

extension JSON5Value {
  /// The same value to be written: whole numbers and text, which is all that our files hold.
  var json: JSON {
    switch kind {
    case .null: .null
    case .bool(let flag): .bool(flag)
    case .number(let text): Int(text).map(JSON.int) ?? .string(text)
    case .string(let text): .string(text)
    case .array(let values): .array(values.map(\.json))
    case .object(let members): .object(members.map { ($0.key, $0.value.json) })
    }
  }
}

// MARK: - The chain

/// A ledger's lines as they stand in a file, whatever has been done to them.
struct LedgerReading {
  enum Problem: Equatable {
    /// Not an entry, or not written as entries are.
    case malformed(line: Int)
    /// The file ends inside this line.
    case cut(line: Int)
    /// Entries of these sequence numbers are gone; those behind stand at this line.
    case removed(sequences: ClosedRange<Int>, line: Int)
    /// The entry of this sequence number stands at another line.
    case displaced(sequence: Int, line: Int)
    /// This line does not continue the one before: that one is no longer what it was.
    case edited(line: Int)
  }

  /// What a program for texts or mail does to a file that passes through it; the lines are read as
  /// they stood before.
  enum Alteration: String {
    case mark = "ledger-byte-order-mark"
    case lineEnds = "ledger-line-ends"
  }

  private(set) var alterations: [Alteration] = []
  var lines: [(line: Int, entry: LedgerEntry?)] = []
  var problems: [Problem] = []
  /// Whether some line is an entry, or was one.
  private(set) var isLedger = false

  init(_ bytes: [UInt8]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if bytes.starts(with: mark) { alterations.append(.mark) }
    var parts = bytes.dropFirst(bytes.starts(with: mark) ? mark.count : 0)
      .split(separator: 0x0A, omittingEmptySubsequences: false)
    let isCut = parts.last?.isEmpty == false
    if !isCut { parts.removeLast() }
    // No entry holds a bare carriage return: JSON writes it as \r.
    if parts.contains(where: { $0.last == 0x0D }) {
      alterations.append(.lineEnds)
      parts = parts.map { $0.last == 0x0D ? $0.dropLast() : $0 }
    }
    for (index, part) in parts.enumerated() {
      lines.append((index + 1, LedgerEntry(Array(part))))
      isLedger = isLedger || part.starts(with: Array("{\"sequence\":".utf8))
    }
    if isCut { problems.append(.cut(line: parts.count)) }
    for (line, entry) in lines where entry == nil && !(isCut && line == parts.count) {
      problems.append(.malformed(line: line))
    }
    checkSequences()
    checkChain()
  }

  private mutating func checkSequences() {
    let known = Set(lines.compactMap { $0.entry?.sequence })
    var expected = 1
    for (line, entry) in lines {
      guard let sequence = entry?.sequence else {
        expected += 1
        continue
      }
      let missing = sequence > expected ? expected..<sequence : 0..<0
      if !missing.isEmpty, !known.contains(where: missing.contains) {
        problems.append(.removed(sequences: expected...(sequence - 1), line: line))
      } else if sequence != expected {
        problems.append(.displaced(sequence: sequence, line: line))
      }
      expected = sequence + 1
    }
  }

  /// Two lines that should follow each other, and where the second does not know the first.
  private mutating func checkChain() {
    if let first = lines.first?.entry, first.sequence == 1, first.previous != Ledger.start {
      problems.append(.edited(line: 1))
    }
    for (before, after) in zip(lines, lines.dropFirst()) {
      guard let own = after.entry else { continue }
      let follows = before.entry.map { own.sequence == $0.sequence + 1 } ?? false
      if follows, own.previous != before.entry?.hash {
        problems.append(.edited(line: before.line))
      }
    }
  }

  func report(file: String, _ findings: inout Findings) {
    for alteration in alterations { findings.report(alteration.rawValue, file: file) }
    for problem in problems {
      let (code, line, arguments): (String, Int, [String]) =
        switch problem {
        case .malformed(let line): ("ledger-malformed", line, [])
        case .cut(let line): ("ledger-cut", line, [])
        case .removed(let gone, let line):
          (
            "ledger-removed", line,
            [
              gone.count == 1
                ? "entry-gone:\(gone.lowerBound)"
                : "entries-gone:\(gone.lowerBound):\(gone.upperBound)"
            ]
          )
        case .displaced(let sequence, let line): ("ledger-displaced", line, ["\(sequence)"])
        case .edited(let line): ("ledger-edited", line, ["\(line + 1)"])
        }
      findings.add(
        Finding(severity: .error, code: code, file: file, line: line, arguments: arguments))
    }
  }
}
