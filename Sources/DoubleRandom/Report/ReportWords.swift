// How the pages speak: Chinese first, English beside it, numbers and shares as people read them.

import Sampling

/// The language of a page: `say("抽样框", "frame")`.
struct Speech: Sendable {
  var language: Language

  func callAsFunction(_ chinese: String, _ english: String) -> String {
    language == .zh ? chinese : english
  }

  var code: String { self("zh-CN", "en") }

  /// Several texts as a list in a sentence.
  func list(_ texts: [String]) -> String { texts.joined(separator: self("、", ", ")) }

  /// Number of a section: 一、二、… or 1. 2. …
  func number(ofSection section: Int) -> String {
    let digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
    return self("\(section <= 10 ? digits[section - 1] : "\(section)")、", "\(section). ")
  }

  func day(_ day: Day) -> String {
    let (year, month, number) = day.parts
    return self("\(year)年\(month)月\(number)日", day.text)
  }

  func window(_ window: Window) -> String {
    self("\(day(window.from))至\(day(window.to))", "\(day(window.from)) to \(day(window.to))")
  }

  func reason(_ reason: ExclusionReason) -> String {
    switch reason {
    case .rejected: self("记录有误，按计划剔除", "faulty record, set aside")
    case .district: self("其他区", "another district's")
    case .scope: self("不在抽查范围", "out of scope")
    case .status: self("登记状态排除", "excluded by status")
    case .frequencyCap: self("达到年度频次上限", "yearly cap reached")
    case .minimumInterval: self("距上次检查间隔不足", "last visit too recent")
    case .recentDraw: self("近期已被抽中", "drawn recently")
    case .listed: self("名单排除", "excluded by list")
    case .merged: self("同一对象的其余记录", "further rows of a target")
    }
  }

  func role(_ role: String) -> String {
    switch role {
    case "targets": self("检查对象名录库", "target registry")
    case "inspectors": self("执法检查人员名录库", "inspector registry")
    case "items": self("随机抽查事项清单", "inspection items")
    case "history": self("检查历史", "inspection history")
    case "recusals": self("回避名单", "recusals")
    case "calendar": self("工作日历", "calendar")
    case _ where role.hasPrefix("departments."):
      self(
        "执法检查人员名录库（\(role.dropFirst(12))）",
        "inspector registry (\(role.dropFirst(12)))")
    default: role
    }
  }

  func shortage(_ rule: String) -> String {
    switch rule {
    case "no-eligible": self("无人符合条件", "nobody may go")
    case "period-limit": self("本期组次上限", "limit of the period")
    case "weekly-limit": self("每周组次上限", "weekly limit")
    case "daily-limit": self("每日组次上限", "daily limit")
    case "too-few-people": self("符合条件的人数不足", "too few people")
    default: rule
    }
  }

  /// Why an inspector is no officer.
  func ineligibility(_ reason: String) -> String {
    switch Ineligibility(rawValue: reason) {
    case .auxiliary: self("辅助人员", "auxiliary")
    case .expert: self("专家", "expert")
    case .inactive: self("不在岗", "not on duty")
    case .noCertificate: self("无执法证", "no certificate")
    case .certificateExpired: self("执法证过期", "certificate expired")
    case nil: reason
    }
  }
}

/// A part of a whole in hundredths of a percent, half rounded up; 0 of 0 is 0.
func hundredths(_ part: Int, of whole: Int) -> Int {
  whole == 0 ? 0 : Int((Int128(part) * 20_000 + Int128(whole)) / (2 * Int128(whole)))
}

/// `3.25%`; a dash where there is no whole.
func percent(_ part: Int, of whole: Int) -> String {
  if whole == 0 { return "–" }
  let value = hundredths(part, of: whole)
  let rest = value % 100
  return "\(value / 100).\(rest < 10 ? "0" : "")\(rest)%"
}

extension Fraction {
  /// As a plan would write it: `3%`, `2.5%`, or `1/3` where percent would be endless.
  var percentText: String {
    let hundred = Fraction(numerator: 100, denominator: 1)
    guard let product = scaled(by: hundred.numerator) else { return text }
    for places in 0...4 {
      let decimal = product.decimal(places: places)
      if Fraction(decimal) == product { return decimal + "%" }
    }
    return text
  }

  private func scaled(by factor: UInt64) -> Fraction? {
    let (product, overflow) = numerator.multipliedReportingOverflow(by: factor)
    return overflow ? nil : Fraction(numerator: product, denominator: denominator)
  }
}
