// What the merging of a survey compares by: where suspected ids were seen in a second pass, and the
// order of candidates.

/// Where an id was seen whose hash prefix occurs more than once.
struct Sighting {
  struct Membership {
    var task: Int
    var key: [UInt8]
    var weight: UInt32
    var place: PlaceKey
  }

  var stage: Int
  var id: [UInt8]
  /// The credit code that the id is in another spelling; else the id.
  var code: [UInt8]
  var batch: Int
  var localLine: Int
  /// Its places in frames of this stage.
  var members: [Membership]
  /// The plan of each of the row's places in frames, those of all stages.
  var plans: [Int]
}

extension Candidate {
  /// By ticket, then id, then texts (which differ only where rows are merged).
  func precedes(_ other: Candidate) -> Bool {
    if ticket != other.ticket { return ticket < other.ticket }
    if target.id != other.target.id {
      return target.id.lexicographicallyPrecedes(other.target.id)
    }
    for field in Target.Field.allCases {
      let (own, others) = (target.bytes(field), other.target.bytes(field))
      if own != others { return own.lexicographicallyPrecedes(others) }
    }
    return target.place < other.target.place
  }
}
