// The one table of commands and options: parsing, `--help` and suggestions are made from it, in
// English and Chinese.

import DoubleRandom

let csvOption = OptionSpec(
  "--csv", "FORM", "people (default: marks and CRLF for spreadsheets) or plain",
  "people（默认，便于用电子表格打开）或 plain（纯净格式）", choices: ["people", "plain"])

let seedFileOption = OptionSpec(
  "--seed-file", "FILE", "the seed, for records that hold only its hash",
  "种子文件；记录只载种子摘要时使用")

let planOption = OptionSpec(
  "--plan", "FILE", "the plan file, where it is not found by itself", "计划文件；找不到时用此指明")

private let seedOption = OptionSpec(
  "--seed", "TEXT", "the seed: these bytes exactly; shown in the record",
  "种子文本，逐字节使用，并载入抽取记录")

/// How a draw is made and where it goes.
let drawOptions: [OptionSpec] = [
  seedOption,
  OptionSpec(
    "--seed-file", "FILE", "the seed: the file's bytes; the record holds only its hash",
    "种子文件，逐字节使用；抽取记录只载其摘要"),
  OptionSpec("--output", "DIR", "where results go", "结果所在的文件夹"),
  csvOption,
  OptionSpec(
    "--commitment", "FILE", "the commitment that this draw follows; refuses what differs",
    "本次抽取所依据的承诺；与其不符的一律拒绝"),
  rejectsOption,
  OptionSpec(
    "--force", nil, "replace results that stand in DIR; the ledger shows their draw as void",
    "替换文件夹中已有的结果；台账载明其抽取作废"),
]

/// What `draw` and `merge` answer.
let drawAnswer = AnswerSpec(
  format: "shuangsuiji-draw/1",
  members: [
    (
      "plans",
      Words(
        "a plan each: id, visits, trips, unstaffed, record (digest)",
        "每份计划：编号、户数、组次、未匹配数、记录摘要")
    )
  ])

let mainCommands = [
  CommandSpec(
    name: "draw", operands: "PLAN…",
    required: "(--seed TEXT | --seed-file FILE) --output DIR",
    summary: Words(
      "draw targets, pair officers, write CSV plans and the draw record",
      "抽取检查对象，匹配执法人员，生成检查名单和抽取记录"),
    details: Words(
      """
      Draws every PLAN from the same seed and writes DIR/<plan id>/ with plan.csv, draw.csv,
      workload.csv, notice.csv, notice.html, report.html and record.json (last), and over all
      plans DIR/summary.csv and DIR/index.html.
      What already stands there is never overwritten unless --force is given, and a draw that
      was disclosed, has results or replacements only after void; results that are already
      there byte for byte are left as they are. Exit status 1 when visits remain without a
      whole team. With --partial nobody is drawn yet: give --commitment where the draw
      follows one; --rejects and --csv have no meaning there and are refused.
      """,
      """
      用同一个种子抽取各份计划，结果写入 文件夹/计划编号/：检查名单 plan.csv、
      抽取结果 draw.csv、人员工作量 workload.csv、公示稿 notice.csv 和 notice.html、
      报告 report.html，最后写抽取记录 record.json；文件夹中的 summary.csv 和 index.html
      汇总全部计划。已有的结果不会被覆盖，除非给出 --force；已公开、已登记结果或
      已更换对象的抽取，须先用 void 作废。与已有结果完全一致时保持原样。
      有检查未能匹配到完整检查组时，退出状态为 1。用 --partial 时尚不抽取：有承诺的请给出
      --commitment；--rejects 和 --csv 不适用，一律拒绝。
      """),
    answer: drawAnswer,
    options: drawOptions + [
      OptionSpec(
        "--partial", "PART",
        "survey this part of the registry only (inputs.targets.parts), to be merged",
        "只处理名录库的这一部分（inputs.targets.parts），供他处用 merge 合并"),
      OptionSpec(
        "--keep-all", nil, "of a part: hand on everybody in a frame, enough for every union",
        "分部抽取时上报抽样框内的全部对象，任何合并都够用"),
    ],
    examples: [
      "shuangsuiji draw plans/110105-chaoyang.json5 --seed '2026Q4 20 58 13 07' --output out/demo",
      "printf '20 58 13 07 31' > seed; "
        + "shuangsuiji draw plans/11*.json5 --seed-file seed --output out/q4",
    ],
    run: runDraw),
  mergeCommand,
  CommandSpec(
    name: "verify", operands: "RECORD…",
    summary: Words(
      "repeat a past draw from its record and say what differs, and where",
      "依据抽取记录重新抽取，指出何处不符"),
    details: Words(
      """
      Finds the plan by name and digest (in the record's folder and the folders above it, in
      the working folder and above; each also in its plans/), checks the digests of plan and
      inputs, repeats the draw and compares every field and every byte. Exit status 0
      identical, 1 differs, 2 an input is missing or changed.
      """,
      """
      按文件名和摘要查找计划（依次在记录所在文件夹及其上级、当前文件夹及其上级，以及各自的
      plans/ 中查找），核对计划和输入文件的摘要，重新抽取，并逐项、逐字节比对。
      退出状态：0 完全一致，1 不符，2 输入文件缺失或已被改动。
      """),
    answer: AnswerSpec(
      format: "shuangsuiji-verify/1",
      members: [
        (
          "records",
          Words(
            "a record each: record (path), status, unchecked (files that were not compared), "
              + "entropy (with --disclosed: lines of the seed to be looked up), "
              + "discrepancies (stage, file, line, place, expected, found), findings",
            "每份记录：路径、状态、未核对的文件（unchecked）、用 --disclosed 时须自行查对的公开信息（entropy）、"
              + "不符之处（环节、文件、行、位置、应为、实为）、问题")
        )
      ]),
    options: [
      planOption, seedFileOption,
      OptionSpec(
        "--against", "FILE",
        "hold this result of another engine against the record's draw instead",
        "改为将其他数据库算出的名单与记录的抽取结果核对"),
      OptionSpec(
        "--disclosed", nil, "hold the public files of a disclosed draw against each other instead",
        "改为只用已公开的文件相互核对，不需要计划和名录库"),
    ],
    examples: [
      "shuangsuiji verify out/BJ-2026Q4-110105/record.json",
      "shuangsuiji verify out/BJ-2026Q4-110105/record.json "
        + "--against out/BJ-2026Q4-110105/draw.csv",
    ],
    run: runVerify),
  checkCommand,
  simulateCommand,
  CommandSpec(
    name: "generate", operands: "KIND",
    required: "--rows N --seed TEXT",
    summary: Words(
      "synthetic registries of any size, the same for the same seed",
      "生成任意规模的模拟名录库，同一种子结果相同"),
    details: Words(
      """
      KIND is targets, inspectors, items, history, recusals or calendar. The registry goes to
      standard output. Registries of one seed fit together: 15 rows of history are about the
      first 100 targets, 3 000 about 20 000, and recusals name those 20 000 and 400 inspectors.
      Items end after 102 rows, the calendar after 39.
      """,
      """
      种类为 targets（检查对象）、inspectors（执法检查人员）、items（抽查事项）、
      history（检查历史）、recusals（回避）或 calendar（工作日历）。名录库写到标准输出。
      同一种子生成的各库相互对应：检查历史每 15 行对应 100 户检查对象（3 000 行对应前
      20 000 户），回避取自前 20 000 户检查对象和 400 名人员。抽查事项至多 102 行，
      工作日历至多 39 行。
      """),
    operandWords: { RegistryKind.allCases.map(\.rawValue) }, answer: .document,
    options: [
      OptionSpec("--rows", "N", "how many rows", "行数"),
      OptionSpec("--seed", "TEXT", "decides every row", "种子文本，决定每一行的内容"),
      OptionSpec(
        "--form", "FORM", "of targets: full (default) or bench (10 columns)",
        "检查对象的列：full（默认，全部）或 bench（10 列）", choices: ["full", "bench"]),
    ],
    examples: ["shuangsuiji generate targets --rows 1000 --seed demo"],
    run: runGenerate),
  CommandSpec(
    name: "bench", operands: "[PLAN…]",
    summary: Words(
      "time and memory of each stage of the draw on a large registry",
      "测量大型名录库抽取各阶段的耗时和内存"),
    details: Words(
      """
      Without options: 1 000 000 invented rows in a temporary file, the plans of 17 districts,
      5 runs after a warm-up. Stages are timed as what they are: from read to conduct each
      contains the one before, and write contains render; total is conduct and write. Exit
      status 1 when results differ between runs or numbers of threads.
      """,
      """
      不带选项时：生成 1 000 000 行模拟名录库（临时文件），用 17 个区的计划，预热后运行 5 次。
      各阶段如实计时：从 read 到 conduct 依次包含前一项，write 包含 render；total 为 conduct、
      write 两步合计。各次运行或各线程数的结果不一致时，退出状态为 1。
      """),
    takesJobsList: true, showsProgress: false,
    answer: AnswerSpec(
      format: "shuangsuiji-bench/1",
      members: [
        (
          "release, program, processor, cores, lanes",
          Words("what was measured, and on what", "所测程序和机器")
        ),
        (
          "rows, bytes, plans, selected, result",
          Words("the workload, and the hash of its result", "工作量和结果摘要")
        ),
        (
          "ticketPicoseconds, series",
          Words("times: of a ticket; by jobs and stage in nanoseconds", "用时：每个票号；按线程数和阶段，纳秒")
        ),
      ]),
    options: [
      OptionSpec("--rows", "N", "rows to invent", "模拟名录库的行数"),
      OptionSpec(
        "--file", "FILE", "this registry instead (columns as of --form bench, or of the plans)",
        "改用此名录库（列与 --form bench 或所给计划相符）"),
      OptionSpec(
        "--plan", "PLAN…", "these plans instead; all of them name one registry",
        "改用这些计划；各计划的名录库须为同一个"),
      OptionSpec("--csv", nil, "every single time: jobs,stage,run,nanoseconds", "输出每次耗时的 CSV"),
      OptionSpec("--html", "FILE", "a chart of time against threads", "耗时随线程数变化的图，写入文件"),
    ],
    examples: [
      "shuangsuiji bench --rows 100000 --jobs 1,2",
      "shuangsuiji bench --plan plans/11*.json5",
    ],
    run: runBench),
]
