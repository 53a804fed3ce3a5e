// `simulate` as a command: what it writes, and that nothing of it can be taken for a draw.

import Foundation
import Testing

@Suite struct SimulateTests {
  private let folder = "MTG-2026Q4.simulation"

  @Test("a simulation writes tables and no record, and changes nothing it finds")
  func files() throws {
    let workplace = try Workplace()
    let run = try workplace.run(
      "simulate", "plan.json5", "--draws", "6", "--periods", "2", "--output", "out")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("6 draws, seeds simulate|1 … simulate|6"))
    #expect(run.output.contains("2027-01-01 – 2027-03-31"))
    let names = try workplace.names("out")
    #expect(names.contains("\(folder)/simulation.csv") && names.contains("\(folder)/periods.csv"))
    #expect(!names.contains { $0.contains("record") || $0.contains("plan.csv") })
    let before = try workplace.contents("out")
    let other = ["simulate", "plan.json5", "--draws", "7", "--periods", "2", "--output", "out"]
    let refused = try Program.run(other, in: workplace.folder)
    #expect(refused.status == 2 && refused.errors.contains("--force"))
    #expect(try workplace.contents("out") == before)
    #expect(try Program.run(other + ["--force"], in: workplace.folder).status == 0)
    #expect(try workplace.contents("out") != before)
  }

  @Test("the same simulation gives the same bytes, at any number of threads, in any locale")
  func sameBytes() throws {
    let workplace = try Workplace()
    for (output, jobs, locale) in [("a", "1", "C"), ("b", "3", "zh_CN.UTF-8")] {
      let run = try workplace.run(
        "simulate", "plan.json5", "--draws", "8", "--output", output, "--jobs", jobs,
        environment: ["LC_ALL": locale])
      #expect(run.status == 0, "\(run.errors)")
    }
    #expect(try workplace.contents("a") == workplace.contents("b"))
  }

  @Test("--json gives tests and periods as an object")
  func json() throws {
    let workplace = try Workplace()
    let run = try workplace.run("simulate", "plan.json5", "--draws", "3", "--json")
    let parsed = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    let object = try #require(parsed as? [String: Any])
    #expect(object["format"] as? String == "shuangsuiji-simulate/1")
    let plans = try #require(object["plans"] as? [[String: Any]])
    #expect((plans[0]["periods"] as? [Any])?.count == 4)
    #expect((plans[0]["tests"] as? [Any])?.isEmpty == false)
    #expect(try workplace.names().allSatisfy { !$0.contains("simulation") })
  }

  @Test("no real draw takes a seed of simulations")
  func seeds() throws {
    let workplace = try Workplace()
    let run = try workplace.draw(seed: "simulate|1")
    #expect(run.status == 2 && run.errors.contains("[simulated-seed]"))
    try workplace.write("seed", Array("simulate|2\n".utf8))
    let other = try workplace.run(
      "draw", "plan.json5", "--seed-file", "seed", "--output", "out")
    #expect(other.status == 2 && other.errors.contains("[simulated-seed]"))
    #expect(try !workplace.names().contains("out"))
  }
}
