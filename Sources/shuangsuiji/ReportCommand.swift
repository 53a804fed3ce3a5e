// `report`: pages for people from records that are already there. Reads, makes one page, writes it
// to standard output or to one new file.

import DoubleRandom
import Tables

func runReport(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  var findings = Findings()
  guard let page = page(invocation, &findings) else { return refuse(findings, console) }
  guard let path = invocation.value("--output") else {
    console.write(page)
    return .done
  }
  do {
    try writeFile(page, to: path, replace: invocation.has("--force"))
    return .done
  } catch {
    findings.add(error)
    return refuse(findings, console)
  }
}

/// The page asked for; nil with a finding.
private func page(_ invocation: Invocation, _ findings: inout Findings) -> [UInt8]? {
  let kind = invocation.value("--page") ?? "report"
  // A page must not depend on the reader's locale: only what was said counts.
  let language = invocation.value("--language").flatMap(Language.init) ?? .zh
  let records = invocation.operands.compactMap { facts(at: $0, &findings) }
  guard records.count == invocation.operands.count, let first = records.first else { return nil }
  if kind == "index" { return indexPage(records, language) }
  if records.count > 1 {
    findings.report("too-many-records", file: "report", arguments: ["\(records.count)"])
    return nil
  }
  switch kind {
  case "notice": return noticePage(first)
  case "sheets":
    return sheetsPage(first, recordPath: invocation.operands[0], findings: &findings)
  default: return reportPage(first, language)
  }
}

private func facts(at path: String, _ findings: inout Findings) -> ReportFacts? {
  guard let bytes = readFile(path, &findings) else { return nil }
  do {
    return try ReportFacts(bytes)
  } catch {
    findings.add(error, file: path)
    return nil
  }
}
