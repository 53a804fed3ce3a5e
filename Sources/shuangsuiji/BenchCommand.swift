// `bench`: time and memory of each stage of the draw, on the machine at hand. The registry is a
// file without a name that stays in the page cache; each number of threads is warmed up, then all
// of them take turns. The one thing to know: the result's hash must be the same in every run.

import DoubleRandom
import Sampling
import Tables

func runBench(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  guard !(invocation.value("--file") != nil && invocation.value("--rows") != nil) else {
    return failBench(console, "--rows and --file exclude each other", "--rows 与 --file 不能同时使用")
  }
  // Before minutes of measuring.
  if let path = invocation.value("--html"), isRegularFile(at: path) {
    var findings = Findings()
    findings.add(OutputError(.exists, path: path), canForce: false)
    return invocation.refuse(console, findings)
  }
  guard let folder = makeTemporaryFolder() else {
    return failBench(console, "no temporary folder can be made", "无法建立临时文件夹")
  }
  Cancellation.process.whenRequested { removeFolder(at: folder) }
  defer { removeFolder(at: folder) }
  if let path = invocation.value("--file") {
    return bench(invocation, registry: path, folder, console)
  }
  if !invocation.planPaths.isEmpty { return bench(invocation, registry: nil, folder, console) }
  let rows = invocation.value("--rows").flatMap(Int.init) ?? CanonicalWorkload.rows
  guard let file = UnnamedFile(in: folder),
    file.write(CanonicalWorkload.registry(rows: rows), jobs: coreCount) == 0
  else {
    return failBench(console, "the temporary folder has no room for the registry", "临时文件夹放不下名录库")
  }
  return bench(invocation, registry: file.path, folder, console)
}

/// Measures and prints.
///
/// - Parameter registry: the registry of all plans; nil leaves them theirs, which is the same file.
private func bench(
  _ invocation: Invocation, registry: String?, _ folder: String, _ console: Console
) -> ExitStatus {
  var findings = Findings()
  guard let seed = Seed(bytes: Array(CanonicalWorkload.seedText.utf8)),
    let plans = benchPlans(invocation, registry: registry, &findings)
  else { return invocation.refuse(console, findings) }
  let path = plans[0].inputs.targets.file.path
  guard plans.allSatisfy({ $0.inputs.targets == plans[0].inputs.targets }) else {
    return failBench(console, "the plans have different registries", "各计划的名录库不是同一个文件")
  }
  let work = BenchWork(registry: path, plans: plans, seed: seed, folder: folder)
  do throws(BenchFailure) {
    let figures = try measure(work, jobs: invocation.jobsList, runs: 5)
    return publish(figures, invocation, console)
  } catch {
    return refuse(error, path: path, invocation, console)
  }
}

/// The canonical plans, or those given; over the registry given, if one is.
private func benchPlans(
  _ invocation: Invocation, registry: String?, _ findings: inout Findings
) -> [Plan]? {
  if invocation.planPaths.isEmpty { return CanonicalWorkload.plans(registry: registry ?? "") }
  var plans = readPlans(at: invocation.planPaths, jobs: 1, findings: &findings)
  if let registry {
    for index in plans?.indices ?? 0..<0 { plans?[index].inputs.targets.file.path = registry }
  }
  return plans
}

/// A warm-up with each number of threads, then runs in turn.
func measure(_ work: BenchWork, jobs: [Int], runs: Int) throws(BenchFailure) -> BenchFigures {
  var figures = BenchFigures(
    byteCount: OpenFile(work.registry)?.size ?? 0, planCount: work.plans.count,
    ticketTimes: ticketTimes(runs: runs, seed: work.seed))
  for jobs in jobs {
    let warmUp = try run(work, jobs: jobs)
    (figures.rows, figures.selected) = (warmUp.rows, warmUp.selected)
    figures.hashes.append(warmUp.hash)
    figures.series.append(BenchSeries(jobs: jobs))
  }
  for _ in 0..<runs {
    for index in figures.series.indices {
      let run = try run(work, jobs: figures.series[index].jobs)
      figures.hashes.append(run.hash)
      figures.series[index].add(run)
    }
  }
  return figures
}

/// Prints the figures; fails when results differ.
private func publish(
  _ figures: BenchFigures, _ invocation: Invocation, _ console: Console
) -> ExitStatus {
  if isDebugBuild && !invocation.has("--quiet") {
    console.printError(
      console.text(
        "shuangsuiji: warning: a debug build: these figures say nothing; use make bench\n",
        "shuangsuiji: 警告：这是调试版，数字没有意义；请用 make bench\n"))
  }
  if let path = invocation.value("--html") {
    do {
      try writeFile(Array(figures.html.utf8), to: path, replace: false)
    } catch {
      var findings = Findings()
      findings.add(error, canForce: false)
      return invocation.refuse(console, findings)
    }
  }
  let status: ExitStatus = figures.isSame ? .done : .no
  _ = invocation.conclude(
    console, status, Findings(),
    text: invocation.has("--csv") ? figures.csv : figures.text(console.language), figures.members)
  if figures.isSame { return .done }
  console.printError(
    console.text(
      "shuangsuiji: error: results differ between runs\n", "shuangsuiji: 错误：各次结果不一致\n"))
  return .no
}

private func refuse(
  _ failure: BenchFailure, path: String, _ invocation: Invocation, _ console: Console
) -> ExitStatus {
  var findings = Findings()
  switch failure {
  case .table(let error): findings.add(error, file: path)
  case .output(let error): findings.add(error)
  case .refused(let found): findings = found
  case .cannotRead:
    do {
      _ = try readWholeFile(at: path, limit: 0)
      return failBench(console, "\(path) is no regular file", "\(path) 不是普通文件")
    } catch {
      findings.add(error, file: path)
    }
  }
  return invocation.refuse(console, findings)
}

private func failBench(_ console: Console, _ english: String, _ chinese: String) -> ExitStatus {
  console.printError(
    console.text("shuangsuiji: error: \(english)\n", "shuangsuiji: 错误：\(chinese)\n"))
  return .failed
}

/// Whether the compiler left everything in that slows it down.
var isDebugBuild: Bool {
  #if DEBUG
    true
  #else
    false
  #endif
}

extension Invocation {
  /// Numbers of threads to compare, ascending; one and all cores unless said otherwise.
  var jobsList: [Int] {
    let numbers = value("--jobs")?.split(separator: ",").compactMap { Int($0) } ?? [1, coreCount]
    return Set(numbers).sorted()
  }

  /// Plans behind `--plan` and on their own, so that `--plan plans/*.json5` takes them all.
  var planPaths: [String] { (value("--plan").map { [$0] } ?? []) + operands }
}
