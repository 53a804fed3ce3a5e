// Candidates of a stratum, gathered from what each worker of a survey has kept: when all workers
// are done, and for many frames at once.

import Sampling
import Tables

/// What the workers kept of candidates.
struct CandidateShares {
  /// Where candidates of a stratum are: worker, and that worker's number of the stratum.
  struct Place {
    let worker: Int
    let stratum: Int
  }

  private struct Share {
    let strata: [StratumTally]
    let arenas: [Arena]
    /// The worker's number of district and grade → the registry's.
    let places: [Int32]
  }

  private var shares: [Share] = []

  /// Takes over what a worker has kept.
  ///
  /// - Parameter numbers: district and grade → their index in the registry's table.
  mutating func add(_ state: SurveyState, _ numbers: [PlaceKey: Int32]) {
    shares.append(
      Share(
        strata: state.strata, arenas: state.arenas,
        places: (0..<state.places.count).map { numbers[state.places.names($0)] ?? -1 }))
  }

  /// The place of a stratum of the worker added last.
  func lastPlace(stratum: Int) -> Place { Place(worker: shares.count - 1, stratum: stratum) }

  /// The candidates at some places of one plan, in no order.
  func candidates(_ places: [Place], plan: Int) -> [Candidate] {
    var candidates: [Candidate] = []
    candidates.reserveCapacity(
      places.reduce(0) { $0 + shares[$1.worker].strata[$1.stratum].kept.count })
    for place in places {
      let (share, arena) = (shares[place.worker], shares[place.worker].arenas[plan])
      for kept in share.strata[place.stratum].kept {
        let target = arena.target(kept.text, place: share.places[Int(kept.text.place)])
        candidates.append(Candidate(ticket: kept.ticket, weight: kept.weight, target: target))
      }
    }
    return candidates
  }
}
