// Past inspections: who was visited between October 2025 and September 2026, and why.
//
// Stands beside the targets and agrees with them: the target registry's last day and count of
// this year are taken from these visits. Targets come in blocks of 100 with 15 visits each, so
// that the visits of one target are found in its block, and N rows of history belong to the
// first N ÷ 15 × 100 targets of the same seed (3 000 to 20 000). The file is in order of days.
// Two officers of the district went to each, so that rules about repeated visits have their say.

extension Generation {
  /// One past inspection of a target.
  struct Visit {
    /// Row of the target in its registry.
    let row: Int
    let day: Int
    /// Index into `Visits.kinds`.
    let kind: Int
  }

  /// The past inspections of one seed, made on demand, block by block.
  struct Visits: Sendable {
    static let blockSize = 100
    static let visitsPerBlock = 15
    static let kinds = ["双随机抽查", "日常检查", "专项检查", "投诉举报", "转办交办", "复查", "依申请"]
    /// The kind that was drawn by lot and carries a plan number.
    static let drawn = 0
    /// 2026-01-01.
    static let thisYear = Days.number(2026, 1, 1)

    let targets: Targets
    private let key: UInt64
    private let kindChances = Chances([46, 14, 8, 20, 5, 5, 2])
    private let workingDays: [Int]
    private let countOfLastYear: Int

    init(seed: [UInt8], targets: Targets) {
      self.targets = targets
      key = Mixer.key(seed: seed, purpose: "visits")
      workingDays = (Visits.first...Visits.last).filter(CalendarRows.isWorking(day:))
      countOfLastYear = workingDays.count { $0 < Visits.thisYear }
    }

    private static let first = Days.number(2025, 10, 9)
    private static let last = Days.number(2026, 9, 24)

    /// Whether a kind counts against the yearly cap: what the bureau began by itself does.
    static func isCounted(_ kind: Int) -> Bool { kind <= 2 }

    /// The visits to the targets of one block, in no order of days.
    func visits(block: Int) -> [Visit] {
      var visits: [Visit] = []
      visits.reserveCapacity(Visits.visitsPerBlock)
      for slot in 0..<Visits.visitsPerBlock {
        var mixer = Mixer(key: key, number: block * Visits.visitsPerBlock + slot)
        if slot == Visits.visitsPerBlock - 1 && mixer.chance(1, in: 3) {
          visits.append(secondVisit(after: visits[slot - 1], &mixer))
        } else {
          let day = workingDays[mixer.below(workingDays.count)]
          let row = foundedRow(block: block, &mixer)
          visits.append(Visit(row: row, day: day, kind: mixer.pick(kindChances)))
        }
      }
      return visits
    }

    /// A target that was founded before the first day of this history.
    private func foundedRow(block: Int, _ mixer: inout Mixer) -> Int {
      for _ in 0..<64 {
        let row = block * Visits.blockSize + mixer.below(Visits.blockSize)
        if targets.target(row: row).founded < Visits.first { return row }
      }
      preconditionFailure("among 64 targets one is older than a year")
    }

    /// Another counted visit of this year to the same target: some stand at the yearly cap.
    private func secondVisit(after visit: Visit, _ mixer: inout Mixer) -> Visit {
      let span = workingDays.count - countOfLastYear
      let day = workingDays[countOfLastYear + mixer.below(span)]
      return Visit(row: visit.row, day: day, kind: mixer.below(2))
    }
  }

  /// Writes the history of inspections.
  struct HistoryRows: GeneratedRows {
    let rowCount: Int
    let header = "统一社会信用代码,检查日期,检查机关,计划编号,检查类型,人员编号"
    let rowSizeMax = 256
    private let targets: Targets
    private let visits: [Visit]
    private let days = Days().words
    private let authorities = Words(districts.map(\.authority))
    private let districtCodes = Words(districts.map(\.code))
    private let kinds = Words(Visits.kinds)
    /// BJ-2025Q4- to BJ-2026Q3-, with the first day after each quarter.
    private let quarters = Words(["BJ-2025Q4-", "BJ-2026Q1-", "BJ-2026Q2-", "BJ-2026Q3-"])
    /// Officers of each district.
    private let officers: [[String]]
    private let officerKey: UInt64
    private let quarterEnds = [(2026, 1), (2026, 4), (2026, 7), (2026, 10)].map {
      Days.number($0.0, $0.1, 1)
    }

    init(rows: Int, seed: [UInt8]) {
      rowCount = rows
      targets = Targets(seed: seed, stations: .all)
      let made = Visits(seed: seed, targets: targets)
      let blocks = (rows + Visits.visitsPerBlock - 1) / Visits.visitsPerBlock
      let all = (0..<blocks).flatMap(made.visits(block:)).prefix(rows)
      visits = HistoryRows.byDay(all)
      officers = HistoryRows.officers(seed)
      officerKey = Mixer.key(seed: seed, purpose: "officers of visits")
    }

    /// The officers of the sample's inspectors, by district. Larger registries of the seed have
    /// officers of the same numbers.
    private static func officers(_ seed: [UInt8]) -> [[String]] {
      let count = 400
      let (rows, numbers) = (
        InspectorRows(rows: count, seed: seed), Inspectors(count: count, seed: seed)
      )
      return districts.indices.map { district in
        numbers.rows(ofDistrict: district).filter { rows.inspector($0).role == .officer }
          .map(numbers.identifier)
      }
    }

    /// Two officers of the district, as a cell.
    private func team(_ visit: Visit, district: Int) -> String {
      var mixer = Mixer(key: officerKey, number: visit.row << 16 | visit.day)
      let names = officers[district]
      let first = mixer.below(names.count)
      let second = (first + 1 + mixer.below(names.count - 1)) % names.count
      return "\(names[first]);\(names[second])"
    }

    /// By day, then in the order made: a counting sort, hence stable.
    private static func byDay(_ visits: ArraySlice<Visit>) -> [Visit] {
      let first = visits.map(\.day).min() ?? 0
      let last = visits.map(\.day).max() ?? 0
      var days = [[Visit]](repeating: [], count: last - first + 1)
      for visit in visits { days[visit.day - first].append(visit) }
      return Array(days.joined())
    }

    func write(_ rows: Range<Int>, into out: inout OutputSpan<UInt8>) {
      for index in rows {
        let visit = visits[index]
        let target = targets.target(row: visit.row)
        out.write(targets.fileCode(target))
        out.comma()
        out.write(days, visit.day)
        out.comma()
        out.write(authorities, target.district)
        out.comma()
        if visit.kind == Visits.drawn {
          out.write(quarters, quarterEnds.count { $0 <= visit.day })
          out.write(districtCodes, target.district)
        }
        out.comma()
        out.write(kinds, visit.kind)
        out.comma()
        out.write(team(visit, district: target.district))
        out.append(0x0A)
      }
    }
  }
}
