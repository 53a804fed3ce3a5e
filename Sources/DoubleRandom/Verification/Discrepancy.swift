// Differences between what a record and its files say and what the repeated draw gives, each with
// its stage and its place. Differences of tables are found by `TableDifference`.

import Tables

/// The stages of a draw, in order: the first one that differs explains the later ones.
public enum CampaignStage: String, CaseIterable, Sendable {
  case record, plan, inputs, seed, frame, draw, schedule, pairing, outputs, rules
  case ledger

  /// The stage that a top-level key of the record belongs to.
  init(recordKey: String) {
    switch recordKey {
    case "plan": self = .plan
    case "inputs": self = .inputs
    case "seed": self = .seed
    case "registry": self = .frame
    case "tasks": self = .draw
    case "visits": self = .schedule
    case "pairing": self = .pairing
    case "outputs": self = .outputs
    case "rules": self = .rules
    case "commitment", "ledger": self = .ledger
    default: self = .record
    }
  }
}

/// One place where a record or a result file is not what the draw gives.
public struct Discrepancy: Sendable, Hashable {
  public var stage: CampaignStage
  public var file: String
  /// 1-based; nil for a file as a whole.
  public var line: Int?
  /// Key path of the record, or what differs in a table, as a word of `MessageTable.words`.
  public var place: String
  /// What the repeated draw gives; nil where it gives nothing.
  public var expected: String?
  /// What stands in the file; nil where it is missing.
  public var found: String?
}

extension Discrepancy {
  /// The place of a page that is as its record names it, and that this program words otherwise.
  static let otherWording = "page-worded-otherwise"

  /// Whether nothing that was drawn differs, but the wording of a page alone.
  public var isOfWording: Bool { place == Discrepancy.otherWording }

  /// The same, its file by the name that is shown, which does not tell which record found it.
  public var named: Discrepancy {
    var named = self
    named.file = Paths.shortened(file)
    return named
  }

  /// Three lines for people: where, what should stand there, what does; one where nothing is to be
  /// compared.
  public func text(_ language: Language) -> String {
    let file = visible(Paths.shortened(self.file), limit: 400) + ":" + (line.map { "\($0):" } ?? "")
    let (expected, found) = shortened(self.expected, self.found)
    let isBare = expected == nil && found == nil
    switch language {
    case .en:
      let head = "\(file) \(what(language)) (stage \(stage.rawValue))\n"
      if isBare { return head }
      return head
        + "  expected: \(expected ?? "nothing")\n  found:    \(found ?? "nothing")\n"
    case .zh:
      let head = "\(file) \(what(language))（\(stage.chinese)）\n"
      if isBare { return head }
      return head
        + "  应为：\(expected ?? "（无）")\n  实为：\(found ?? "（无）")\n"
    }
  }

  private func what(_ language: Language) -> String {
    let word = String(place.prefix { $0 != ":" })
    if MessageTable.words[word] != nil { return translated(place, language) }
    if place.isEmpty, found == nil { return translated("file-missing", language) }
    if place.isEmpty, expected == nil { return translated("file-too-many", language) }
    return translated((place.isEmpty ? "file-differs" : "field-differs") + ":" + place, language)
  }
}

extension CampaignStage {
  fileprivate var chinese: String {
    switch self {
    case .record: "抽取记录"
    case .plan: "计划"
    case .inputs: "输入文件"
    case .seed: "种子"
    case .frame: "抽样框"
    case .draw: "抽取"
    case .schedule: "排期"
    case .pairing: "匹配"
    case .outputs: "结果文件"
    case .rules: "规则"
    case .ledger: "台账"
    }
  }
}

/// Two texts as they may be shown, without most of what both begin with.
private func shortened(_ a: String?, _ b: String?) -> (String?, String?) {
  guard let a, let b else {
    return (a.map { visible($0, limit: 200) }, b.map { visible($0, limit: 200) })
  }
  let same = zip(a.unicodeScalars, b.unicodeScalars).prefix { $0 == $1 }.count
  let start = max(0, same - 40)
  func shown(_ text: String) -> String {
    let rest = String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(start)))
    return (start > 0 ? "…" : "") + visible(rest, limit: 200)
  }
  return (shown(a), shown(b))
}

// MARK: - Records

/// The first difference of two JSON trees under each top-level key, in the order of `expected`.
func differences(_ found: JSON5Value, _ expected: JSON5Value, file: String) -> [Discrepancy] {
  guard case .object(let members) = expected.kind, case .object(let others) = found.kind else {
    return [Discrepancy(stage: .record, file: file, place: "", expected: "{}", found: found.brief)]
  }
  var all: [Discrepancy] = []
  for member in members {
    let other = others.first { $0.key == member.key }?.value
    let here = (value: other, line: other?.position.line)
    guard let first = firstDifference(here, member.value, member.key) else { continue }
    all.append(
      Discrepancy(
        stage: CampaignStage(recordKey: member.key), file: file, line: first.line,
        place: first.place, expected: first.expected, found: first.found))
  }
  for other in others where !members.contains(where: { $0.key == other.key }) {
    all.append(
      Discrepancy(
        stage: .record, file: file, line: other.keyPosition.line, place: other.key, expected: nil,
        found: other.value.brief))
  }
  return all
}

/// Whether two trees say the same.
func isSame(_ a: JSON5Value, _ b: JSON5Value) -> Bool {
  firstDifference((a, nil), b, "") == nil
}

private typealias Difference = (line: Int?, place: String, expected: String?, found: String?)

private func firstDifference(
  _ found: (value: JSON5Value?, line: Int?), _ expected: JSON5Value?, _ place: String
) -> Difference? {
  guard let value = found.value, let expected else {
    return (found.line, place, expected?.brief, found.value?.brief)
  }
  func inside(_ other: JSON5Value?) -> (JSON5Value?, Int?) {
    (other, other?.position.line ?? value.position.line)
  }
  switch (value.kind, expected.kind) {
  case (.object(let a), .object(let b)):
    let keys = b.map(\.key) + a.map(\.key).filter { key in !b.contains { $0.key == key } }
    return keys.lazy.compactMap { key in
      firstDifference(
        inside(a.first { $0.key == key }?.value), b.first { $0.key == key }?.value,
        "\(place).\(key)")
    }.first
  case (.array(let a), .array(let b)):
    return (0..<max(a.count, b.count)).lazy.compactMap { index in
      firstDifference(
        inside(index < a.count ? a[index] : nil), index < b.count ? b[index] : nil,
        "\(place)[\(index)]")
    }.first
  default:
    if value.brief == expected.brief { return nil }
    return (value.position.line, place, expected.brief, value.brief)
  }
}

extension JSON5Value {
  /// The value in one line; scalars exactly, so that equal text means equal value.
  fileprivate var brief: String {
    switch kind {
    case .null: "null"
    case .bool(let flag): "\(flag)"
    case .number(let text): text
    case .string(let text): "\"\(text)\""
    case .array(let values): "[\(values.count)]"
    case .object(let members): "{\(members.count)}"
    }
  }
}
