public enum HashLanes {
  public static func finish(_ blocks: Span<UInt8>, from state: SIMD8<UInt32>, into words: inout [UInt64]) {
    for b in 0..<(blocks.count / 64) {
      var w = [UInt32](repeating: 0, count: 64)
      for i in 0..<64 { w[i / 4] = w[i / 4] << 8 | UInt32(blocks[b * 64 + i]) }
      var s = state
      compress(&s, &w)
      for k in 0..<4 { words[b * 4 + k] = UInt64(s[2 * k]) << 32 | UInt64(s[2 * k + 1]) }
    }
  }
}
