// The commands that answer from a record what somebody asks: the other half of the command table.

let planOption = OptionSpec(
  "--plan", "FILE", "the plan file, where it is not found by itself", "计划文件；找不到时用此指明")

let answerCommands = [
  CommandSpec(
    name: "sql", operands: "RECORD",
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
    showsFindings: false, operandCount: 1,
    options: [
      OptionSpec("--engine", "NAME", "duckdb, postgres or spark", "数据库：duckdb、postgres 或 spark"),
      planOption,
    ],
    examples: ["shuangsuiji sql out/BJ-2026Q4-110105/record.json --engine duckdb"],
    run: runSql),
]
