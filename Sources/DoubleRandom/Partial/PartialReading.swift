// Partial draws read back. A file that is not exactly what was written is refused with its place;
// what is believed is the part's counts, and that nobody below a limit was kept back.

import Sampling
import Tables

/// Why files are no partial draw.
private struct Broken: Error {
  var file: String
  var place: String
}

/// A file beside partial.json that cannot be read.
private struct Unreadable: Error {
  var file: String
  var error: TableError
}

/// Reads a partial draw.
///
/// - Parameters:
///   - path: of its partial.json; the other files stand beside it.
///   - plans: whose parts were drawn: stages and strata follow from them.
/// - Returns: nil with a finding.
public func readPartial(
  at path: String, of plans: [Plan], seed: Seed, findings: inout Findings
) -> PartialDraw? {
  do {
    let bytes = try readWholeFile(at: path)
    let tree = beginsObject(bytes) ? try parseJSON5(bytes) : nil
    guard let tree, tree["format"]?.string == Version.partial,
      tree["protocol"]?.string == Version.draw
    else {
      findings.report("not-a-partial", file: path)
      return nil
    }
    return try PartialReader(tree, path, plans, seed).partial()
  } catch let error as JSON5Error {
    findings.add(Finding(error, file: path))
  } catch let error as TableError {
    findings.add(error, file: path)
  } catch let error as Unreadable {
    findings.add(error.error, file: error.file)
  } catch {
    let broken = error as? Broken
    findings.report(
      "partial-broken", file: broken?.file ?? path, arguments: [broken?.place ?? ""])
  }
  return nil
}

private struct PartialReader {
  let tree: JSON5Value
  let path: String
  let plans: [Plan]
  let seed: Seed

  init(_ tree: JSON5Value, _ path: String, _ plans: [Plan], _ seed: Seed) {
    (self.tree, self.path, self.plans, self.seed) = (tree, path, plans, seed)
  }

  func partial() throws -> PartialDraw {
    let seedHash = try text(tree, "seed")
    let references = try list(tree, "plans").map(reference)
    var survey = try registry()
    var draw = PartialDraw(
      part: try text(tree, "part"),
      survey: PartSurvey(name: try text(tree, "part"), survey: survey, stages: []),
      seedHash: seedHash, plans: references, path: path)
    // Whose it is decides before what it holds: the merge says so.
    let own = plans.map { plan in plan.sources.map(\.digest.hex) }
    guard seedHash == seed.hash.hex, references.map(\.digests) == own else { return draw }
    try checkInput(draw.part, survey.facts.rows)
    let tasks = plans.flatMap(\.tasks)
    let stages = stageNames(of: tasks)
    draw.survey.stages = stages
    survey.prefixes = try prefixes(stages)
    try readCandidates(into: &survey)
    let places = tasks.map { stages.firstIndex(of: $0.stage.name) ?? 0 }
    if let place = survey.contradiction(stages: places) { throw broken(place) }
    draw.survey.survey = survey
    return draw
  }

  // MARK: Facts

  private func registry() throws -> RegistrySurvey {
    let rows = try number(tree, "rows")
    let counts = try (tree["findings"]?.members ?? []).map {
      ($0.key, try count($0.value, "findings"))
    }
    let input = try inputDigest(rows)
    let facts = RegistryFacts(
      rows: rows, setAside: 0, byDistrictAndGrade: try places(tree, "byDistrictAndGrade"),
      input: input, counts: counts.map { (code: $0.0, count: $0.1) }, rejects: [])
    let coverage = try list(tree, "coverage").map {
      PlanCoverage(
        excluded: try numbers($0, "excluded"),
        byDistrictAndGrade: try places($0, "inFrameByDistrictAndGrade"))
    }
    let frames = try list(tree, "frames").map { plan in
      try (plan.elements ?? []).map { try frame($0, rows) }
    }
    let survey = RegistrySurvey(facts: facts, plans: coverage, frames: frames)
    let isOfShape =
      coverage.count == plans.count && frames.map(\.count) == plans.map(\.tasks.count)
    if !isOfShape, plans.count == (tree["plans"]?.elements?.count ?? 0) { throw broken("frames") }
    return survey
  }

  private func inputDigest(_ rows: Int) throws -> InputDigest {
    guard let node = tree["input"] else { throw broken("input") }
    let pieces = try list(node, "pieces").map {
      guard let hash = $0.string.flatMap({ Hash(hex: $0) }) else { throw broken("input.pieces") }
      return PieceDigest(words: hash.words)
    }
    let digest = FileDigest(byteCount: try number(node, "bytes"), pieces: pieces)
    if digest.hex != node["digest"]?.string { throw broken("input.digest") }
    let name = try text(tree, "part")
    return InputDigest(
      role: TargetInput.role(ofPart: name), file: InputFile(name: name, path: path),
      digest: digest, rows: rows,
      encoding: node["encoding"]?.string.flatMap(TextEncoding.init(rawValue:)) ?? .utf8)
  }

  /// What is said of the part's file twice.
  private func checkInput(_ part: String, _ rows: Int) throws {
    let node = tree["input"] ?? tree
    let encoding = node["encoding"]?.string
    for (key, isRight) in [
      ("role", node["role"]?.string == TargetInput.role(ofPart: part)),
      ("name", node["name"]?.string == part), ("rows", node["rows"]?.integer == rows),
      ("encoding", encoding.map { TextEncoding(rawValue: $0) != nil } ?? true),
    ] where !isRight { throw broken("input.\(key)") }
  }

  private func frame(_ node: JSON5Value, _ rows: Int) throws -> Frame {
    let strata = try list(node, "strata").map { stratum in
      guard let weight = UInt64(try text(stratum, "weight")),
        let limit = UInt64(try text(stratum, "upTo"), radix: 16)
      else { throw broken("frames.strata") }
      return FrameStratum(
        values: try list(stratum, "values").map { $0.string ?? "" },
        population: try number(stratum, "N"), weight: weight, candidates: [],
        completeUpTo: limit)
    }
    return Frame(
      rows: rows, excluded: try numbers(node, "excluded"), strata: strata,
      byDistrictAndGrade: try places(node, "inFrameByDistrictAndGrade"))
  }

  private func reference(_ node: JSON5Value) throws -> PartialDraw.PlanReference {
    PartialDraw.PlanReference(
      id: try text(node, "id"), digests: try list(node, "files").map { $0.string ?? "" },
      history: node["history"]?.string)
  }

  // MARK: The other files

  private func beside(_ name: String) -> String {
    Paths.joining(Paths.folder(of: path), name)
  }

  private func prefixes(_ stages: [String]) throws -> [[UInt64]] {
    let file = beside(PartialFile.tickets)
    let bytes: [UInt8]
    do throws(TableError) {
      bytes = try readWholeFile(at: file)
    } catch {
      throw Unreadable(file: file, error: error)
    }
    if FileDigest(of: bytes).hex != tree.text(at: ["files", PartialFile.tickets]) {
      throw Broken(file: file, place: "files.\(PartialFile.tickets)")
    }
    var next = 0
    let counts = try list(tree, "stages").map { try number($0, "tickets") }
    guard counts.count == stages.count, counts.allSatisfy({ $0 >= 0 && $0 <= bytes.count }),
      counts.reduce(0, +) * 8 == bytes.count
    else { throw broken("stages") }
    return try counts.map { count in
      let words = (0..<count).map { index in
        bytes[(next + 8 * index)..<(next + 8 * index + 8)].reduce(UInt64(0)) {
          $0 << 8 | UInt64($1)
        }
      }
      next += 8 * count
      // The file is the one that is named: what is wrong is where one stage ends.
      guard zip(words, words.dropFirst()).allSatisfy({ $0 < $1 }) else { throw broken("stages") }
      return words
    }
  }

  private func readCandidates(into survey: inout RegistrySurvey) throws {
    let file = beside(PartialFile.candidates)
    let places = Dictionary(
      survey.facts.byDistrictAndGrade.enumerated().map { (PlaceKey($1), $0) },
      uniquingKeysWith: { first, _ in first })
    let scan: (sinks: [CandidateReader], report: ScanReport)
    do throws(TableError) {
      scan = try scanTable(at: file) { (header) throws(TableError) in
        CandidateReader(places, isWhole: header.names == PartialFile.columns)
      }
    } catch {
      throw Unreadable(file: file, error: error)
    }
    guard scan.report.digest.hex == tree.text(at: ["files", PartialFile.candidates]),
      scan.report.findings.isEmpty, let sink = scan.sinks.first, sink.isWhole
    else { throw Broken(file: file, place: "files.\(PartialFile.candidates)") }
    // From here on the file is the one that is named: what contradicts it stands in partial.json.
    if sink.hasUnknownPlace { throw broken("byDistrictAndGrade") }
    let stages = stageNames(of: plans.flatMap(\.tasks))
    for row in sink.rows {
      guard survey.frames.indices.contains(row.plan),
        survey.frames[row.plan].indices.contains(row.task),
        survey.frames[row.plan][row.task].strata.indices.contains(row.stratum)
      else { throw broken("frames") }
      let target = sink.arena.target(row.text, place: row.text.place)
      let stage = plans[row.plan].tasks[row.task].stage
      let ticket = seed.key(stage).ticket(Array(target.id))
      guard let own = stages.firstIndex(of: stage.name),
        survey.prefixes[own].hasSorted(ticket.w0)
      else { throw Broken(file: beside(PartialFile.tickets), place: target.idText) }
      survey.frames[row.plan][row.task].strata[row.stratum].candidates.append(
        Candidate(ticket: ticket, weight: row.weight, target: target))
    }
    try check(survey)
  }

  /// As many as were counted, all of them where no limit is, and none behind it.
  private func check(_ survey: RegistrySurvey) throws {
    let frames = try list(tree, "frames").map { $0.elements ?? [] }
    for (plan, own) in zip(frames, survey.frames) {
      for (node, frame) in zip(plan, own) {
        for (counted, stratum) in zip(try list(node, "strata"), frame.strata) {
          let isRight =
            stratum.candidates.count == counted["candidates"]?.integer
            && stratum.candidates.count <= stratum.population
            && stratum.candidates.allSatisfy { $0.ticket.w0 <= stratum.completeUpTo }
            && (stratum.completeUpTo < .max || stratum.candidates.count == stratum.population)
          if !isRight { throw broken("frames: \(stratum.label)") }
        }
      }
    }
  }

  // MARK: Values

  private func broken(_ place: String) -> Broken { Broken(file: path, place: place) }

  private func text(_ node: JSON5Value, _ key: String) throws -> String {
    guard let text = node[key]?.string else { throw broken(key) }
    return text
  }

  private func number(_ node: JSON5Value, _ key: String) throws -> Int {
    try count(node[key], key)
  }

  /// Rows, of a country a hundred times ours at most: such counts add up without overflow.
  private func count(_ value: JSON5Value?, _ key: String) throws -> Int {
    guard let count = value?.integer, (0..<1 << 40).contains(count) else { throw broken(key) }
    return count
  }

  private func list(_ node: JSON5Value, _ key: String) throws -> [JSON5Value] {
    guard let list = node[key]?.elements else { throw broken(key) }
    return list
  }

  private func numbers(_ node: JSON5Value, _ key: String) throws -> [Int] {
    let numbers = try list(node, key).map { try count($0, key) }
    guard numbers.count == ExclusionReason.allCases.count else { throw broken(key) }
    return numbers
  }

  private func places(_ node: JSON5Value, _ key: String) throws -> [DistrictGradeCount] {
    try list(node, key).map {
      guard let cells = $0.elements, cells.count == 3, let district = cells[0].string,
        let grade = cells[1].string
      else { throw broken(key) }
      return DistrictGradeCount(
        district: district, grade: grade, count: try count(cells[2], key))
    }
  }
}

/// Keeps the rows of candidates.csv.
private final class CandidateReader: RecordSink {
  struct Row {
    var plan, task, stratum: Int
    var weight: UInt32
    var text: Arena.Index
  }

  var isWhole: Bool
  /// Whether a district and grade are not among those that were counted.
  var hasUnknownPlace = false
  var rows: [Row] = []
  var arena = Arena()
  private let places: [PlaceKey: Int]
  private static let texts = KeptColumns(id: 4, name: 5, unit: 6, address: 7)

  init(_ places: [PlaceKey: Int], isWhole: Bool) {
    (self.places, self.isWhole) = (places, isWhole)
  }

  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    guard isWhole else { return }
    for record in 0..<batch.records {
      let cells = RecordFields(base: record * (batch.columns + 1))
      func cell(_ column: Int) -> [UInt8] {
        let range = cells.range(column, fields)
        return decodeField(bytes, from: range.lowerBound, to: range.upperBound)
      }
      let numbers = (0..<4).map { decimalInteger(cell($0)) }
      guard let plan = numbers[0], let task = numbers[1], let stratum = numbers[2],
        let weight = numbers[3].flatMap({ UInt32(exactly: $0) }), weight > 0
      else {
        isWhole = false
        return
      }
      guard let place = places[PlaceKey(district: cell(8), grade: cell(9))] else {
        hasUnknownPlace = true
        continue
      }
      let text = arena.append(
        bytes, fields, cells, CandidateReader.texts, place: place, cleanedID: nil)
      rows.append(Row(plan: plan, task: task, stratum: stratum, weight: weight, text: text))
    }
  }
}

extension [UInt64] {
  /// Whether a number is among these, which ascend.
  fileprivate func hasSorted(_ number: UInt64) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == number
  }
}
