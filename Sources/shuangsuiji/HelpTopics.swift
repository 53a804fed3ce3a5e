// `help TOPIC`: what holds for all commands. What can be read off a table or a type is read off it.

import DoubleRandom
import Tables

/// A topic of `help`.
struct HelpTopic: Sendable {
  let name: String
  let title: Words
  let body: @Sendable (Language) -> String

  /// Title and body, each line ended.
  func text(_ language: Language) -> String { "\(title(language))\n\n\(body(language))\n" }
}

let helpTopics: [HelpTopic] = [
  HelpTopic(
    name: "exit-codes", title: Words("Exit codes", "退出状态"), body: { exitCodes($0) }),
  HelpTopic(
    name: "formats", title: Words("Files that are written", "输出文件的格式"),
    body: { formats($0) }),
  HelpTopic(
    name: "json", title: Words("Answers for programs: --json", "供程序读取的输出：--json"),
    body: jsonAnswers),
  HelpTopic(
    name: "encodings", title: Words("Encodings and forms of registries", "名录库的字符编码和形式"),
    body: encodings),
  HelpTopic(
    name: "protocol", title: Words("Draw protocol \(Version.draw)", "抽取规程 \(Version.draw)"),
    body: { drawProtocol($0) }),
  HelpTopic(
    name: "plan-file", title: Words("The plan file", "计划文件"), body: planFileGuide),
]

private let exitCodes = Words(
  """
  0  done, or verified
  1  the answer is no: a draw with visits that have no whole team, a record that differs, a plan
     with errors in `check`, an edited ledger, an id that no registry has, …; COMMAND --help says
     when
  2  could not answer: wrong usage, an input that is missing, unreadable or wrong, a result that
     cannot be written; nothing was changed then. Where standard output alone fails, the files
     stand, and the message says so

  A run that is stopped by a signal dies of it: a shell shows 130 (Ctrl-C), 143 or 129. Nothing is
  left half written. A closed pipe changes no status.
  """,
  """
  0  完成，或复核一致
  1  结果为否：有检查未能匹配到完整检查组，记录复核不符，check 发现计划有错误，台账被改动，
     两库中没有该编号等；各命令的 --help 分别说明
  2  无法得出结果：用法有误，输入文件缺失、读不了或有错误，结果无法写入；此时未作任何改动。
     只有标准输出写不进时，已写出的文件有效，提示中会说明

  被信号终止时，进程即因该信号结束，shell 显示 130（Ctrl-C）、143 或 129，不留下不完整的结果。
  管道关闭不影响退出状态。
  """)

private let formats = Words(
  """
  draw writes DIR/<plan id>/ and, over all plans, files beside it:

  plan.csv        one row a visit: target, items, team, day, deadline of publication
  draw.csv        one row a drawn target and task: selected and alternates, ticket, probability
  workload.csv    one row an officer
  notice.csv      one row a task, for the public: no target, no name
  rejects.csv     rows of the registry set aside, where the plan allows a number of them
  notice.html, report.html    the same for people, one file each, no network
  record.json     the draw record, written last: a folder that has it is complete
  summary.csv     one row a plan; index.html the same as a page
  ledger.jsonl    one line an event, each with the hash of the line before

  Until disclose has made a draw public, none of these but notice.csv, notice.html and ledger.jsonl
  may be: from the seed, or its hash in record.json, report.html and, where the seed was given by
  --seed, summary.csv, anybody can compute the lists.

  --csv people (default): Chinese headers, UTF-8 with byte order mark, CRLF; cells that a
  spreadsheet would run as a formula begin with an apostrophe, long digits with a tab (drop one;
  of a registry, the plan's clean: ["trim"] does).
  --csv plain: the same cells as they are, without mark, LF.

  The bytes depend on plans, registries and seed alone: not on clock, machine, threads, row order.

  FILE, and RECORD of verify, explain, report and sql, may be -, for standard input:
  duckdb -csv < draw.sql | shuangsuiji verify RECORD --against -. Of files whose names begin with a
  dash, write ./-name, or put -- before the operands.
  """,
  """
  draw 写出 文件夹/计划编号/，以及其旁的汇总文件：

  plan.csv        检查名单：每次检查一行，含对象、事项、检查组、日期、公示截止日期
  draw.csv        抽取结果：每项任务每户一行，含正选和备选、票号、入选概率
  workload.csv    人员工作量：每人一行
  notice.csv      公示稿：每项任务一行，不含对象和人员
  rejects.csv     被剔除的名录库记录（计划允许剔除时才有）
  notice.html、report.html    供人阅读的网页，各为单个文件，不联网
  record.json     抽取记录，最后写入：有记录的文件夹必是完整的
  summary.csv     全批汇总，每份计划一行；index.html 为其网页
  ledger.jsonl    台账，每个事项一行，载有前一行的摘要

  用 disclose 公开之前，只有 notice.csv、notice.html 和 ledger.jsonl 可以对外：凭种子或种子摘要
  可以算出名单，record.json、report.html 以及用 --seed 抽取时的 summary.csv 都载有种子摘要。

  --csv people（默认）：中文表头，UTF-8 带字节顺序标记，CRLF 换行；电子表格会当作公式的单元格
  前加一个撇号，长数字前加一个制表符（使用时去掉一个；作为名录库，由计划中的
  clean: ["trim"] 去掉）。
  --csv plain：单元格原样，无标记，LF 换行。

  输出的每个字节只取决于计划、名录库和种子，与时间、机器、线程数、行的顺序无关。

  文件以及 verify、explain、report、sql 的记录可写作 -，表示标准输入，例如
  duckdb -csv < draw.sql | shuangsuiji verify 记录 --against -。
  文件名以短横开头的，写作 ./-文件名，或在参数前加 --。
  """)

private func encodings(_ language: Language) -> String {
  let comma = language == .zh ? "、" : ", "
  let names = values(of: "encoding").joined(separator: comma)
  let delimiters = values(of: "delimiter").joined(separator: comma)
  return Words(
    """
    A registry is a table of records with a header. Its encoding is found out and said: by the byte
    order mark, else by its first line, else by its beginning. UTF-16 needs its mark or a
    declaration. A plan can declare, beside `file`:

    encoding       \(names)
    delimiter      \(delimiters)
    leadingLines, trailingLines    lines above the header and below the last record
    rowPerLine     no cell holds a line break, so that a wrong quote spoils its own line alone
    columns        columns that are called otherwise

    Columns are found by the plan's name for them, by their Chinese header, by their English alias.
    GB18030 is read by the WHATWG table; codes that systems read differently are warned of in ids.
    Nothing is mended silently: what is wrong is reported with file, line and column, and only what
    the plan declares (clean, setAside) is cleaned or set aside, and counted. A sum (合计, 小计) or a
    remark among the targets is an error until it is declared: trailingLines, or setAside. Dates are
    2026-10-12; 2026/1/5, 2026.1.5, 20260105 and times behind are read where the file says
    clean: ["dates"]. clean: ["trim"] leaves out blanks around cells; among the targets around ids
    alone, where a blank in another column (status, district) is warned of and counts. Several
    qualifications, recusals or spans of leave of an officer stand in one cell, divided by ; alone:
    请假起 2026-10-12;2026-11-02 with 请假止 2026-10-16;2026-11-03.
    """,
    """
    名录库是带表头的表格。字符编码自动识别并注明：先看字节顺序标记，再看首行，再看文件开头。
    UTF-16 须带标记，或在计划中声明。计划可在 file 旁声明：

    encoding       \(names)
    delimiter      \(delimiters)
    leadingLines、trailingLines    表头之前、最后一条记录之后的行数
    rowPerLine     单元格内没有换行，引号有误只影响所在的一行
    columns        列名不同时的对应关系

    各列依次按计划中的对应、默认中文表头、英文别名查找。GB18030 按 WHATWG 的码表读取；各系统读法
    不一的码位出现在代码中时给出警告。绝不自行改正：问题一律指出文件、行、列；只有计划声明了的
    （clean、setAside）才整理或剔除，并予计数。检查对象中的合计行、小计行和说明行，未用 trailingLines
    或 setAside 声明的，一律报错。日期应为 2026-10-12 的形式；该文件注明 clean: ["dates"] 的，也读取
    2026/1/5、2026.1.5、2026年1月5日、20260105，以及后面带时间的写法。clean: ["trim"] 忽略单元格首尾的空白；
    在检查对象名录库中只用于编号，登记状态、所属区等列的首尾空白照原样比较，并给出警告。一名人员有多项资质、
    多个回避单位或多段请假的，写在同一格内，只用分号“;”分隔，如请假起 2026-10-12;2026-11-02，请假止
    2026-10-16;2026-11-03。
    """)(language)
}

/// The words that a key of a target file takes.
private func values(of key: String) -> [String] {
  let key = PlanShape.named("targets file").keys.first { $0.name == key }
  guard case .words(let words)? = key?.value else { return [] }
  return words
}

private let drawProtocol = Words(
  """
  S = SHA-256 of the seed's bytes, in hex; K = SHA-256 of "ssj1|S|targets";
  a target's ticket = SHA-256 of "K|id". In each stratum the n smallest tickets are selected, the
  next ones are the alternates. With nothing but a shell:

    S=$(printf '%s' "$seed" | sha256sum | cut -c1-64)
    K=$(printf 'ssj1|%s|targets' "$S" | sha256sum | cut -c1-64)
    printf '%s|%s' "$K" "$id" | sha256sum

  Sizes, weights, visiting order, days and teams follow from the same seed by rules of a few pages:
  ARCHITECTURE.md, "Draw protocol ssj1". `explain` prints these lines for one id, `sql` the whole
  draw for another engine, `verify` repeats it.
  """,
  """
  S 为种子各字节的 SHA-256（十六进制）；K 为 "ssj1|S|targets" 的 SHA-256；
  某户的票号为 "K|统一社会信用代码" 的 SHA-256。每层票号最小的 n 户为正选，其后为备选。
  只用 shell 就能算：

    S=$(printf '%s' "$seed" | sha256sum | cut -c1-64)
    K=$(printf 'ssj1|%s|targets' "$S" | sha256sum | cut -c1-64)
    printf '%s|%s' "$K" "$id" | sha256sum

  数量、权重、检查次序、日期和检查组都由同一个种子按几页规则确定，见 ARCHITECTURE.md 的
  “Draw protocol ssj1”。explain 给出某户的这几行命令，sql 把整次抽取写成别的数据库的脚本，
  verify 重新抽取并比对。
  """)
