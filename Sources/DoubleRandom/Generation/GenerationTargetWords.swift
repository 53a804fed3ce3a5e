// The word lists that targets are written with, joined and indexed once before the first row.
//
// Stands under GeneratedTargetRows.swift. Marks (字号) are pairs of auspicious characters and a few
// modern words; none is taken from a person, and pairs known as brands are left out.

extension Generation {
  struct TargetWords {
    static let scopeVariants = 4
    static let markFirst = 2
    static let branch = 3

    let statuses = Words(Targets.statuses)
    let grades = Words(Targets.grades)
    let forms = Words(["企业", "个体工商户", "农民专业合作社"])
    let grids = Words((1...12).map { "第\($0)网格" })
    let days = Days().words
    /// When each district's data were cut off.
    let asOfDays = Words(["2026-09-30", "2026-09-28", "2026-09-30"])
    let marks = Words(TargetWords.allMarks)
    /// 有限公司, 有限责任公司, mark first, branch, partnership, by shares, sole.
    let enterpriseStyles = Chances([60, 10, 13, 4, 5, 3, 5])
    let enterpriseEndings = Words([
      "有限公司", "有限责任公司", "有限公司", "有限公司", "中心（有限合伙）", "股份有限公司", "中心",
    ])

    let districtCodes = Words(districts.map(\.code))
    /// 北京市朝阳区 for each district, then 北京.
    let districtPrefixes = Words(districts.map(\.addressPrefix) + ["北京"])
    let cityPrefix = districts.count
    let firstPlace: [Int]
    let places = Words(districts.flatMap { $0.places.map(\.name) })
    let stations = Words(districts.flatMap { $0.places.map(\.station) })
    /// All streets an address can begin with, by place.
    let streets: Words
    private let streetRanges: [Range<Int>]

    /// The highest floor each trade is found on: factories and petrol stations are on the ground.
    let floorsMax = Trade.all.map { trade in
      if ["A", "C", "D", "F526", "G", "O81"].contains(where: trade.code.hasPrefix) { return 2 }
      return ["F52", "H", "O", "P", "Q", "R"].contains(where: trade.code.hasPrefix) ? 5 : 18
    }
    let tradeCodes = Words(Trade.all.map(\.code))
    let businesses = Words(Trade.all.flatMap(\.businesses))
    let shops = Words(Trade.all.flatMap(\.shops))
    private let businessRanges = TargetWords.ranges(Trade.all.map(\.businesses.count))
    private let shopRanges = TargetWords.ranges(Trade.all.map(\.shops.count))
    /// For each trade its tags with every subset of the occasional ones.
    let tags: Words
    private let tagRanges: [Range<Int>]
    /// Four wordings of each trade's business scope.
    let scopes = Words(Trade.all.flatMap { trade in (0..<4).map(trade.scope(variant:)) })

    init() {
      firstPlace = TargetWords.ranges(districts.map(\.places.count)).map(\.lowerBound)
      let streetLists = districts.flatMap { district in
        district.places.map(district.streets(of:))
      }
      streets = Words(streetLists.joined())
      streetRanges = TargetWords.ranges(streetLists.map(\.count))
      let tagLists = Trade.all.map(\.tagVariants)
      tags = Words(tagLists.joined())
      tagRanges = TargetWords.ranges(tagLists.map(\.count))
    }

    func businessIndex(trade: Int, _ mixer: inout Mixer) -> Int {
      index(in: businessRanges[trade], &mixer)
    }

    func shopIndex(trade: Int, _ mixer: inout Mixer) -> Int {
      index(in: shopRanges[trade], &mixer)
    }

    func streetIndex(_ target: Target, _ mixer: inout Mixer) -> Int {
      index(in: streetRanges[firstPlace[target.district] + target.place], &mixer)
    }

    /// Each occasional tag is there with one chance in four: both of two bits.
    func tagIndex(trade: Int, bits: UInt64) -> Int {
      let range = tagRanges[trade]
      let subset = Int(truncatingIfNeeded: bits & bits >> 32) & (range.count - 1)
      return range.lowerBound + subset
    }

    private func index(in range: Range<Int>, _ mixer: inout Mixer) -> Int {
      range.lowerBound + mixer.below(range.count)
    }

    /// Consecutive ranges of the given sizes.
    private static func ranges(_ counts: [Int]) -> [Range<Int>] {
      var start = 0
      return counts.map { count in
        defer { start += count }
        return start..<start + count
      }
    }

    private static var allMarks: [String] {
      let brands: Set<String> = [
        "华润", "华联", "华美", "海信", "海航", "天翔", "海润", "恒丰", "恒康", "盛兴", "华丰", "同康", "康佳",
        "康泰", "华泰", "华宝", "天宝", "安利", "恒安", "康宝", "丰泰", "和润", "金泰", "海昌", "海康", "博泰",
      ]
      let pairs = Array("鑫瑞恒盛嘉宏华泰隆兴德茂祥和顺康润丰诚佳联创智云星晨海天博凯永福益万").flatMap { first in
        Array("达源通祥和泰昌隆丰盛顺康宁安诚瑞华佳成业旺辉远航翔润泽恒捷利宝信").compactMap { second in
          first == second ? nil : "\(first)\(second)"
        }
      }
      let modern = [
        "云帆", "星野", "青禾", "拾光", "北岸", "知行", "朗月", "听松", "禾木", "半山", "初见", "归屿", "山海间", "方寸",
        "望京台", "燕山谷", "京城小院", "老胡同", "四季鲜", "一品香", "福满园", "顺兴斋", "合家欢", "好邻里",
        "小橘灯", "蓝鲸", "绿野", "白桦", "橡树湾", "启明", "元象", "数元", "微澜", "极光", "天工", "匠心", "乐活",
      ]
      return pairs.filter { !brands.contains($0) } + modern + modern + modern
    }
  }
}

extension Generation.District {
  /// The beginnings of addresses in one of the district's places: real roads of the district for
  /// streets, common names for towns.
  fileprivate func streets(of place: Generation.Place) -> [String] {
    if place.rank == "街道" { return roads.map { addressPrefix + $0 } }
    let common = ["中心街", "兴业路", "富民街", "育才路", "南环路", "东大街", "工业区西路", "迎宾路"]
    return common.map { addressPrefix + place.name + place.rank + $0 }
  }
}

extension Generation.Trade {
  /// Tags joined by ";": the constant ones with every subset of the occasional ones.
  fileprivate var tagVariants: [String] {
    (0..<1 << occasionalTags.count).map { subset in
      let extra = occasionalTags.indices.filter { subset >> $0 & 1 == 1 }
      return (tags + extra.map { occasionalTags[$0] }).joined(separator: ";")
    }
  }

  /// One of four wordings of the business scope: all of it, shorter ones, one with an addition.
  fileprivate func scope(variant: Int) -> String {
    var general = variant == 1 ? Array(general.prefix(1)) : general
    if variant == 2 && !general.isEmpty { general.append("技术咨询服务") }
    let licensed = variant == 3 ? Array(licensed.prefix(1)) : licensed
    let parts = [("一般项目", general), ("许可项目", licensed)]
    return parts.filter { !$0.1.isEmpty }
      .map { "\($0.0)：\($0.1.joined(separator: "；"))。" }
      .joined()
  }
}
