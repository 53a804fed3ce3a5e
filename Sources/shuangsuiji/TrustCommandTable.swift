// The commands that make a draw trustworthy without trusting anybody: commit, seed, ledger, void,
// replace, disclose. Their place in a quarter is in the README.

import DoubleRandom

private let groundsOptions = [
  OptionSpec(
    "--by", "TEXT", "on whose order: an office or a document, no person; goes to the ledger",
    "依据：单位或文号，不写个人；载入台账"),
  OptionSpec(
    "--date", "DAY", "the day of it, such as 2026-10-16; goes to the ledger",
    "日期，如 2026-10-16；载入台账"),
]

/// A salt and a commitment in a folder of its own.
private func committing(_ folder: String) -> String {
  "head -c 32 /dev/urandom | sha256sum | head -c 64 > salt\n"
    + "shuangsuiji commit plans/110109-mentougou.json5 --salt-file salt \\\n"
    + "  --output \(folder)/commitment.json"
}

let trustCommands = [commitCommand, seedCommand, ledgerCommand, voidCommand] + actCommands

private let commitCommand = CommandSpec(
  name: "commit", operands: "PLAN…",
  required: "(--salt-file FILE | --partial PART) --output FILE",
  summary: Words(
    "freeze what will be drawn into a file to publish, before the seed exists",
    "作出抽取承诺：在种子产生之前固定将要抽取的内容，供公布"),
  details: Words(
    """
    Writes FILE: digests and row counts of every input, plans with all rules, how many are drawn
    of how many in each stratum, the public sources of the seed, the hash of the salt. Enters it
    in ledger.jsonl beside it; draw into the same folder. It shows no target and no officer.
    Where the parts of a registry stay where they are kept, each is counted there by commit
    --partial, and the folders that it writes are given to --partials.
    """,
    """
    写出承诺文件：各输入文件的摘要和行数、计划的全部规则、各层的总体数和抽取数、种子的公开来源、
    盐值的摘要；并登入同一文件夹的台账 ledger.jsonl，抽取结果也写到该文件夹。不含检查对象和人员。
    名录库各部分不出本地的，在各地用 commit --partial 统计，再用 --partials 给出所写的文件夹。
    """),
  answer: AnswerSpec(
    members: [
      (
        "draw, sequence, hash",
        Words(
          "the draw, its entry of the ledger, the hash to publish",
          "抽取、台账记录号、供公布的摘要")
      ),
      (
        "…",
        Words(
          "with --partial, instead: folder, part, rows, candidates",
          "用 --partial 时改为 folder、part、rows、candidates")
      ),
    ]),
  options: [
    OptionSpec(
      "--salt-file", "FILE", "the secret line that enters the seed; its hash is published",
      "盐值文件（保密的一行），参与形成种子；公布其摘要"),
    OptionSpec(
      "--output", "FILE", "the commitment to be written; of a part, the folder", "承诺文件；统计一个部分时为文件夹"
    ),
    OptionSpec(
      "--partial", "PART", "only count this part of the registry (inputs.targets.parts)",
      "只统计名录库的这一部分（inputs.targets.parts）"),
    OptionSpec(
      "--partials", "DIR…", isList: true, "folders that commit --partial wrote, one for each part",
      "commit --partial 写出的文件夹，每个部分一个"),
  ],
  examples: [committing("demo1")], run: runCommit)

private let seedCommand = CommandSpec(
  name: "seed", operands: "",
  required: "--commitment FILE --entropy TEXT… --salt-file FILE --output FILE",
  summary: Words(
    "make the seed of a committed draw from public outcomes and the salt",
    "由公开号码和盐值形成有承诺的抽取的种子"),
  details: Words(
    """
    Each TEXT is a line as the commitment declares it: the source's name (or its fallback's), a
    space, the outcome; in the declared order. Whatever differs is refused. FILE is the seed for
    draw --seed-file; its SHA-256 is S. Keep it secret until the draw is disclosed.
    """,
    """
    每项文本为承诺所声明的一行：来源名称（或备用来源名称）、一个空格、结果，按声明的顺序给出；
    不符的一律拒绝。写出的文件即 draw --seed-file 的种子，其 SHA-256 为 S；公开之前请保密。
    """),
  operandCount: 0...0,
  answer: AnswerSpec(
    members: [
      ("draw", Words("the draw", "抽取"))
    ]),
  options: [
    OptionSpec("--commitment", "FILE", "the published commitment", "已公布的承诺文件"),
    OptionSpec(
      "--entropy", "TEXT…", isList: true, "the public outcomes, one text for each source",
      "公开号码，每个来源一项"),
    OptionSpec("--salt-file", "FILE", "the salt of the commitment", "承诺所用的盐值文件"),
    OptionSpec("--output", "FILE", "the transcript to be written", "要写出的种子文件"),
  ],
  examples: [
    committing("demo2")
      + "\nshuangsuiji seed --commitment demo2/commitment.json --salt-file salt \\"
      + "\n  --entropy '双色球第2026115期开奖号码 03 07 11 18 22 30 09' \\"
      + "\n  '排列5第2026269期开奖号码 4 0 9 1 7' --output seed.txt"
  ],
  run: runSeed)

private let ledgerCommand = CommandSpec(
  name: "ledger", operands: "check FILE",
  summary: Words(
    "find edited, removed or reordered lines of a ledger, and draws withheld",
    "检查台账：找出被改动、删除或调换的记录，以及未公布的抽取"),
  details: Words(
    """
    Every line holds the hash of the line before. Also compares the records and commitments that
    stand beside the ledger. Only a published hash (--head) shows that the end was cut off or
    that all was written anew. Exit status 1 when something is not as it was written.
    """,
    """
    每行都载有前一行的摘要；同时核对台账旁的抽取记录和承诺文件。末尾被删去或全部重写，只有对照
    已公布的摘要（--head）才能发现。与写入时不一致时，退出状态为 1。
    """),
  operandCount: 2...2,
  answer: AnswerSpec(
    members: [
      ("entries, head", Words("lines by kind, and the hash of the last one", "各类记录的行数和末行摘要"))
    ]),
  options: [
    OptionSpec(
      "--head", "HASH…", isList: true, "published hashes of lines, as in later commitments",
      "已公布的某行摘要，例如后来的承诺中所载")
  ],
  examples: ["shuangsuiji ledger check out/ledger.jsonl"], run: runLedger)

private let voidCommand = CommandSpec(
  name: "void", operands: "FILE",
  required: "--reason TEXT",
  summary: Words(
    "declare a draw or a commitment void, with the reason, on the ledger",
    "作废一次抽取或一份承诺，理由载入台账"),
  details: Words(
    """
    FILE is the draw's record.json, or the folder in which it stands, or the commitment. Nothing
    is deleted; the notice of the next draw of this period and district counts a void draw
    (废弃方案数). A void commitment, of which nothing was drawn, is no draw and stands on the ledger
    alone.
    """,
    """
    文件为抽取记录 record.json（或其所在文件夹）或承诺文件。不删除任何内容；作废的抽取，由同一期、同一区下一次抽取的
    公示稿计入废弃方案数。作废的承诺并未抽取，不计入废弃方案数，只载于台账。
    """),
  operandCount: 1...1,
  answer: AnswerSpec(
    members: [
      ("line", Words("the ledger's line", "台账行号"))
    ]),
  options: [
    OptionSpec("--reason", "TEXT", "why; goes to the ledger", "理由，载入台账")
  ] + groundsOptions,
  examples: [
    "shuangsuiji draw plans/110109-mentougou.json5 --seed 'rehearsal of 2026Q4' --output trial\n"
      + "shuangsuiji void trial/BJ-2026Q4-110109/record.json --reason '演练，不作为正式抽取'"
  ], run: runVoid)

private let actCommands = [
  CommandSpec(
    name: "replace", operands: "RECORD ID",
    required: "--reason CODE",
    summary: Words(
      "call the next alternate for a target that cannot be inspected",
      "更换无法检查的对象，由下一名备选递补"),
    details: Words(
      """
      CODE is 注销 cancelled, 吊销 revoked, 迁出 moved, 无法联系 unreachable, or 未发现相关经营活动
      inactive. In each task of the target the next alternate of its stratum takes its place, on
      its day and with its team where that is lawful; with --date on or behind that day, on the
      next working day. Nobody can choose. Writes replacements.csv and a line of the ledger;
      plan.csv stays as it was drawn. Exit status 1 when no alternate or no team is left.
      """,
      """
      原因为 注销 cancelled、吊销 revoked、迁出 moved、无法联系 unreachable 或 未发现相关经营活动
      inactive。在该对象的每项任务中，由其所在层的下一名备选递补，依法可行时沿用原日期和原检查组；
      --date 不早于原日期时，改在其后第一个工作日。任何人不能挑选。写入 replacements.csv 和台账，
      plan.csv 保持抽取时的原样。备选用完或无法组成检查组时，退出状态为 1。
      """),
    operandCount: 2...2,
    answer: AnswerSpec(
      members: [
        (
          "places",
          Words(
            "a place each: task, stratum, alternates, number, target, day, team",
            "每个名额：任务、层、备选数、次序、递补对象、日期、检查组")
        ),
        (
          "discrepancies",
          Words("instead, where the draw is not what its record says", "抽取与记录不符时，改为列出不符之处")
        ),
      ]),
    options: [
      OptionSpec(
        "--reason", "CODE", "why it cannot be inspected", "无法检查的原因",
        choices: ReplacementReason.allCases.flatMap { [$0.rawValue, $0.alias] }, isClosed: false)
    ] + groundsOptions + [planOption, seedFileOption],
    examples: [
      "id=$(grep -m1 -o '9[0-9A-Z]\\{17\\}' out/BJ-2026Q4-110105/plan.csv)\n"
        + "shuangsuiji replace out/BJ-2026Q4-110105/record.json $id --reason 注销"
    ], run: runReplace),
  CommandSpec(
    name: "disclose", operands: "RECORD",
    required: "--date DAY",
    summary: Words(
      "make a draw's list, record and seed public, once the visits are over",
      "检查结束后公开抽取名单、记录和种子"),
    details: Words(
      """
      Writes the notice, draw.csv, record.json, seed.txt and replacements without officers into
      DIR/<plan id>/, their hashes into the ledger, and ledger and commitment beside them:
      verify --disclosed needs nothing else. A seed discloses all plans drawn from it: refused
      while one of them may still have visits. Until then only the notice (notice.csv,
      notice.html), the ledger and the commitment are for the public.
      """,
      """
      把公示（notice.csv、notice.html）、draw.csv、record.json、seed.txt 和不含人员的更换情况写入
      文件夹/计划编号/，将其摘要载入台账，并附台账和承诺文件，供 verify --disclosed 核对。公开种子
      等于公开由它抽取的全部计划，其中还有未检查的即予拒绝。在此之前，可以公开的只有公示、台账和
      承诺文件。
      """),
    operandCount: 1...1,
    answer: AnswerSpec(
      members: [
        ("folder, files", Words("where they are, and which", "文件夹和文件")),
        (
          "discrepancies",
          Words("instead, where the draw is not what its record says", "抽取与记录不符时，改为列出不符之处")
        ),
      ]),
    options: [
      OptionSpec("--date", "DAY", "the day of disclosure, such as 2026-12-01", "公开日期，如 2026-12-01"),
      OptionSpec(
        "--output", "DIR", "where the public files go; disclosed beside the ledger by default",
        "公开文件所在的文件夹；默认为台账旁的 disclosed"),
      planOption, seedFileOption,
    ],
    examples: ["shuangsuiji disclose out/BJ-2026Q4-110105/record.json --date 2027-01-04"],
    run: runDisclose),
]
