// What `bench` measures: each stage of the draw as it is, over the same registry and plans.
//
//   read ⊂ digest ⊂ scan ⊂ filter ⊂ ticket ⊂ select ⊂ duplicates ⊂ conduct
//   conduct + render + write = total
//
// The one thing to know: stages that are one pass in a draw are not taken apart. Each figure is
// the time of a pass that does so much and no more, so that the next one contains it.

import DoubleRandom
import Sampling
import Synchronization
import Tables

/// A figure of the benchmark.
enum BenchStage: String, CaseIterable {
  case read, digest, scan, filter, ticket, select, duplicates, conduct, render, write, total

  /// Whether all bytes of the registry go through it, so that bytes a second mean something.
  var readsRegistry: Bool { self != .render && self != .write }

  /// What the figure says.
  var words: Words {
    switch self {
    case .read: Words("all bytes read (pread), nothing else", "仅读取全部字节（pread）")
    case .digest: Words("read, and every byte hashed", "读取，并逐字节计算摘要")
    case .scan: Words("read, digest, and records cut and checked", "读取、摘要，并切分、校验各行")
    case .filter: Words("and rows checked, filtered and counted", "另加校验代码、按范围筛选、计数")
    case .ticket: Words("and a SHA-256 ticket for every eligible row", "另加为每个合格对象计算票号")
    case .select: Words("and candidates kept by their tickets", "另加按票号保留候选")
    case .duplicates: Words("and duplicates proven absent: the survey", "另加证明无重复，即完整的一遍扫描")
    case .conduct: Words("and sizes, draw, visits: all plans", "另加定额、抽取、合并检查（全部计划）")
    case .render: Words("result files made in memory", "在内存中生成结果文件")
    case .write:
      Words("the same, and each plan's put on disk (fsync)", "另加各计划结果随成随写、落盘（fsync）")
    case .total: Words("conduct and write", "conduct、write 两步合计")
    }
  }
}

/// What is drawn from, and how.
struct BenchWork {
  var registry: String
  var plans: [Plan]
  var seed: Seed
  /// An empty folder, in which folders are made and removed.
  var folder: String
}

/// The figures of one run with one number of threads.
struct BenchRun {
  /// In nanoseconds.
  var times: [BenchStage: Int] = [:]
  /// The most memory held, in bytes.
  var memory: [BenchStage: Int] = [:]
  /// D of the plans' records, one after the other.
  var hash = ""
  var selected = 0
  var rows = 0
}

/// Why a run has no figures.
enum BenchFailure: Error {
  case table(TableError)
  case output(OutputError)
  /// Findings say why.
  case refused(Findings)
  case cannotRead
}

/// Runs every stage once.
func run(_ work: BenchWork, jobs: Int) throws(BenchFailure) -> BenchRun {
  var run = BenchRun()
  try run.measure(.read) { () throws(BenchFailure) in
    try readParts(of: work.registry, jobs: jobs) { _ in }
  }
  try run.measure(.digest) { () throws(BenchFailure) in
    try readParts(of: work.registry, jobs: jobs) {
      _ = HashLanes.digestPieces($0, pieceSize: FileDigest.pieceSize)
    }
  }
  try run.measure(.scan) { () throws(BenchFailure) in try scan(work.registry, jobs: jobs) }
  let depths: [(BenchStage, SurveyDepth)] = [
    (.filter, .filter), (.ticket, .ticket), (.select, .select), (.duplicates, .duplicates),
  ]
  for (stage, depth) in depths {
    try run.measure(stage) { () throws(BenchFailure) in
      var findings = Findings()
      let units = surveyPlans(
        work.plans, seed: work.seed, jobs: jobs, upTo: depth, findings: &findings)
      if units == nil { throw .refused(findings) }
    }
  }
  try draw(work, jobs: jobs, &run)
  return run
}

extension BenchRun {
  /// Does something and notes its time and memory.
  mutating func measure<Result>(
    _ stage: BenchStage, _ body: () throws(BenchFailure) -> Result
  ) throws(BenchFailure) -> Result {
    resetPeakMemory()
    let clock = ContinuousClock()
    let start = clock.now
    let result = try body()
    times[stage] = (clock.now - start).nanoseconds
    memory[stage] = peakMemory()
    return result
  }
}

/// The whole draw, in its three parts.
private func draw(_ work: BenchWork, jobs: Int, _ run: inout BenchRun) throws(BenchFailure) {
  let campaigns = try run.measure(.conduct) { () throws(BenchFailure) in
    var findings = Findings()
    let drawn = conduct(work.plans, seed: work.seed, jobs: jobs, findings: &findings)
    guard let drawn else { throw .refused(findings) }
    return drawn
  }
  @Sendable func files(_ index: Int) -> [OutputFile] {
    render(campaigns[index], seedText: CanonicalWorkload.seedText, flavour: .plain)
  }
  let records = try run.measure(.render) { () throws(BenchFailure) in
    parallelMap(campaigns.count, jobs: jobs) { files($0).last?.bytes ?? [] }
  }
  let names = try run.measure(.write) { () throws(BenchFailure) in
    try write(campaigns, to: work.folder + "/out", jobs: jobs, files)
  }
  let parts: [BenchStage] = [.conduct, .write]
  run.times[.total] = parts.reduce(0) { $0 + (run.times[$1] ?? 0) }
  run.memory[.total] = parts.compactMap { run.memory[$0] }.max()
  remove(names, below: work.folder + "/out")
  run.hash = FileDigest(of: records.flatMap { $0 }).hex
  run.selected = campaigns.reduce(0) { $0 + $1.draws.reduce(0) { $0 + $1.selectedCount } }
  run.rows = campaigns.first?.registry.rows ?? 0
}

/// Writes each plan's files as soon as they are made, as `draw` does; returns their names.
private func write(
  _ campaigns: [Campaign], to path: String, jobs: Int,
  _ files: @Sendable (Int) -> [OutputFile]
) throws(BenchFailure) -> [String] {
  do throws(OutputError) {
    let folder = try OutputFolder(path)
    let staged = parallelMap(campaigns.count, jobs: jobs) { index in
      Result { () throws(OutputError) -> [String] in
        let named = files(index).map {
          (name: "\(campaigns[index].plan.id)/\($0.name)", bytes: $0.bytes)
        }
        try folder.stage(named)
        return named.map(\.name)
      }
    }
    var names: [String] = []
    for plan in staged { names += try plan.get() }
    try folder.publish(replace: false)
    return names
  } catch {
    throw .output(error)
  }
}

/// Reads a file in the parts in which a scan reads it, and hands each one to `body`.
private func readParts(
  of path: String, jobs: Int, _ body: @escaping @Sendable (Span<UInt8>) -> Void
) throws(BenchFailure) {
  var options = ScanOptions()
  options.jobs = jobs
  let next = Atomic(0)
  let sizes = parallelMap(jobs, jobs: jobs) { [options] _ -> (read: Int, expected: Int) in
    guard let file = OpenFile(path) else { return (0, -1) }
    let partSize = options.partSize(of: file.size)
    var buffer = [UInt8](repeating: 0, count: min(partSize, file.size))
    var read = 0
    while true {
      let offset = next.add(1, ordering: .relaxed).oldValue * partSize
      if offset >= file.size { return (read, file.size) }
      let count = file.read(into: &buffer, offset: offset)
      body(buffer.span.extracting(0..<count))
      read += count
    }
  }
  if sizes.reduce(0, { $0 + $1.read }) != sizes[0].expected { throw .cannotRead }
}

/// Takes records and does nothing with them.
private final class EmptySink: RecordSink {
  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {}
}

private func scan(_ path: String, jobs: Int) throws(BenchFailure) {
  var options = ScanOptions()
  options.jobs = jobs
  do {
    _ = try scanTable(at: path, options: options) { _ in EmptySink() }
  } catch {
    throw .table(error)
  }
}

/// Picoseconds that a ticket takes on one thread, once per run: lanes alone, of ids of 18 bytes as
/// many at a time as the survey computes.
func ticketTimes(runs: Int, seed: Seed) -> [Int] {
  let (batch, rounds, size) = (512, 1024, 18)
  let ids = (0..<batch * size).map { UInt8(48 + $0 * 7 % 10) }
  let starts = (0..<batch).map { UInt32($0 * size) }
  let ends = starts.map { $0 + UInt32(size) }
  let state = seed.key(.targets).state.words
  var tickets: [SIMD4<UInt64>] = []
  return (0...runs).map { _ in
    let nanoseconds = time {
      for _ in 0..<rounds {
        HashLanes.hash(
          ids.span, from: starts.span, to: ends.span, prefix: Array("|".utf8), behind: state,
          into: &tickets)
      }
    }
    return nanoseconds * 1000 / (batch * rounds)
  }.suffix(runs)
}

/// Nanoseconds that something takes.
private func time<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) -> Int {
  let clock = ContinuousClock()
  let start = clock.now
  try body()
  return (clock.now - start).nanoseconds
}

extension Duration {
  fileprivate var nanoseconds: Int {
    Int(components.seconds) * 1_000_000_000 + Int(components.attoseconds / 1_000_000_000)
  }
}
