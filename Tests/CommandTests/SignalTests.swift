// What a signal leaves: nothing. The registry is a FIFO, so that the test knows where the program
// is: whoever has opened a FIFO for writing knows that its reader has opened it, too.

import Foundation
import Testing

@Suite struct SignalTests {
  /// Starts a draw that waits for its registry, and returns once it does.
  private func waitingDraw(
    _ workplace: Workplace, errors: FileHandle = .nullDevice
  ) throws -> (Process, FileHandle) {
    try FileManager.default.removeItem(at: workplace.file("targets.csv"))
    let made = unsafe mkfifo(workplace.file("targets.csv").path, 0o600)
    #expect(made == 0)
    let process = Process()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = ["draw", "plan.json5", "--seed", "s", "--output", "out"]
    process.currentDirectoryURL = workplace.folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    return (process, try FileHandle(forWritingTo: workplace.file("targets.csv")))
  }

  @Test(
    "a signal ends the program as the signal it is, and nothing is left",
    arguments: [SIGINT, SIGTERM, SIGHUP])
  func ends(number: Int32) throws {
    let workplace = try Workplace()
    let before = try workplace.names()
    let (process, registry) = try waitingDraw(workplace)
    #expect(try workplace.names() != before, "the hidden folder is there")
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    try registry.close()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(process.terminationStatus == number)
    #expect(try workplace.names() == before)
  }

  @Test(
    "an error of the program itself is said, and ends it as the signal that it is",
    arguments: [SIGILL, SIGTRAP, SIGSEGV])
  func programError(number: Int32) throws {
    let workplace = try Workplace()
    try workplace.write("errors", [])
    let (process, registry) = try waitingDraw(
      workplace, errors: try FileHandle(forWritingTo: workplace.file("errors")))
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    try registry.close()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(process.terminationStatus == number)
    let errors = String(decoding: try workplace.read("errors"), as: UTF8.self)
    #expect(errors.contains("shuangsuiji: error: [program-error]"), "\(errors)")
  }

  @Test("what wakes a thread of the program's own ends nothing, a stopping run neither")
  func foreignWake() throws {
    let workplace = try Workplace()
    let before = try workplace.names().filter { $0 != "targets.csv" }
    let (process, registry) = try waitingDraw(workplace)
    kill(process.processIdentifier, SIGUSR1)
    kill(process.processIdentifier, SIGTERM)
    kill(process.processIdentifier, SIGUSR1)
    process.waitUntilExit()
    try registry.close()
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGTERM)
    #expect(try workplace.names().filter { $0 != "targets.csv" } == before)
  }

  @Test("where memory is refused, a run says so, leaves nothing, and its status is 2")
  func refusedMemory() throws {
    let workplace = try Workplace()
    // 200 MB without a byte on the disk, read when the hidden folder is there.
    _ = try Program.shell("truncate -s 200M commitment", in: workplace.folder)
    let before = try workplace.names()
    func run(_ kilobytes: Int, _ line: String) throws -> Run {
      try Program.shell(
        "(ulimit -v \(kilobytes); shuangsuiji \(line)); exit $?", in: workplace.folder)
    }
    // Below this, the system has no room for the program itself.
    let least = try #require(
      try stride(from: 20_000, to: 2_000_000, by: 20_000).first {
        try run($0, "draw plan.json5 --seed s --output first").status == 0
      })
    _ = try Program.shell("rm -r first", in: workplace.folder)
    for (language, sentence) in [("en", "refuses more memory"), ("zh", "无法再分配内存")] {
      let line = "draw plan.json5 --seed s --commitment commitment --output out"
      let run = try run(least + 60_000, "\(line) --language \(language)")
      #expect(run.status == 2)
      #expect(run.errors.contains("[out-of-memory]"), "\(run.errors)")
      #expect(run.errors.contains(sentence), "\(run.errors)")
      #expect(try workplace.names() == before)
    }
  }

  @Test("a closed pipe changes no answer and says nothing")
  func closedPipe() throws {
    let workplace = try Workplace()
    let line = "(shuangsuiji check plan.json5; echo $? > status) | true; cat status"
    let run = try Program.shell(line, in: workplace.folder)
    #expect(run.output == "0\n")
    #expect(run.errors == "")
    try workplace.write("plan.json5", Array("{".utf8))
    let refused = try Program.shell(line, in: workplace.folder)
    #expect(refused.output == "1\n")
  }

  @Test("what cannot be printed is a failure, in every command that prints")
  func fullDisk() throws {
    let workplace = try Workplace()
    try workplace.draw(seed: "s")
    for line in [
      "--help", "--version", "help draw", "check plan.json5", "check plan.json5 --json",
      "verify out/MTG-2026Q4/record.json", "generate items --rows 102 --seed s",
      "draw plan.json5 --seed s --output out", "draw plan.json5 --seed s --output out --json",
    ] {
      let run = try Program.shell("shuangsuiji \(line) > /dev/full", in: workplace.folder)
      #expect(run.status == 2, "\(line)")
      #expect(run.errors.contains("standard output: No space left on device"), "\(line)")
      let closed = try Program.shell("shuangsuiji \(line) >&-", in: workplace.folder)
      #expect(closed.status == 2, "\(line)")
      #expect(closed.errors.contains("standard output: Bad file descriptor"), "\(line)")
    }
  }

  @Test("messages never land in a result when standard streams are closed")
  func closedStreams() throws {
    let workplace = try Workplace()
    try workplace.draw(output: "expected", seed: "s")
    _ = try Program.shell(
      "shuangsuiji draw plan.json5 --seed s --output out <&- >&- 2>&-", in: workplace.folder)
    #expect(try workplace.contents("out") == workplace.contents("expected"))
  }
}
