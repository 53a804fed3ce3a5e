// The inspector registry: officers, auxiliaries and experts of each district.
//
// Stands beside the targets; stations are named alike (工作单位 = 管辖单位). Every district gets its
// share of the N rows, in order of districts. Within a district three officers in ten sit in the
// bureau's sections, the others in its stations; qualifications go round in turn, so that even a
// small district has several officers for each. Names are surnames with solar terms and landscapes:
// natural, and nobody's.

extension Generation {
  /// Where an officer stands: district and place in it.
  struct Inspectors: Sendable {
    let count: Int
    private let seed: [UInt8]
    /// First row of each district, and the end.
    private let firstRows: [Int]

    init(count: Int, seed: [UInt8]) {
      self.count = count
      self.seed = seed
      var share = 0
      let total = districts.reduce(0) { $0 + $1.inspectorShare }
      firstRows =
        [0]
        + districts.map { district in
          share += district.inspectorShare
          return count * share / total
        }
    }

    func district(_ row: Int) -> Int { firstRows.dropFirst().count { $0 <= row } }

    /// The rows of a district.
    func rows(ofDistrict district: Int) -> Range<Int> {
      firstRows[district]..<firstRows[district + 1]
    }

    /// Six digits of the district and a number in it: 110105017.
    func identifier(_ row: Int) -> String {
      let district = district(row)
      let number = "\(row - firstRows[district] + 1)"
      return districts[district].code + String(repeating: "0", count: max(0, 3 - number.utf8.count))
        + number
    }
  }

  /// Writes the inspector registry.
  struct InspectorRows: GeneratedRows {
    let rowCount: Int
    let header =
      "人员编号,姓名,工作单位,所属区,单位层级,岗位资质资格,执法事项范围,执法证号,执法证有效期至,是否专家,是否辅助人员,"
      + "岗位状态,请假起,请假止,本年度已参与抽查次数,回避单位,回避原因"
    let rowSizeMax = 512
    private let inspectors: Inspectors
    private let targets: Targets
    private let stations: StationScale
    private let key: UInt64
    private let days = Days().words

    init(rows: Int, seed: [UInt8]) {
      rowCount = rows
      inspectors = Inspectors(count: rows, seed: seed)
      stations = rows < GeneratedRegistry.cityInspectors ? .fifth : .all
      targets = Targets(seed: seed, stations: stations)
      key = Mixer.key(seed: seed, purpose: "inspectors")
    }

    func write(_ range: Range<Int>, into out: inout OutputSpan<UInt8>) {
      for row in range { write(row, into: &out) }
    }

    private func write(_ row: Int, into out: inout OutputSpan<UInt8>) {
      var mixer = Mixer(key: key, number: row)
      let inspector = inspector(row)
      let district = districts[inspector.district]
      let cells = [
        inspectors.identifier(row), name(&mixer), inspector.workplace, district.code,
        inspector.level, inspector.qualifications.joined(separator: ";"),
        inspector.role == .officer ? "市场监管" : "", certificate(inspector),
        text(day: certificateEnd(inspector, &mixer)), inspector.role == .expert ? "是" : "否",
        inspector.role == .auxiliary ? "是" : "否", row % 67 == 30 ? "借调" : "在岗",
      ]
      out.write(cells.joined(separator: ","))
      out.comma()
      let leave = leave(row, &mixer)
      out.write(text(day: leave?.lowerBound))
      out.comma()
      out.write(text(day: leave?.upperBound))
      out.comma()
      out.write(number: inspector.role == .officer ? 3 + mixer.below(16) : mixer.below(4))
      out.comma()
      writeRecusal(inspector, row, &mixer, into: &out)
      out.append(0x0A)
    }

    private func name(_ mixer: inout Mixer) -> String {
      mixer.pick(InspectorRows.surnames) + mixer.pick(InspectorRows.givenNames)
    }

    /// Two digits of the province, the district and a number; auxiliaries and experts have none.
    private func certificate(_ inspector: Inspector) -> String {
      guard inspector.role == .officer else { return "" }
      let number = "\(100_000 + inspector.number * 7 + 1)"
      return "01" + districts[inspector.district].code.suffix(3) + number
    }

    /// Certificates run for years; one in 41 has expired, one in 53 expires within the quarter.
    private func certificateEnd(_ inspector: Inspector, _ mixer: inout Mixer) -> Int? {
      guard inspector.role == .officer else { return nil }
      if inspector.row % 41 == 17 { return Days.number(2026, 3, 1) + mixer.below(200) }
      if inspector.row % 53 == 20 { return Days.number(2026, 11, 2) + mixer.below(30) }
      return Days.number(2027, 3, 31) + mixer.below(1600)
    }

    /// One in nine is away for three to fifteen days within the fourth quarter of 2026.
    private func leave(_ row: Int, _ mixer: inout Mixer) -> ClosedRange<Int>? {
      guard row % 9 == 4 else { return nil }
      let from = Days.number(2026, 10, 12) + mixer.below(64)
      return from...from + 2 + mixer.below(13)
    }

    private func writeRecusal(
      _ inspector: Inspector, _ row: Int, _ mixer: inout Mixer, into out: inout OutputSpan<UInt8>
    ) {
      guard row % 47 == 11, inspector.role == .officer else { return out.comma() }
      let target = targets.target(
        row: targets.row(inDistrict: inspector.district, &mixer))
      out.write(targets.fileCode(target))
      out.comma()
      out.write("曾在该单位任职")
    }

    private func text(day: Int?) -> String {
      guard let day else { return "" }
      let range = Int(days.ends[day])..<Int(days.ends[day + 1])
      return String(decoding: days.bytes[range], as: UTF8.self)
    }
  }
}

extension Generation.InspectorRows {
  enum Role { case officer, auxiliary, expert }

  /// What a row of the registry says of somebody, apart from the name and dates.
  struct Inspector {
    let row: Int
    let district: Int
    /// 0-based number within the district.
    let number: Int
    let role: Role
    let workplace: String
    /// 区 for the bureau, 所 for a station.
    let level: String
    let qualifications: [String]
  }

  func inspector(_ row: Int) -> Inspector {
    let district = inspectors.district(row)
    let rows = inspectors.rows(ofDistrict: district)
    let number = row - rows.lowerBound
    let bureau = rows.count * 3 / 10
    let experts = rows.count < 8 ? 0 : rows.count < 30 ? 1 : 2
    if number < bureau { return bureauOfficer(row, district, number) }
    if number >= rows.count - experts { return expert(row, district, number) }
    return stationOfficer(row, district, number, inTurn: number - bureau)
  }

  /// An officer of a section of the district bureau, qualified for its field and one more.
  private func bureauOfficer(_ row: Int, _ district: Int, _ number: Int) -> Inspector {
    let section = Self.sections[(number + district) % Self.sections.count]
    let others = Self.specialities + ["认证检测"]
    let second = others[(number + district * 3) % others.count]
    let held = section.field == second ? [second, "食品"] : [section.field, second]
    return Inspector(
      row: row, district: district, number: number, role: .officer,
      workplace: "\(Generation.districts[district].name)市场监管局\(section.name)", level: "区",
      qualifications: held)
  }

  private func expert(_ row: Int, _ district: Int, _ number: Int) -> Inspector {
    let field = ["特种设备", "食品", "药械化"][row % 3]
    return Inspector(
      row: row, district: district, number: number, role: .expert,
      workplace: "\(Generation.districts[district].name)市场监管局技术专家库", level: "区",
      qualifications: [field])
  }

  /// Somebody of a station: one in five is an auxiliary, most others may inspect food, and the
  /// specialities go round in turn, two for each officer.
  private func stationOfficer(
    _ row: Int, _ district: Int, _ number: Int, inTurn turn: Int
  ) -> Inspector {
    let places = Generation.districts[district].places
    let place = places[turn % stations.count(of: places.count)]
    let auxiliaryTurn = (3 + turn / 5 * 2) % 5
    if turn % 5 == auxiliaryTurn {
      return Inspector(
        row: row, district: district, number: number, role: .auxiliary,
        workplace: place.station, level: "所", qualifications: [])
    }
    let officer = turn - turn / 5 - (turn % 5 > auxiliaryTurn ? 1 : 0)
    let first = officer * 5 + district
    let second = first + 1 + (2 + officer / 8) % 7
    return Inspector(
      row: row, district: district, number: number, role: .officer, workplace: place.station,
      level: "所",
      qualifications: (officer % 4 == 3 ? [] : ["食品"])
        + [Self.specialities[first % 8], Self.specialities[second % 8]])
  }

  static let specialities = ["特种设备", "药械化", "价格", "产品质量", "计量", "广告", "网络交易", "知识产权"]

  private static let sections: [(name: String, field: String)] = [
    ("特种设备安全监察科", "特种设备"), ("药品医疗器械化妆品监管科", "药械化"), ("食品生产安全监管科", "食品"), ("质量计量科", "计量"),
    ("认证与检验检测监管科", "认证检测"), ("广告与网络交易监管科", "广告"), ("价格监督检查科", "价格"), ("餐饮服务安全监管科", "食品"),
    ("知识产权科", "知识产权"), ("产品质量安全监管科", "产品质量"),
  ]

  static let surnames = [
    "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈", "韩", "杨", "朱", "秦", "尤",
    "许",
    "何", "吕", "施", "张", "孔", "曹", "严", "华", "金", "魏", "陶", "姜", "戚", "谢", "邹", "喻", "苏", "潘", "葛",
    "范",
    "彭", "鲁", "马", "方", "任", "袁", "柳", "唐", "薛", "雷", "贺", "倪", "汤", "罗", "郝", "安", "常", "傅", "齐",
    "康",
  ]

  static let givenNames = [
    "立春", "谷雨", "小满", "白露", "霜降", "立夏", "立秋", "知秋", "晴川", "远山", "长风", "望舒", "青禾", "星野", "云岫", "听泉",
    "松涛", "初阳", "江枫", "南乔", "若水", "怀瑾", "秋实", "春晓", "北辰", "朝阳", "晓岚", "雪原", "海棠", "明溪", "清岩", "竹青",
    "沐阳", "溪桥", "平川", "云舒", "石泉", "思源", "岭南", "新雨", "晚晴", "月白", "松年", "长河", "归舟", "梦泽", "雨田", "晨曦",
  ]
}
