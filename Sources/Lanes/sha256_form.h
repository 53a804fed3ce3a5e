// What one form does with its lanes, which the header included before defines for LANES messages:
//
//   struct NAME(lanes), NAME(begin), NAME(take), NAME(take_front), NAME(end)
//
// ONE_PIECE names the function for a piece alone. Lanes to spare repeat the last message.

// Writes the values of the first `count` lanes.
TARGET INLINE void NAME(write)(const struct NAME(lanes) *lanes, size_t count, uint64_t *values) {
  uint64_t all[4 * LANES];
  if (count == LANES) {
    NAME(end)(lanes, values);
  } else {
    NAME(end)(lanes, all);
    __builtin_memcpy(values, all, 32 * count);
  }
}

// Bytes `at` … `at` + 31 of a last block: prefix and body of `total` bytes, the mark behind them,
// and zeros; where `at` is 32, the message's size ends it.
TARGET INLINE void NAME(half)(
    const struct messages *m, size_t start, size_t total, size_t at, uint8_t out[32]) {
  size_t first = start + at - m->prefix_size;
  half body, kept, mark, prefix, behind;
  if (__builtin_expect(start >= m->prefix_size && first + 32 <= m->size, 1)) {
    __builtin_memcpy(&body, m->bytes + first, 32);
  } else {
    uint8_t copy[32] = {0};
    for (size_t i = 0; i < 32; i++) {
      if (at + i >= m->prefix_size && at + i < total) copy[i] = m->bytes[first + i];
    }
    __builtin_memcpy(&body, copy, 32);
  }
  // How many bytes of the message reach into this half; 32 or -1 where its end is elsewhere.
  ptrdiff_t reach = (ptrdiff_t)(total - at);
  reach = reach > 32 ? 32 : reach < -1 ? -1 : reach;
  __builtin_memcpy(&kept, ones_window + 32 - reach, 32);
  __builtin_memcpy(&mark, mark_window + 32 - reach, 32);
  __builtin_memcpy(&prefix, m->prefix + at, 32);
  __builtin_memcpy(&behind, m->behind_prefix + at, 32);
  body = (body & kept & behind) | prefix | mark;
  if (at == 32) {
    eight words = (eight)body;
    words[7] |= __builtin_bswap32((uint32_t)(64 + total) * 8);
    body = (half)words;
  }
  __builtin_memcpy(out, &body, 32);
}

// Up to LANES messages, as lanes_sha256_messages has it. Where all are shorter than 32 bytes, as
// ids are, half of the block is known to be 0.
TARGET static void NAME(messages)(
    const struct messages *m, const uint32_t *starts, const uint32_t *ends, size_t count,
    uint64_t *values) {
  _Alignas(64) uint8_t blocks[LANES][64];
  const uint8_t *rows[LANES];
  uint32_t bits[LANES];
  size_t longest = 0;
  struct NAME(lanes) lanes;
  NAME(begin)(&lanes, m->state);
  for (size_t l = 0; l < LANES; l++) {
    size_t i = l < count ? l : count - 1, total = m->prefix_size + (ends[i] - starts[i]);
    longest = total > longest ? total : longest;
    bits[l] = (uint32_t)(64 + total) * 8;
    rows[l] = blocks[l];
    NAME(half)(m, starts[i], total, 0, blocks[l]);
  }
  if (longest < 32) {
    NAME(take_front)(&lanes, rows, bits);
    NAME(write)(&lanes, count, values);
    return;
  }
  for (size_t l = 0; l < LANES; l++) {
    size_t i = l < count ? l : count - 1, total = m->prefix_size + (ends[i] - starts[i]);
    NAME(half)(m, starts[i], total, 32, blocks[l] + 32);
  }
  NAME(take)(&lanes, rows);
  NAME(write)(&lanes, count, values);
  for (size_t i = 0; longest > 55 && i < count; i++) {
    if (m->prefix_size + (ends[i] - starts[i]) > 55) {
      long_message(m, starts[i], ends[i] - starts[i], values + 4 * i);
    }
  }
}

// Up to LANES whole pieces of `size` bytes that stand one after another.
TARGET static void NAME(pieces)(
    const uint8_t *bytes, size_t size, size_t count, uint64_t *values) {
  const uint8_t *rows[LANES];
  uint8_t tails[LANES][128];
  size_t tail_blocks = 0;
  struct NAME(lanes) lanes;
  if (count == 1) {
    ONE_PIECE(bytes, size, values);
    return;
  }
  NAME(begin)(&lanes, initial_state);
  for (size_t l = 0; l < LANES; l++) rows[l] = bytes + size * (l < count ? l : count - 1);
  for (size_t left = size / 64;; left--) {
    if (left == 0) {
      if (tail_blocks > 0) break;
      for (int l = 0; l < LANES; l++) {
        tail_blocks = pad(tails[l], rows[l], size % 64, size);
        rows[l] = tails[l];
      }
      left = tail_blocks;
    }
    NAME(take)(&lanes, rows);
    for (int l = 0; l < LANES; l++) {
      // Pieces a megabyte apart fall into the same few places of the first cache.
      __builtin_prefetch((const void *)((uintptr_t)rows[l] + 256));
      rows[l] += 64;
    }
  }
  NAME(write)(&lanes, count, values);
}

#undef LANES
#undef NAME
#undef TARGET
#undef ONE_PIECE
