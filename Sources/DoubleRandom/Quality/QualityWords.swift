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
    case .rejected: isChinese ? "剔除" : "set aside"
    case .district: isChinese ? "外区" : "district"
    case .scope: isChinese ? "范围外" : "scope"
    case .status: isChinese ? "状态" : "status"
    case .frequencyCap: isChinese ? "频次上限" : "cap"
    case .minimumInterval: isChinese ? "间隔不足" : "interval"
    case .recentDraw: isChinese ? "近期已抽" : "recent draw"
    case .listed: isChinese ? "名单排除" : "listed"
    case .merged: isChinese ? "合并" : "merged"
    }
  }
}

extension StaffOutlook {
  /// Whether the officers can make what is needed, in number; nil where nothing limits them.
  public func verdict(_ language: Language) -> String? {
    guard let sufficiency else { return nil }
    let word = sufficiency.word(language)
    guard let lack = lackingTeam else { return word }
    let isChinese = language == .zh
    if !lack.isPossible {
      return isChinese
        ? "组不成检查组（每组 \(lack.size) 人，同一天能派的最多 \(lack.together) 人）"
        : "no team can be formed (it takes \(lack.size), and at most \(lack.together) may go on "
          + "the same day)"
    }
    guard let most = lack.mostPlaces, most != capacity else { return word }
    return isChinese ? "\(word)（编成检查组后最多 \(most) 人次）" : "\(word) (as teams at most \(most))"
  }
}

extension Sufficiency {
  init(_ places: ClosedRange<Int>, _ capacity: Int) {
    self =
      places.upperBound <= capacity
      ? .enough : places.lowerBound <= capacity ? .perhaps : .short
  }

  func word(_ language: Language) -> String {
    let isChinese = language == .zh
    return switch self {
    case .enough: isChinese ? "总数够用" : "enough in number"
    case .perhaps: isChinese ? "总数可能不够" : "may be too few"
    case .short: isChinese ? "总数不够" : "too few"
    }
  }
}

/// What is wrong with rows of one finding, as a heading over their number.
func rowFault(_ code: String, _ language: Language) -> String {
  guard let words = rowFaults[code] else { return code }
  return language == .zh ? words.zh : words.en
}

/// Every finding that a row can have on its own.
let rowFaults: [String: Message.Text] = [
  "ragged-record": .init("wrong number of cells", "列数与表头不符"),
  "blank-line": .init("blank line", "空行"),
  "malformed-quote": .init("quote inside a bare cell", "未加引号的单元格中有引号"),
  "text-after-quote": .init("text behind a closing quote", "右引号之后有多余文字"),
  "unterminated-quote": .init("quote never closed", "引号未闭合"),
  "bare-carriage-return": .init("bare carriage return", "单独的回车符"),
  "nul-byte": .init("NUL byte", "含空字节（NUL）"),
  "invalid-utf8": .init("not UTF-8", "不是有效的 UTF-8"),
  "invalid-character": .init("invalid character", "编码有误的字符"),
  "field-too-long": .init("cell too long", "单元格过长"),
  "empty-id": .init("no id", "没有统一社会信用代码"),
  "blank-in-id": .init("blank, invisible or full-width character in the id", "代码中有空白、不可见或全角字符"),
  "disputed-character": .init("id with a character disputed in GB18030", "代码中有 GB18030 编码有争议的字符"),
  "spreadsheet-damaged-code": .init("code damaged by a spreadsheet", "代码被电子表格软件破坏"),
  "invalid-code": .init("code fails its checks (GB 32100, GB 11714)", "代码校验不符（GB 32100、GB 11714）"),
  "not-a-target": .init("a sum or a remark, no target", "合计或说明，不是检查对象"),
  "unknown-grade": .init("unknown risk grade", "未知的信用风险等级"),
  "unknown-district": .init("unknown district", "未知的所属区"),
  "unknown-cell-value": .init("unknown value", "未知的取值"),
  "bad-weight": .init("no usable weight", "权重无法使用"),
]

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
