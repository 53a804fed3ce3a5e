// Recusals (回避): which officer must not inspect which enterprise, and why.
//
// Stands on inspectors and targets of the same seed: each row names another officer and a target
// of the officer's own district among the first 20 000 targets, where it can matter.

extension Generation {
  struct RecusalRows: GeneratedRows {
    let rowCount: Int
    let header = "人员编号,统一社会信用代码,原因"
    let rowSizeMax = 128
    private let inspectors: Inspectors
    private let targets: Targets
    private let key: UInt64
    private let reasons = Words([
      "近亲属在该企业任职", "配偶持有该企业股份", "三年内曾在该企业任职", "与企业负责人有近亲属关系", "父母系该企业经营者",
      "与该企业存在房屋租赁关系", "近亲属系该企业会计", "与企业负责人有师生关系，本人申请回避",
    ])

    /// `inspectors` is the size of the inspector registry that the rows refer to.
    init(rows: Int, seed: [UInt8], inspectors count: Int) {
      precondition(count > 0, "officers to recuse")
      rowCount = rows
      inspectors = Inspectors(count: count, seed: seed)
      targets = Targets(seed: seed, stations: .all)
      key = Mixer.key(seed: seed, purpose: "recusals")
    }

    func write(_ range: Range<Int>, into out: inout OutputSpan<UInt8>) {
      for index in range {
        var mixer = Mixer(key: key, number: index)
        let inspector = inspector(index)
        out.write(inspectors.identifier(inspector))
        out.comma()
        let target = targets.target(
          row: targets.row(inDistrict: inspectors.district(inspector), &mixer))
        out.write(targets.fileCode(target))
        out.comma()
        out.write(reasons, mixer.below(reasons.count))
        out.append(0x0A)
      }
    }

    /// Officers spread over the whole registry, each once before any twice: a stride of about
    /// 0.618 of the count, made coprime to it.
    private func inspector(_ index: Int) -> Int {
      var stride = max(1, inspectors.count * 618 / 1000)
      while greatestCommonDivisor(stride, inspectors.count) > 1 { stride += 1 }
      return index % inspectors.count * stride % inspectors.count
    }

    private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
      b == 0 ? a : greatestCommonDivisor(b, a % b)
    }
  }
}

extension Generation.Targets {
  /// A row of the given district among the first 20 000.
  func row(inDistrict district: Int, _ mixer: inout Generation.Mixer) -> Int {
    var row = mixer.below(20_000)
    while self.district(row: row) != district { row = (row + 1) % 20_000 }
    return row
  }
}
