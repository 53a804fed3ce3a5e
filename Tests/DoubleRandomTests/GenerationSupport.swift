// What the tests of generated registries share: reading them back without the house's own reader.

import DoubleRandom

/// A generated registry read back: header and rows of decoded fields.
struct ReadBack {
  let header: [String]
  let rows: [[String]]

  init(_ kind: RegistryKind, rows: Int, seed: String, form: GeneratedRegistry.TargetForm = .full) {
    let registry = GeneratedRegistry(kind, rows: rows, seed: Array(seed.utf8), form: form)
    self.init(bytes: registry.bytes)
  }

  /// Splits RFC 4180 text with LF; traps where a record has another width than the header.
  init(bytes: [UInt8]) {
    var records: [[String]] = []
    var record: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    for byte in bytes {
      switch byte {
      case 0x22: isQuoted.toggle()
      case 0x2C where !isQuoted, 0x0A where !isQuoted:
        record.append(String(decoding: field, as: UTF8.self))
        field = []
        if byte == 0x0A {
          records.append(record)
          record = []
        }
      default: field.append(byte)
      }
    }
    precondition(!isQuoted && record.isEmpty, "ends after a record")
    header = records.removeFirst()
    rows = records
    precondition(rows.allSatisfy { [width = header.count] in $0.count == width }, "one width")
  }

  /// The values of a named column.
  subscript(_ name: String) -> [String] {
    guard let column = header.firstIndex(of: name) else { preconditionFailure("no \(name)") }
    return rows.map { $0[column] }
  }
}

extension GeneratedRegistry {
  /// The whole registry.
  var bytes: [UInt8] {
    var bytes = header
    append(0..<rowCount, to: &bytes)
    return bytes
  }
}

/// FNV-1a over 64 bits: enough to notice any change of frozen bytes.
func fingerprint(_ bytes: [UInt8]) -> String {
  let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
    ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
  }
  return String(hash, radix: 16)
}

/// Both check digits of a credit code, written from the standards and not from the generator.
func checkDigits(_ code: String) -> (inner: Bool, outer: Bool) {
  let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
  let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
  let innerWeights = [3, 7, 9, 10, 5, 8, 4, 2]
  let characters = Array(code)
  guard characters.count == 18 else { return (false, false) }
  let innerSum = (0..<8).reduce(0) { sum, index in
    sum + innerWeights[index] * (Int(String(characters[8 + index]), radix: 36) ?? 0)
  }
  let innerDigits: [Character] = ["0", "X", "9", "8", "7", "6", "5", "4", "3", "2", "1"]
  let outerSum = (0..<17).reduce(0) { sum, index in
    sum + weights[index] * (alphabet.firstIndex(of: characters[index]) ?? 0)
  }
  return (
    characters[16] == innerDigits[innerSum % 11],
    characters[17] == alphabet[(31 - outerSum % 31) % 31]
  )
}
