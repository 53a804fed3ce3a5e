// The commands that answer from a record what somebody asks: the other half of the command table.

import DoubleRandom

let answerCommands = [
  CommandSpec(
    name: "explain", operands: "RECORD ID",
    summary: Words(
      "why an enterprise was drawn or not, why an officer is on a team or not",
      "说明某企业为何抽中或未抽中、某执法人员为何在或不在某检查组"),
    details: Words(
      """
      ID is a target's id or an inspector's number. Repeats the draw from the record's plan and
      registries and says for each task: in the frame or excluded and why, stratum, N, n,
      probability, ticket, place against the cut, visit and date, and the lines of shell that
      recompute the ticket. With --record-only neither plan nor registry is needed: where draw.csv
      stands beside the record, it says whether the id is on it. Of a draw by seed file that is
      not disclosed, the seed's hash and every key are left out. Exit status 1 when the registries
      do not have the id, or it cannot be one of theirs.
      """,
      """
      编号为统一社会信用代码（或其他对象编号），或人员编号。依据记录所载的计划和名录库重新抽取，
      逐项任务说明：是否纳入抽样框、因何排除、抽取层、总体数、正选数、入选概率、票号、位次与
      分界、检查日期，并给出可自行复算票号的命令。用 --record-only 时不需要计划和名录库；
      记录旁有 draw.csv 的，说明该编号是否在名单中。用种子文件抽取而尚未公开的，略去种子摘要和
      各环节密钥。两库中没有该编号，或该编号不可能是库中编号时，退出状态为 1。
      """),
    operandCount: 2...2,
    answer: AnswerSpec(
      format: "shuangsuiji-explain/1",
      members: [
        (
          "id, kind",
          Words(
            "who, as: target, officer, officerElsewhere (of another district), record, setAside or "
              + "unknown",
            "编号；种类：对象、人员、外区人员、仅记录、已剔除或未知")
        ),
        (
          "…",
          Words(
            "of a target: plan, lines, tasks, setAside, visit; of an officer: his trips, or, where "
              + "he is of another district, that; of a record: its strata; setAside: line and code "
              + "of its rows; unknown: near, the ids that are like it",
            "对象：计划、行、任务、剔除的行、检查；人员：各组次；外区人员：所属区；仅记录：各层；已剔除：各行行号和原因；"
              + "未知：near，相近的编号")
        ),
      ]),
    options: [
      OptionSpec(
        "--trip", "N", "for an officer: why on or not on the team of trip N (检查组编号)",
        "执法人员：说明为何在或不在第 N 组（检查组编号）"),
      OptionSpec(
        "--record-only", nil,
        "from the record alone: place on the list, or what the ticket is worth",
        "仅依据抽取记录：该编号在名单中的位置，或其票号在各层中是否入选"),
      planOption,
    ],
    examples: [
      "shuangsuiji explain out/BJ-2026Q4-110105/record.json 91110105MA0UEMWB4F",
      "shuangsuiji explain out/BJ-2026Q4-110105/record.json 110105001 --trip 2",
    ],
    run: runExplain),
  CommandSpec(
    name: "sql", operands: "RECORD",
    required: "--engine NAME",
    summary: Words(
      "the same draw as a query for DuckDB, PostgreSQL or Spark",
      "把同一次抽取写成 DuckDB、PostgreSQL 或 Spark 的查询脚本"),
    details: Words(
      """
      Prints a script that loads the registry by the path in the plan, applies cleaning, scope
      and exclusions, computes every ticket with the engine's own SHA-256 and returns the
      selected and the alternates of every task, as draw.csv lists them. Run it in the folder
      where it was made, and hold the result against the record with `verify --against`.
      """,
      """
      输出一段脚本：按计划中的路径载入名录库，依次清洗、圈定范围、排除，用数据库自带的
      SHA-256 计算每个票号，给出每项任务的正选和备选，与 draw.csv 的列法相同。请在生成脚本的
      文件夹中运行，再用 verify --against 与抽取记录核对。
      """),
    operandCount: 1...1, answer: .document,
    options: [
      OptionSpec(
        "--engine", "NAME", "duckdb, postgres or spark", "数据库：duckdb、postgres 或 spark",
        choices: QueryEngine.allCases.map(\.rawValue)),
      planOption,
    ],
    examples: ["shuangsuiji sql out/BJ-2026Q4-110105/record.json --engine duckdb"],
    run: runSql),
  CommandSpec(
    name: "diff", operands: "BEFORE AFTER",
    summary: Words(
      "what has changed between two draws or two target registries",
      "比较两次抽取或两份检查对象名录库，列出变化"),
    details: Words(
      """
      BEFORE and AFTER are two records (.json), each with its draw.csv beside it, or two target
      registries (CSV). Draws: who is on the list (selected or alternate) both times alike, only
      before, only now, or in another stratum or kind; tasks belong together by their keys in
      the plans. Registries: who entered, left, or has another district, grade or status.
      Counts on standard output, one row a change in --output. Exit status 0 the same, 1
      different.
      """,
      """
      两个参数同为抽取记录（.json，旁边须有各自的 draw.csv），或同为检查对象名录库（CSV）。
      抽取：哪些对象两次均在名单（正选或备选）中且相同、仅上次、仅本次，或层、名单类别有变；
      任务按计划中的键对应。
      名录库：新增、减少，以及所属区、信用风险等级、登记状态的变更。数量显示在标准输出，
      逐户变化写入 --output。退出状态：0 相同，1 不同。
      """),
    operandCount: 2...2,
    answer: AnswerSpec(
      format: "shuangsuiji-diff/1",
      members: [
        ("kind", Words("draws or registries", "抽取或名录库")),
        (
          "…",
          Words(
            "counts of what is the same, entered, left and changed; by task or by column",
            "未变、新增、减少、变更的数量，按任务或按列")
        ),
      ]),
    options: [
      OptionSpec("--output", "FILE", "one row a change, as CSV", "逐户变化，CSV 文件"),
      csvOption,
      OptionSpec("--force", nil, "replace a file that stands there", "替换已有的文件"),
      OptionSpec(
        "--plan", "FILE", "registries: a plan whose column names are used",
        "名录库：使用此计划中的列名对应关系"),
    ],
    examples: ["shuangsuiji diff samples/targets.csv samples/targets.csv"],
    run: runDiff),
]
