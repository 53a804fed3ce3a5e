// The words of data quality, in both languages, for terminal and page alike.

extension ColumnQuality.Form {
  public func word(_ language: Language) -> String {
    let isChinese = language == .zh
    return switch self {
    case .empty: isChinese ? "空" : "empty"
    case .date: isChinese ? "日期" : "date"
    case .number: isChinese ? "数字" : "number"
    case .code: isChinese ? "信用代码" : "credit code"
    case .text: isChinese ? "文本" : "text"
    }
  }
}

extension CodeRule {
  /// What is said of codes that break it; follows a count.
  public func sentence(_ language: Language) -> String {
    let isChinese = language == .zh
    return switch self {
    case .length: isChinese ? "不是 18 位" : "not of 18 characters"
    case .lowerCase: isChinese ? "含小写字母" : "with a lower-case letter"
    case .character: isChinese ? "含代码不用的字符" : "with a character that no code has"
    case .region: isChinese ? "区划码中含字母" : "with a letter in the region code"
    case .checkCharacter:
      isChinese
        ? "校验码不符（第 18 位，GB 32100）" : "fail the check character (position 18, GB 32100)"
    case .innerCheckDigit:
      isChinese
        ? "组织机构代码校验码不符（第 17 位，GB 11714）"
        : "fail the organisation code's check digit (position 17, GB 11714)"
    }
  }
}

extension CellFlaw {
  /// What is said of cells that have it; follows a count.
  public func sentence(_ language: Language) -> String {
    let isChinese = language == .zh
    return switch self {
    case .outerBlank: isChinese ? "首尾有空白" : "with a blank at the beginning or end"
    case .fullWidth: isChinese ? "含全角字母或数字" : "with full-width letters or digits"
    case .control: isChinese ? "含控制字符或换行" : "with a control character or line break"
    case .invisible: isChinese ? "含不可见字符" : "with an invisible character"
    case .replacement:
      isChinese ? "有字符丢失（U+FFFD、锟斤拷）" : "with lost characters (U+FFFD, 锟斤拷)"
    case .privateUse: isChinese ? "含自造字" : "with a private character"
    case .disputed:
      isChinese ? "含 GB18030 编码有争议的字符" : "with a character disputed in GB18030"
    case .placeholder: isChinese ? "用占位字样代替空白" : "that stand for nothing"
    case .spreadsheet: isChinese ? "被电子表格软件破坏" : "damaged by a spreadsheet"
    case .notDate: isChinese ? "不是日期" : "that are no dates"
    case .notNumber: isChinese ? "不是数字" : "that are no numbers"
    }
  }
}

extension ExclusionReason {
  /// A heading over counts of rows that left for it.
  public func heading(_ language: Language) -> String {
    let isChinese = language == .zh
    return switch self {
    case .rejected: isChinese ? "搁置" : "set aside"
    case .district: isChinese ? "外区" : "district"
    case .scope: isChinese ? "范围外" : "scope"
    case .status: isChinese ? "状态" : "status"
    case .frequencyCap: isChinese ? "频次上限" : "cap"
    case .minimumInterval: isChinese ? "间隔不足" : "interval"
    case .recentDraw: isChinese ? "近期已抽" : "recent draw"
    case .listed: isChinese ? "列明排除" : "listed"
    case .merged: isChinese ? "合并" : "merged"
    }
  }
}

extension StaffOutlook {
  /// Whether the officers can make what is needed.
  public func verdict(_ language: Language) -> String? {
    guard let capacity else { return nil }
    let isChinese = language == .zh
    if places.upperBound <= capacity { return isChinese ? "够用" : "enough" }
    if places.lowerBound <= capacity { return isChinese ? "可能不够" : "may be too few" }
    return isChinese ? "不够" : "too few"
  }
}

/// Of cells: with one decimal; 100% only of all, 0.0% only of none.
public func filledShare(_ part: Int, of whole: Int) -> String {
  if part == whole { return whole == 0 ? "—" : "100%" }
  let thousandths = min(999, max(part == 0 ? 0 : 1, part * 1000 / whole))
  return "\(thousandths / 10).\(thousandths % 10)%"
}

/// One number, or from the least to the most.
public func spanText(_ span: ClosedRange<Int>) -> String {
  span.lowerBound == span.upperBound
    ? "\(span.upperBound)" : "\(span.lowerBound)–\(span.upperBound)"
}

/// One day, or from the first to the last.
public func daysText(_ days: ClosedRange<Day>) -> String {
  days.lowerBound == days.upperBound
    ? days.lowerBound.text : "\(days.lowerBound.text) – \(days.upperBound.text)"
}
