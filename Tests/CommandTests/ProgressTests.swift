// The progress line: on a terminal only, when work is long, gone when it is over, and without any
// influence on a result. The long work is a registry that comes through a pipe and does not end
// before the line was seen.

import DoubleRandom
import Foundation
import Tables
import Testing

@testable import shuangsuiji

@Suite struct ProgressTests {
  private func line(
    _ step: WorkStep, done: Int = 0, total: Int = 0, records: Int = 0, seconds: Int = 10,
    _ language: Language = .en, width: Int = 200
  ) -> String {
    var progress = Progress.State()
    (progress.done, progress.total, progress.records) = (done, total, records)
    return ProgressLine(
      step: step, progress: progress, seconds: .seconds(seconds), language: language
    ).text(width: width)
  }

  @Test("the line says step, share, rows, rows a second and time left, where they are known")
  func words() {
    let half = (done: 500_000_000, total: 1_000_000_000, records: 2_345_678)
    #expect(
      line(.survey, done: half.done, total: half.total, records: half.records)
        == "reading the registry: 50 %, 2.3 M rows, 234 k rows/s, 11 s left")
    #expect(
      line(.survey, done: half.done, total: half.total, records: half.records, .zh)
        == "读取名录库：50 %，234 万条，每秒 23 万条，约剩 11 秒")
    #expect(
      line(.survey, done: half.done / 100, total: half.total, records: 800)
        == "reading the registry: 0 %, 800 rows, 80 rows/s")
    // Of a pipe nobody knows the end; when all is read, nobody knows how long thinking takes.
    #expect(line(.survey, done: 5, records: 50) == "reading the registry: 50 rows, 5 rows/s")
    #expect(line(.survey, done: 9, total: 9, records: 50) == "reading the registry: 100 %, 50 rows")
    #expect(line(.pairing) == "pairing officers …" && line(.pairing, .zh) == "匹配人员……")
    #expect(
      line(.simulation, done: 100, total: 1000, seconds: 60)
        == "simulating: 10 %, 9 min 1 s left")
    for step in WorkStep.allCases {
      for language in Language.allCases { #expect(!line(step, language).isEmpty) }
    }
  }

  @Test("the line leaves the last column free, Chinese characters counted as two")
  func width() {
    for width in 1...60 {
      for language in Language.allCases {
        let text = line(
          .survey, done: 1 << 40, total: 1 << 41, records: 1 << 30, language, width: width)
        #expect(displayWidth(text) < max(width, 1))
      }
    }
  }

  @Test("it is for a terminal that can wipe a line, and not for --quiet")
  func wanted() {
    func isWanted(_ isTerminal: Bool, _ terminal: String?, quiet: Bool = false) -> Bool {
      ProgressDisplay.isWanted(isTerminal: isTerminal, terminal: terminal, isQuiet: quiet)
    }
    #expect(isWanted(true, "xterm"))
    #expect(!isWanted(false, "xterm") && !isWanted(true, "dumb") && !isWanted(true, nil))
    #expect(!isWanted(true, "xterm", quiet: true))
  }

  @Test("on a terminal, long work shows its step and wipes it away; results are the same bytes")
  func terminal() throws {
    let workplace = try Workplace()
    #expect(try workplace.draw().status == 0)
    let expected = try workplace.contents("out")
    let script = """
      import os, pty, sys
      rows = open("targets.csv", "rb").read()
      os.remove("targets.csv")
      os.mkfifo("targets.csv")
      child, terminal = pty.fork()
      if child == 0:
          os.environ["TERM"] = "xterm"
          os.execvp("shuangsuiji", ["shuangsuiji"] + sys.argv[1:])
      pipe = open("targets.csv", "wb", 0)
      half = rows.index(b"\\n", len(rows) // 2) + 1
      pipe.write(rows[:half])
      seen = b""
      while b"\\x1b[K" not in seen:
          seen += os.read(terminal, 4096)
      pipe.write(rows[half:])
      pipe.close()
      try:
          while more := os.read(terminal, 4096):
              seen += more
      except OSError:
          pass
      sys.stdout.buffer.write(seen)
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
      """
    try workplace.write("watch.py", Array(script.utf8))
    let run = try Program.shell(
      "command -v python3 >/dev/null || exit 77; python3 watch.py draw plan.json5 "
        + "--seed 'the seed of test 3' --output piped", in: workplace.folder)
    if run.status == 77 { return }
    #expect(run.status == 0, "\(run.output) \(run.errors)")
    let wipe = "\u{1B}[K"
    let parts = run.output.components(separatedBy: wipe)
    #expect(parts[0] == "\rreading the registry …", "\(parts[0].debugDescription)")
    // The last thing before findings and results is the wiping.
    #expect(parts.count > 2 && parts[parts.count - 2] == "\r", "\(run.output.debugDescription)")
    #expect(parts.last?.contains("piped/MTG-2026Q4") == true)
    #expect(try workplace.contents("piped") == expected)
  }
}
