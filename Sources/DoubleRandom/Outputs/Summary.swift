// The table over all plans of a folder: one row a plan, whose counts add up to the registry's rows.
// A plan that is drawn later, or drawn again, joins the rows that are there.

import Tables

/// Header of `summary.csv`.
private let summaryHeader = [
  "计划编号", "计划名称", "检查机关", "名录库记录数", "搁置", "其他区", "不在抽查范围", "状态排除",
  "频次上限", "间隔不足", "近期已抽", "名单排除", "合并行", "入框", "入框按等级", "任务数", "正选", "备选",
  "检查数", "检查组次", "未匹配组次", "邻区匹配组次", "直接委派组次",
  "执法人员数", "种子摘要", "记录摘要",
]

/// Renders the batch table; each campaign with the bytes of its record.
///
/// - Parameter showsSeed: whether the seed's hash stands in it. That of a seed file does not: every
///   ticket follows from it, and a table of counts is easily passed on.
public func summarySheet(
  _ campaigns: [(campaign: Campaign, record: [UInt8])], showsSeed: Bool, flavour: CSVFlavour
) -> [UInt8] {
  var sheet = CSVWriter(flavour: flavour, header: summaryHeader)
  for (campaign, record) in campaigns { sheet.row(summaryRow(campaign, record, showsSeed)) }
  return sheet.bytes
}

private func summaryRow(
  _ campaign: Campaign, _ record: [UInt8], _ showsSeed: Bool
) -> [Cell] {
  let coverage = campaign.coverage
  let staffing = campaign.staffing
  return [
    .text(campaign.plan.id), .text(campaign.plan.title), .text(campaign.plan.authority),
    .number(campaign.registry.rows),
  ] + ExclusionReason.allCases.map { .number(coverage.excluded[$0.rawValue]) } + [
    .number(coverage.inFrame), .text(gradeText(coverage.byDistrictAndGrade)),
    .number(campaign.draws.count), .number(campaign.draws.reduce(0) { $0 + $1.selectedCount }),
    .number(campaign.draws.reduce(0) { $0 + $1.alternateCount }),
    .number(campaign.visits.count), .number(staffing?.trips.count ?? 0),
    .number(staffing?.unstaffed.count ?? 0),
    .number(tripCount(campaign, byFallback: "neighbours")),
    .number(tripCount(campaign, byFallback: "direct")),
    .number(staffing?.loads.count(where: \.isOwnOfficer) ?? 0),
    .text(showsSeed ? campaign.seed.hash.hex : ""), .text(FileDigest(of: record).hex),
  ]
}

/// Trips whose team comes from the plan's fallbacks of one kind.
private func tripCount(_ campaign: Campaign, byFallback kind: String) -> Int {
  let fallbacks = campaign.plan.fallbacks
  return fallbacks.indices.filter { fallbacks[$0].kindName == kind }
    .reduce(0) { $0 + (campaign.staffing?.trips(by: $1) ?? 0) }
}

private func gradeText(_ counts: [DistrictGradeCount]) -> String {
  var sums: [String: Int] = [:]
  for count in counts { sums[count.grade, default: 0] += count.count }
  return joined(
    sums.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { "\($0.key.isEmpty ? "（空）" : $0.key) \($0.value)" })
}

/// The rows of a `summary.csv` as they stand, byte for byte.
public struct SummaryRows: Sendable {
  public struct Row: Sendable, Hashable {
    public var id: String
    /// Of the plan's record, in hexadecimal.
    public var digest: String
    /// With its line end.
    fileprivate var line: [UInt8]
  }

  public private(set) var rows: [Row]
  private let header: [UInt8]

  /// Nil for what is no summary of this version and form.
  public init?(_ bytes: [UInt8], flavour: CSVFlavour) {
    let header = summarySheet([], showsSeed: false, flavour: flavour)
    guard bytes.starts(with: header) else { return nil }
    self.header = header
    rows = []
    var rest = bytes[header.count...]
    while let end = rest.firstIndex(of: 0x0A) {
      let line = rest[...end]
      let cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      let digest = cells[cells.count - 1].prefix { $0 > 0x20 }
      let id = String(decoding: cells[0], as: UTF8.self)
      // Somebody's text: it must not lead elsewhere.
      guard digest.count == 64, isSafePlanID(id) else { return nil }
      rows.append(
        Row(
          id: id, digest: String(decoding: digest, as: UTF8.self), line: Array(line)))
      rest = rest[(end + 1)...]
    }
    guard rest.isEmpty, Set(rows.map(\.id)).count == rows.count else { return nil }
  }

  /// These rows, each in the place of the one of its plan, or behind all others.
  public mutating func take(_ others: SummaryRows) {
    let places = Dictionary(uniqueKeysWithValues: rows.indices.map { (rows[$0].id, $0) })
    for row in others.rows {
      if let index = places[row.id] { rows[index] = row } else { rows.append(row) }
    }
  }

  public mutating func remove(where isGone: (Row) -> Bool) { rows.removeAll(where: isGone) }

  public var bytes: [UInt8] { header + rows.flatMap(\.line) }
}
