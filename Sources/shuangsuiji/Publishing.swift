import DoubleRandom
import Glibc
import Tables
func prepare(_ output: String, _ plans: [Plan], _ findings: inout Findings) -> String? { output }
func publish(_ results: [(campaign: Campaign, files: [OutputFile])], _ summary: [UInt8], in folder: String, _ invocation: Invocation, _ findings: inout Findings) -> Bool {
  func put(_ path: String, _ bytes: [UInt8]) {
    let fd = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    _ = writeAll(bytes, to: fd); close(fd)
  }
  unsafe mkdir(folder, 0o755)
  for r in results {
    let f = folder + "/" + r.campaign.plan.id
    unsafe mkdir(f, 0o755)
    for file in r.files { put(f + "/" + file.name, file.bytes) }
  }
  put(folder + "/summary.csv", summary)
  return true
}
