// The target registry as CSV: words put to the facts of GeneratedTargets.swift.
//
// Two forms: full (17 columns, as a bureau exports them) and bench (10 columns, about 190 bytes a
// row, 6 % of the cells quoted) for measuring. Names are a mark (字号), a trade and a legal form;
// addresses are real streets with invented numbers.

extension Generation {
  /// Writes rows of the target registry.
  struct TargetRows: GeneratedRows {
    let rowCount: Int
    let header: String
    /// No row is longer, in bytes; the longest of a million has 413.
    let rowSizeMax = 1024

    private let form: GeneratedRegistry.TargetForm
    private let targets: Targets
    private let visits: Visits
    private let words: TargetWords
    private let key: UInt64

    init(rows: Int, seed: [UInt8], form: GeneratedRegistry.TargetForm) {
      rowCount = rows
      self.form = form
      let stations: StationScale = rows < GeneratedRegistry.cityTargets ? .fifth : .all
      targets = Targets(seed: seed, stations: stations)
      visits = Visits(seed: seed, targets: targets)
      words = TargetWords()
      key = Mixer.key(seed: seed, purpose: "target words")
      header =
        switch form {
        case .full:
          "统一社会信用代码,企业名称,主体类别,所属区,管辖单位,片区,行业代码,登记状态,信用风险等级,监管标签,住所,"
            + "成立日期,上次抽查日期,本年度已检查次数,数据截止日期,经营范围,投诉举报数"
        case .bench:
          "统一社会信用代码,企业名称,所属区,登记状态,信用风险等级,住所,管辖单位,行业代码,成立日期,投诉举报数"
        }
    }

    func write(_ rows: Range<Int>, into out: inout OutputSpan<UInt8>) {
      switch form {
      case .full: writeFull(rows, into: &out)
      case .bench: for row in rows { writeBench(targets.target(row: row), into: &out) }
      }
    }

    private func writeBench(_ target: Target, into out: inout OutputSpan<UInt8>) {
      var mixer = Mixer(key: key, number: target.row)
      out.write(targets.code(target))
      out.comma()
      writeName(target, quoted: mixer.chance(1, in: 50), &mixer, into: &out)
      out.comma()
      out.write(words.districtCodes, target.district)
      out.comma()
      out.write(words.statuses, target.status)
      out.comma()
      out.write(words.grades, target.grade)
      out.comma()
      writeAddress(target, severalRooms: mixer.chance(58, in: 100), &mixer, into: &out)
      out.comma()
      out.write(words.stations, words.firstPlace[target.district] + target.place)
      out.comma()
      out.write(words.tradeCodes, target.trade)
      out.comma()
      out.write(words.days, target.founded)
      out.comma()
      out.write(number: target.complaints)
      out.append(0x0A)
    }

    private func writeFull(_ rows: Range<Int>, into out: inout OutputSpan<UInt8>) {
      var block = -1
      var blockVisits: [Visit] = []
      for row in rows {
        if block != row / Visits.blockSize {
          block = row / Visits.blockSize
          blockVisits = visits.visits(block: block)
        }
        writeFull(targets.target(row: row), blockVisits, into: &out)
      }
    }

    private func writeFull(
      _ target: Target, _ visits: [Visit], into out: inout OutputSpan<UInt8>
    ) {
      var mixer = Mixer(key: key, number: target.row)
      out.write(targets.fileCode(target))
      out.comma()
      writeName(target, quoted: mixer.chance(1, in: 500), &mixer, into: &out)
      out.comma()
      out.write(words.forms, Int(target.form.rawValue) - 0x31)
      out.comma()
      out.write(words.districtCodes, target.district)
      out.comma()
      out.write(words.stations, words.firstPlace[target.district] + target.place)
      out.comma()
      out.write(words.grids, mixer.below(words.grids.count))
      out.comma()
      out.write(words.tradeCodes, target.trade)
      out.comma()
      out.write(words.statuses, target.status)
      out.comma()
      out.write(words.grades, target.grade)
      out.comma()
      out.write(words.tags, words.tagIndex(trade: target.trade, bits: mixer.next()))
      out.comma()
      writeAddress(target, severalRooms: mixer.chance(4, in: 100), &mixer, into: &out)
      out.comma()
      out.write(words.days, target.founded)
      out.comma()
      writeVisits(of: target.row, visits, into: &out)
      out.comma()
      out.write(words.asOfDays, target.district % words.asOfDays.count)
      out.comma()
      out.write(words.scopes, target.trade * TargetWords.scopeVariants + mixer.below(4))
      out.comma()
      out.write(number: target.complaints)
      out.append(0x0A)
    }

    /// The last day drawn for inspection and the number of inspections this year.
    private func writeVisits(
      of row: Int, _ visits: [Visit], into out: inout OutputSpan<UInt8>
    ) {
      var last = -1
      var count = 0
      for visit in visits where visit.row == row {
        if visit.kind == Visits.drawn { last = max(last, visit.day) }
        if Visits.isCounted(visit.kind) && visit.day >= Visits.thisYear { count += 1 }
      }
      if last >= 0 { out.write(words.days, last) }
      out.comma()
      out.write(number: count)
    }

    /// A name: of an enterprise, a shop (with district, often with its street) or a cooperative.
    private func writeName(
      _ target: Target, quoted: Bool, _ mixer: inout Mixer, into out: inout OutputSpan<UInt8>
    ) {
      if quoted { out.append(0x22) }
      switch target.form {
      case .enterprise:
        writeEnterpriseName(target, mark: quoted, &mixer, into: &out)
      case .individual:
        let style = mixer.below(100)
        out.write(words.districtPrefixes, style < 75 ? target.district : words.cityPrefix)
        if style < 30 {
          out.write(words.places, words.firstPlace[target.district] + target.place)
        }
        writeMark(quoted: quoted, &mixer, into: &out)
        out.write(words.shops, words.shopIndex(trade: target.trade, &mixer))
        if style >= 92 { out.write("（个体工商户）") }
      case .cooperative:
        out.write(words.districtPrefixes, words.cityPrefix)
        writeMark(quoted: quoted, &mixer, into: &out)
        out.write(words.businesses, words.businessIndex(trade: target.trade, &mixer))
        out.write("专业合作社")
      }
      if quoted { out.append(0x22) }
    }

    private func writeEnterpriseName(
      _ target: Target, mark quoted: Bool, _ mixer: inout Mixer, into out: inout OutputSpan<UInt8>
    ) {
      let style = mixer.pick(words.enterpriseStyles)
      if style != TargetWords.markFirst { out.write(words.districtPrefixes, words.cityPrefix) }
      writeMark(quoted: quoted, &mixer, into: &out)
      if style == TargetWords.markFirst { out.write("（北京）") }
      out.write(words.businesses, words.businessIndex(trade: target.trade, &mixer))
      out.write(words.enterpriseEndings, style)
      if style == TargetWords.branch {
        out.write(words.places, words.firstPlace[target.district] + target.place)
        out.write("分公司")
      }
    }

    private func writeMark(
      quoted: Bool, _ mixer: inout Mixer, into out: inout OutputSpan<UInt8>
    ) {
      if quoted { out.write("\"\"") }
      out.write(words.marks, mixer.below(words.marks.count))
      if quoted { out.write("\"\"") }
    }

    /// Street and number, then a building, a floor or rooms; several rooms have a comma in between.
    private func writeAddress(
      _ target: Target, severalRooms: Bool, _ mixer: inout Mixer,
      into out: inout OutputSpan<UInt8>
    ) {
      if severalRooms { out.append(0x22) }
      out.write(words.streets, words.streetIndex(target, &mixer))
      out.write(number: 1 + mixer.below(198))
      out.write("号")
      let style = mixer.below(100)
      if style < 74 {
        out.write("院")
        out.write(number: 1 + mixer.below(24))
        out.write("号楼")
        if style < 30 {
          out.write(number: 1 + mixer.below(6))
          out.write("单元")
        }
      }
      let floorMax = target.form == .individual ? 1 : words.floorsMax[target.trade]
      let floor = 1 + mixer.below(floorMax)
      if severalRooms || style < 84 {
        out.write(number: floor)
        out.write("层")
        let room = floor * 100 + 1 + mixer.below(28)
        out.write(number: room)
        if severalRooms {
          out.comma()
          out.write(number: room + 1)
        }
        out.write("室")
        if style < 6 && target.form == .enterprise { out.write("（集群注册）") }
      } else if target.form == .individual {
        out.write("底商")
        out.write(number: 1 + mixer.below(16))
        out.write("号")
      }
      if severalRooms { out.append(0x22) }
    }
  }
}
