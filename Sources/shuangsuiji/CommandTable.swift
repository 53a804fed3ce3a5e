// The one table of commands and options: parsing, `--help` and suggestions are made from it.

/// An option of a command.
struct OptionSpec: Sendable {
  let name: String
  /// What stands behind the option; nil for a switch.
  let value: String?
  let help: String

  init(_ name: String, _ value: String? = nil, _ help: String) {
    self.name = name
    self.value = value
    self.help = help
  }
}

/// A command.
struct CommandSpec: Sendable {
  let name: String
  let operands: String
  let summary: String
  let details: String
  let options: [OptionSpec]
  /// Commands that work as they stand in a clone of the repository, after `make plan`.
  let examples: [String]
  let run: @Sendable (Invocation, Console) -> ExitStatus
}

/// Options that every command takes.
let commonOptions = [
  OptionSpec("--jobs", "N", "threads; all cores by default, never changes a result"),
  OptionSpec("--json", nil, "one machine-readable object on standard output"),
  OptionSpec("--quiet", nil, "no warnings and no notes on standard error"),
  OptionSpec("--color", "WHEN", "auto, always or never"),
  OptionSpec("--language", "LANG", "en or zh; from the locale by default"),
  OptionSpec("--help", nil, "this text"),
]

let commandTable = [
  CommandSpec(
    name: "draw", operands: "PLAN…",
    summary: "draw targets, pair officers, write CSV plans and the draw record",
    details: """
      Draws every PLAN from the same seed and writes DIR/<plan id>/ with plan.csv, draw.csv,
      workload.csv, notice.csv and record.json (last), and DIR/summary.csv over all plans.
      What already stands there is never overwritten unless --force is given; results that
      are already there byte for byte are left as they are. Exit status 1 when visits remain
      without a whole team.
      """,
    options: [
      OptionSpec("--seed", "TEXT", "the seed: these bytes exactly; shown in the record"),
      OptionSpec(
        "--seed-file", "FILE", "the seed: the file's bytes; the record holds only its hash"),
      OptionSpec("--output", "DIR", "where results go"),
      OptionSpec("--csv", "FORM", "people (default: marks and CRLF for spreadsheets) or plain"),
      OptionSpec("--force", nil, "replace results that stand in DIR"),
    ],
    examples: [
      "shuangsuiji draw plans/110105-chaoyang.json5 --seed '2026Q4 20 58 13 07' --output out/demo",
      "shuangsuiji draw plans/11*.json5 --seed-file seed.txt --output out/2026Q4",
    ],
    run: runDraw),
  CommandSpec(
    name: "verify", operands: "RECORD…",
    summary: "repeat a past draw from its record and say what differs, and where",
    details: """
      Finds the plan by name and digest (in the record's folder and the folders above it, in
      the working folder and above; each also in its plans/), checks the digests of plan and
      inputs, repeats the draw and compares every field and every byte. Exit status 0
      identical, 1 differs, 2 an input is missing or changed.
      """,
    options: [
      OptionSpec("--plan", "FILE", "the plan file, where it is not found by itself"),
      OptionSpec("--seed-file", "FILE", "the seed, for records that hold only its hash"),
    ],
    examples: ["shuangsuiji verify out/BJ-2026Q4-110105/record.json"],
    run: runVerify),
  CommandSpec(
    name: "check", operands: "PLAN…",
    summary: "findings about plans and their inputs, and the planned numbers; draws nothing",
    details: """
      Reads plans and registries as `draw` does and shows for each task and stratum N, n and
      alternates, and the visits an officer has to expect. Exit status 1 when there are errors.
      """,
    options: [],
    examples: ["shuangsuiji check plans/110105-chaoyang.json5"],
    run: runCheck),
  CommandSpec(
    name: "generate", operands: "KIND",
    summary: "synthetic registries of any size, the same for the same seed",
    details: """
      KIND is targets, inspectors, items, history, recusals or calendar. The registry goes to
      standard output. Registries of one seed fit together.
      """,
    options: [
      OptionSpec("--rows", "N", "how many rows"),
      OptionSpec("--seed", "TEXT", "decides every row"),
      OptionSpec("--form", "FORM", "of targets: full (default) or bench (10 columns)"),
    ],
    examples: ["shuangsuiji generate targets --rows 1000 --seed demo"],
    run: runGenerate),
]

/// A parsed command line.
struct Invocation: Sendable {
  let command: CommandSpec
  var operands: [String] = []
  var values: [String: String] = [:]
  var switches: Set<String> = []

  func value(_ option: String) -> String? { values[option] }
  func has(_ option: String) -> Bool { switches.contains(option) }
}
