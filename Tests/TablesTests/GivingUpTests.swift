// Giving up an output folder while other threads are at work in it.

import Dispatch
import Synchronization
import Tables
import Testing

private func file(_ name: String, _ text: String) -> OutputFolder.File { (name, Array(text.utf8)) }

@Suite struct GivingUpTests {
  @Test("giving up while threads stage leaves nothing")
  func givingUpWhileStaging() throws {
    for _ in 0..<20 {
      let place = Workplace()
      let folder = try OutputFolder(place("out"))
      let outcomes = Mutex<[OutputError.Reason?]>([])
      let begun = Atomic(false)
      DispatchQueue.concurrentPerform(iterations: 3) { thread in
        // In the middle: a machine with one processor does them one after another.
        if thread == 1 {
          for _ in 0..<100_000 where !begun.load(ordering: .relaxed) {}
          return folder.removeTemporaries()
        }
        let outcome = reason { () throws(OutputError) in
          for round in 0..<100 {
            let files = (0..<10).map { file("\(thread)-\(round)/\($0)", "text") }
            try folder.stage(files)
            begun.store(true, ordering: .relaxed)
          }
        }
        outcomes.withLock { $0.append(outcome) }
      }
      #expect(outcomes.withLock { $0 }.allSatisfy { $0 == nil || $0 == .closed })
      #expect(place.content == [:])
    }
  }

  @Test("giving up while another thread publishes leaves all or nothing")
  func givingUpMeanwhile() throws {
    let names = (0..<10).map { "f\($0)" }
    for round in 0..<8 {
      let place = Workplace()
      let folder = try OutputFolder(place("out"))
      let outcome = Mutex<OutputError.Reason?>(nil)
      DispatchQueue.concurrentPerform(iterations: 2) { thread in
        if thread == 0 {
          let result = reason { () throws(OutputError) in
            try folder.publish(names.map { file("a/" + $0, "\(round)") }, replace: false)
          }
          outcome.withLock { $0 = result }
        } else {
          folder.removeTemporaries()
        }
      }
      let result = outcome.withLock { $0 }
      #expect(result == nil || result == .closed)
      #expect(place.content.count == (result == nil ? 12 : 0))
    }
  }
}
