// Files of ours that are given in place of others: what a file is, by its first bytes, and which
// command reads it. Names tell nothing; people rename files.

import Tables

/// A kind of file that this program writes or reads; the words for it are `file-…` and `use-…`.
enum OwnFile: String, CaseIterable {
  case record, commitment, partial, plan, ledger, transcript, answer, summary, form
  /// Tables beside a record.
  case visits, draw, workload, notice

  fileprivate var isBesideRecord: Bool { [.visits, .draw, .workload, .notice].contains(self) }

  /// The kind of a file; nil where it is none of these.
  init?(_ bytes: [UInt8]) {
    if bytes.starts(with: SeedTranscript.form.utf8) {
      self = .transcript
    } else if let tree = try? parseJSON5(bytes) {
      guard let kind = OwnFile(tree) else { return nil }
      self = kind
    } else {
      let line = bytes.prefix { $0 != 0x0A }
      guard let kind = OwnFile(ledgerLine: Array(line)) ?? OwnFile(header: line) else {
        return nil
      }
      self = kind
    }
  }

  private init?(_ tree: JSON5Value) {
    guard let format = tree["format"]?.string else {
      // A ledger of one line is one object; plans have at least one of these keys.
      if tree["previous"] != nil, tree["kind"] != nil {
        self = .ledger
      } else if ["extends", "tasks", "inputs"].contains(where: { tree[$0] != nil }) {
        self = .plan
      } else {
        return nil
      }
      return
    }
    let parts = format.prefix { $0 != "/" }.split(separator: "-").map(String.init)
    guard parts.count == 2, parts[0] == "shuangsuiji" else { return nil }
    self = OwnFile(rawValue: parts[1]) ?? .answer
  }

  private init?(ledgerLine line: [UInt8]) {
    guard let tree = try? parseJSON5(line), let kind = OwnFile(tree), kind == .ledger else {
      return nil
    }
    self = kind
  }

  private init?(header line: ArraySlice<UInt8>) {
    let text = String(decoding: line, as: UTF8.self)
    let known: [(first: String, kind: OwnFile)] = [
      ("计划编号,任务编号,检查序号,", .visits), ("任务编号,抽取层,抽取序号,", .draw),
      ("人员编号,姓名,联合部门,", .workload), ("抽查计划编号,抽查计划名称,", .notice),
      ("计划编号,计划名称,检查机关,", .summary), ("计划编号,检查序号,统一社会信用代码,", .form),
    ]
    let header = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    guard let match = known.first(where: { header.hasPrefix($0.first) }) else { return nil }
    self = match.kind
  }
}

extension Findings {
  /// Says what a file is that was given for another.
  ///
  /// - Returns: false where that is not known.
  mutating func addKind(of bytes: [UInt8], wanted: OwnFile, file: String) -> Bool {
    guard let kind = OwnFile(bytes) else {
      let isUTF16 = TextEncoding.isUTF16(bytes)
      if isUTF16 { report("utf16-file", file: file) }
      return isUTF16
    }
    if kind == wanted { return false }
    report(
      "other-file", file: file,
      arguments: [
        "file-\(kind)", "file-\(wanted)", kind.isBesideRecord ? "use-table" : "use-\(kind)",
      ])
    return true
  }
}

extension MessageTable {
  /// What files of ours are called, and what is done with them.
  static let fileWords: [String: Message.Text] = [
    "file-record": .init("a draw record", "抽取记录"),
    "file-commitment": .init("a commitment", "抽取承诺"),
    "file-partial": .init("the partial draw of a part", "分部抽取结果"),
    "file-plan": .init("a plan", "抽查计划"),
    "file-ledger": .init("a ledger", "台账"),
    "file-transcript": .init("a seed's transcript", "种子文件"),
    "file-answer": .init("an answer of --json", "--json 的输出"),
    "file-visits": .init("a list of visits (plan.csv)", "检查名单（plan.csv）"),
    "file-draw": .init("a list of who was drawn (draw.csv)", "抽取结果（draw.csv）"),
    "file-workload": .init("a list of officers' work (workload.csv)", "人员工作量（workload.csv）"),
    "file-notice": .init("a notice for the public", "公示表"),
    "file-summary": .init("the summary of a folder (summary.csv)", "全批汇总表（summary.csv）"),
    "file-form": .init("a form of results", "检查结果登记表"),
    "use-record": .init(
      "verify, explain, report, replace, results and disclose read it",
      "verify、explain、report、replace、results、disclose 读取抽取记录"),
    "use-commitment": .init(
      "seed and draw read it with --commitment, void by its name; the record of its draw is "
        + "record.json in the plan's folder",
      "seed 和 draw 用 --commitment 读取承诺，void 直接读取；抽取记录是计划文件夹中的 record.json"),
    "use-partial": .init(
      "merge reads its folder with --partials and writes the record",
      "merge 用 --partials 读取其所在文件夹，合并后写出抽取记录"),
    "use-plan": .init(
      "check, draw and commit read it; a draw writes the record, record.json",
      "check、draw、commit 读取计划；抽取后写出抽取记录 record.json"),
    "use-ledger": .init(
      "'shuangsuiji ledger check' reads it; records stand in the folders beside it",
      "台账用 shuangsuiji ledger check 核对；抽取记录在其旁的各计划文件夹中"),
    "use-transcript": .init(
      "draw and verify read it with --seed-file; the record is record.json in the plan's folder",
      "draw 和 verify 用 --seed-file 读取种子文件；抽取记录是计划文件夹中的 record.json"),
    "use-answer": .init(
      "other programs read it; name the record.json that a draw wrote",
      "供其他程序读取；请给出抽取时写出的 record.json"),
    "use-table": .init(
      "people work from it; name the record.json that a draw wrote beside it, or their folder",
      "请给出同一文件夹中的 record.json，或该文件夹"),
    "use-summary": .init(
      "people look at it; name a folder beside it, or the record.json in that",
      "请给出同一位置的计划文件夹，或其中的 record.json"),
    "use-form": .init(
      "'shuangsuiji results RECORD' reads it behind the record, which is the draw's record.json",
      "登记表用“shuangsuiji results 记录 登记表”读取；记录是抽取时写出的 record.json"),
  ]
}
