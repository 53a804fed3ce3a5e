// A commitment read back, and a draw held against it: what differs is named by plan and key, and
// an input by file and megabyte.

import Sampling
import Tables

/// A published commitment.
public struct Commitment: Sendable {
  public enum Problem: Error, Sendable {
    case syntax(JSON5Error)
    case notACommitment
    case otherForm(String)
    case otherProtocol(String)
    case missing(String)
  }

  public var draw: String
  public var sequence: Int
  public var previous: String
  public var saltHash: String
  public var sources: [EntropySource]
  /// SHA-256 of the file's bytes, as `sha256sum` prints it.
  public var hash: String
  fileprivate let inputs: [JSON5Value]
  fileprivate let plans: [JSON5Value]

  public init(_ bytes: [UInt8]) throws(Problem) {
    let tree: JSON5Value
    do {
      tree = try parseJSON5(bytes)
    } catch {
      throw .syntax(error)
    }
    guard let format = tree["format"]?.string, format.hasPrefix("shuangsuiji-commitment/") else {
      throw .notACommitment
    }
    if format != Version.commitment { throw .otherForm(format) }
    let draw = try Self.text(tree, "protocol")
    if draw != Version.draw { throw .otherProtocol(draw) }
    self.draw = try Self.text(tree, "draw")
    guard let sequence = tree["sequence"]?.integer else { throw .missing("sequence") }
    self.sequence = sequence
    previous = try Self.text(tree, "previous")
    saltHash = try Self.text(tree, "saltHash")
    guard let sources = tree["entropy"]?.elements?.map(EntropySource.init),
      !sources.contains(where: { $0 == nil })
    else { throw .missing("entropy") }
    self.sources = sources.compactMap { $0 }
    guard let inputs = tree["inputs"]?.elements else { throw .missing("inputs") }
    guard let plans = tree["plans"]?.elements else { throw .missing("plans") }
    self.inputs = inputs
    self.plans = plans
    hash = PieceDigest(of: bytes).hex
  }

  private static func text(_ tree: JSON5Value, _ key: String) throws(Problem) -> String {
    guard let text = tree[key]?.string else { throw .missing(key) }
    return text
  }

  public var planIDs: [String] { plans.compactMap { $0["id"]?.string } }

  func committedPlan(_ id: String) -> JSON5Value? { plans.first { $0["id"]?.string == id } }

  /// The last day on which a plan may visit, as its rules say; its period's where they do not.
  func lastDay(ofPlan id: String) -> String? {
    let rules = committedPlan(id)?["rules"]
    return rules?.text(at: ["schedule", "to"]) ?? rules?.text(at: ["period", "to"])
  }
}

extension EntropySource {
  fileprivate init?(_ tree: JSON5Value) {
    guard let name = tree["name"]?.string,
      let format = tree["format"]?.string.flatMap({ EntropyFormat($0) }),
      let date = tree["date"]?.string.flatMap({ Day(iso: $0) })
    else { return nil }
    self.init(name: name, format: format, date: date)
    if let other = tree["fallback"] {
      guard let source = EntropySource(other) else { return nil }
      fallback = .source(source)
    }
  }
}

extension Commitment {
  /// Holds plans, before anything is read from their registries, against the commitment: each must
  /// stand in it with the same files and the same rules.
  ///
  /// - Parameter file: the commitment's, for messages.
  public func check(_ plans: [Plan], file: String, findings: inout Findings) {
    for plan in plans {
      guard let tree = committed(plan) else {
        findings.error(
          "plan-not-committed", file: Paths.shortened(plan.sources[0].path),
          arguments: [plan.id, planIDs.joined(separator: ", ")])
        continue
      }
      let before = findings.count(.error)
      for source in plan.sources {
        let digests = self.digests(of: source, tree)
        if digests.contains(source.digest.hex) { continue }
        findings.error(
          "committed-file-changed", file: Paths.shortened(source.path), arguments: [plan.id])
        for digest in digests { findings.noteSavedOtherwise(at: source.path, digest) }
      }
      // A file that was saved anew without a change of meaning is another file all the same.
      report(tree, plan.rules, under: "rules", plan, file, &findings)
      if findings.count(.error) == before,
        tree["files"]?.elements?.count != plan.sources.count
      {
        findings.error("commitment-differs", file: file, arguments: [plan.id, "files", "", ""])
      }
    }
  }

  private func committed(_ plan: Plan) -> JSON5Value? { committedPlan(plan.id) }

  /// What a plan's files of this one's name were when they were committed.
  private func digests(of source: PlanSource, _ tree: JSON5Value) -> [String] {
    (tree["files"]?.elements ?? []).filter { $0["name"]?.string == source.name }
      .compactMap { $0["digest"]?.string }
  }

  /// Holds what a draw has read against the commitment.
  public func check(_ campaigns: [Campaign], file: String, findings: inout Findings) {
    for campaign in campaigns {
      guard let tree = committed(campaign.plan) else { continue }
      let before = findings.count(.error)
      for input in campaign.digests { check(input, tree, campaign.plan, file, &findings) }
      if findings.count(.error) > before { continue }
      report(
        tree, committedJSON(PlanFigures(campaign)), under: nil, campaign.plan, file, &findings)
    }
  }

  /// Holds what a partial draw has read, the part and the history, against the commitment. Counts
  /// are those of all parts together, so that `merge` compares them.
  public func check(
    _ partial: PartialDraw, of plans: [Plan], file: String, findings: inout Findings
  ) {
    for (index, plan) in plans.enumerated() {
      guard let tree = committed(plan) else { continue }
      let own = partial.beside.indices.contains(index) ? partial.beside[index] : []
      for input in [partial.survey.survey.facts.input] + own {
        check(input, tree, plan, file, &findings)
      }
    }
  }

  /// An input that is not the committed one is named with the first megabyte that differs.
  private func check(
    _ input: InputDigest, _ tree: JSON5Value, _ plan: Plan, _ file: String,
    _ findings: inout Findings
  ) {
    let digest = tree["inputs"]?[input.role]?.string
    if digest == input.digest.hex { return }
    let known = inputs.first { $0["digest"]?.string == digest }
    let pieces = known?["pieces"]?.elements?.compactMap(\.string) ?? []
    let change = input.digest.firstChange(from: pieces, known?["bytes"]?.integer ?? 0)
    findings.error(
      "committed-input-changed", file: Paths.shortened(input.file.path),
      arguments: [plan.id] + change + [
        known?["rows"]?.integer.map { "\($0)" } ?? "0", "\(input.rows)",
      ])
    if let digest { findings.noteSavedOtherwise(at: input.file.path, digest) }
  }

  /// Reports the first difference under each key of a committed plan, or under one key alone.
  private func report(
    _ tree: JSON5Value, _ expected: JSON, under key: String?, _ plan: Plan, _ file: String,
    _ findings: inout Findings
  ) {
    let whole: JSON = key.map { .object([($0, expected)]) } ?? expected
    guard let other = try? parseJSON5(whole.text(indent: false)) else { return }
    let found = differences(tree, other, file: file).filter {
      key == nil || $0.place.hasPrefix("\(key ?? "").") || $0.place == key
    }
    for difference in found {
      findings.add(
        Finding(
          severity: .error, code: "commitment-differs", file: file, line: difference.line,
          arguments: [
            plan.id, difference.place, difference.found ?? "", difference.expected ?? "",
          ]))
    }
  }
}

extension Findings {
  /// A commitment that cannot be read.
  ///
  /// - Parameter bytes: of the file, which may be one of another kind.
  public mutating func add(_ error: Commitment.Problem, file: String, bytes: [UInt8]) {
    if addKind(of: bytes, wanted: .commitment, file: file) { return }
    switch error {
    case .syntax where !beginsObject(bytes): report("not-a-commitment", file: file)
    case .syntax(let error): add(Finding(error, file: file))
    case .notACommitment: report("not-a-commitment", file: file)
    case .otherForm(let form): report("other-record-form", file: file, arguments: [form])
    case .otherProtocol(let name): report("other-protocol", file: file, arguments: [name])
    case .missing(let key): report("record-key-missing", file: file, arguments: [key])
    }
  }
}
