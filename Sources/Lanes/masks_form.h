// One form of the byte masks: included by masks.c once per CPU form, with FORM(name) naming its
// functions, TARGET saying what the compiler may use, and COMPRESS = 1 where a vector instruction
// packs set bits into offsets. Everything is inlined into FORM(fields), FORM(count), FORM(find).
//
// Quotes: the parity of all quotes so far, as a prefix XOR over the block, tells for each byte
// whether it stands inside quotes. RFC 4180 then comes down to neighbours: an opening quote follows
// a delimiter, a line end or a quote; a closing one is followed by one of them or a CR; a CR
// outside quotes is followed by LF. UTF-8 comes down to counting: the continuation bytes that stand
// there must be the ones that the leads before them ask for.

#define INLINE TARGET __attribute__((always_inline)) static inline

/// One bit a byte from a comparison, whose lanes are all ones or zero.
INLINE uint64_t FORM(bits)(comparison lanes) {
  comparison_bits packed = __builtin_convertvector(lanes, comparison_bits);
  uint64_t bits;
  __builtin_memcpy(&bits, &packed, sizeof bits);
  return bits;
}
#define BITS FORM(bits)

/// Bit i = parity of the bits 0…i.
INLINE uint64_t FORM(prefix_xor)(uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

/// The bits one byte later, with bit 0 from the block before; leaves the last one for the next.
INLINE uint64_t FORM(follow)(uint64_t bits, uint64_t *carry) {
  uint64_t following = bits << 1 | *carry;
  *carry = bits >> 63;
  return following;
}

/// UTF-8 of a block with leads other than E1…EC, EE, EF, or after a block that ended in one.
INLINE uint64_t FORM(broken_utf8_rare)(block b, uint64_t leads, uint64_t continuations,
                                       struct masks_state *s) {
  uint64_t four = BITS(b >= 0xF0) & BITS(b <= 0xF4);
  uint64_t three = (BITS(b >= 0xE0) & ~BITS(b >= 0xF0)) | four;
  uint64_t two = (BITS(b >= 0xC2) & ~BITS(b >= 0xE0)) | three;
  uint64_t expected = two << 1 | three << 2 | four << 3 | s->expected;
  s->expected = two >> 63 | three >> 62 | four >> 61;
  uint64_t bad = (leads & ~two) | (expected ^ continuations);

  // The second byte of E0 (overlong), ED (surrogates), F0 (overlong), F4 (beyond 10FFFF).
  uint64_t first[4] = {BITS(b == 0xE0), BITS(b == 0xED), BITS(b == 0xF0), BITS(b == 0xF4)};
  uint64_t high = BITS(b >= 0xA0), middle = BITS(b >= 0x90);
  uint64_t allowed[4] = {high, ~high, middle, ~middle};
  uint64_t special = 0;
  for (int i = 0; i < 4; i++) {
    bad |= (first[i] << 1 | (s->special >> i & 1)) & ~allowed[i];
    special |= first[i] >> 63 << i;
  }
  s->special = special;
  return bad;
}

INLINE uint64_t FORM(broken_utf8)(block b, struct masks_state *s) {
  uint64_t continuations = BITS((signed_block)b < -64);
  uint64_t leads = BITS((signed_block)b < 0) & ~continuations;
  uint64_t plain = BITS((block)(b - 0xE1) < 15) & ~BITS(b == 0xED);
  if (__builtin_expect(((leads & ~plain) | s->special) != 0, 0))
    return FORM(broken_utf8_rare)(b, leads, continuations, s);
  uint64_t expected = plain << 1 | plain << 2 | s->expected;
  s->expected = plain >> 63 | plain >> 62;
  return expected ^ continuations;
}

/// Writes the entries of one block; a byte may be a record's start and a separator.
INLINE uint32_t *FORM(append)(uint32_t *entries, uint64_t separators, uint64_t starts,
                              uint32_t base) {
#if COMPRESS
  if (__builtin_expect((separators & starts) == 0, 1)) {
    // All offsets of the block, of which `vpcompressb` picks the wanted ones.
    const block offsets = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
                           16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
                           32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
                           48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    uint64_t both = separators | starts;
    block packed = (block)__builtin_ia32_compressqi512_mask((compressible)offsets,
                                                            (compressible){0}, both);
    int count = __builtin_popcountll(both);
    for (int i = 0; i < 64; i += 8) {
      eight_bytes part;
      __builtin_memcpy(&part, (const char *)&packed + i, sizeof part);
      eight_words words = __builtin_convertvector(part, eight_words) + base;
      __builtin_memcpy(entries + i, &words, sizeof words);
      if (__builtin_expect(count <= i + 8, 1)) break;
    }
    return entries + count;
  }
#endif
  if (__builtin_expect((separators & starts) == 0, 1)) {
    // Six at a time, wanted or not: a block seldom has more, and the loop's end is foreseen.
    uint64_t rest = separators | starts;
    uint32_t *last = entries + __builtin_popcountll(rest);
    do {
      for (int i = 0; i < 6; i++, rest &= rest - 1)
        *entries++ = base + (uint32_t)__builtin_ctzll(rest | (uint64_t)1 << 63);
    } while (__builtin_expect(rest != 0, 0));
    return last;
  }
  for (uint64_t rest = separators | starts; rest != 0; rest &= rest - 1) {
    int bit = __builtin_ctzll(rest);
    *entries = base + (uint32_t)bit;
    entries += starts >> bit & 1;
    *entries = base + (uint32_t)bit;
    entries += separators >> bit & 1;
  }
  return entries;
}

/// Finds the fields of one block, of whose bytes those of `here` count; returns what is wrong.
INLINE uint64_t FORM(fields_of_block)(block b, uint64_t here, uint8_t delimiter, uint32_t base,
                                      struct masks_state *s, uint32_t **entries) {
  uint64_t quotes = BITS(b == '"'), delimiters = BITS(b == delimiter);
  uint64_t feeds = BITS(b == '\n') & here, returns = BITS(b == '\r');
  uint64_t inside = s->inside, edges = delimiters | feeds | quotes, wrong;
  if ((quotes | returns) == 0) {
    // Most blocks: nothing turns inside out, and only the byte before can ask for anything.
    wrong = (s->closed & ~edges) | (s->returned & ~feeds);
    s->edge = edges >> 63;
    s->closed = s->returned = 0;
  } else {
    inside ^= FORM(prefix_xor)(quotes);
    s->inside = (uint64_t)((int64_t)inside >> 63);
    wrong = quotes & inside & ~FORM(follow)(edges, &s->edge);
    wrong |= FORM(follow)(quotes & ~inside, &s->closed) & ~(edges | returns);
    wrong |= FORM(follow)(returns & ~inside, &s->returned) & ~feeds;
  }
  wrong |= FORM(broken_utf8)(b, s);

  uint64_t ends = feeds & ~inside;
  uint64_t separators = (delimiters & ~inside & here) | ends;
  s->lines += (uint64_t)__builtin_popcountll(feeds);
  s->records += (uint64_t)__builtin_popcountll(ends);
  uint64_t starts = FORM(follow)(ends, &s->ended) & here;
  *entries = FORM(append)(*entries, separators, starts, base);
  return wrong & here;
}

TARGET static size_t FORM(fields)(const uint8_t *bytes, size_t size, uint8_t delimiter,
                                  uint32_t base, struct masks_state *state, uint32_t *entries,
                                  uint32_t *bad_blocks, size_t *bad_count) {
  struct masks_state s = *state;
  uint32_t *next = entries, *bad = bad_blocks;
  block lowest = (block)255;
  size_t i = 0;
  for (; i + 64 <= size; i += 64) {
    block b;
    __builtin_memcpy(&b, bytes + i, sizeof b);
    lowest = __builtin_elementwise_min(lowest, b);
    if (__builtin_expect(
            FORM(fields_of_block)(b, ~(uint64_t)0, delimiter, base + (uint32_t)i, &s, &next) != 0,
            0))
      *bad++ = (uint32_t)(i / 64);
  }
  if (i < size) {
    block b = (block)' ';
    __builtin_memcpy(&b, bytes + i, size - i);
    lowest = __builtin_elementwise_min(lowest, b);
    uint64_t here = ((uint64_t)1 << (size - i)) - 1;
    if (FORM(fields_of_block)(b, here, delimiter, base + (uint32_t)i, &s, &next) != 0)
      *bad++ = (uint32_t)(i / 64);
  }
  if (__builtin_expect(__builtin_reduce_min(lowest) == 0, 0)) {
    bad = bad_blocks;
    for (i = 0; i < size; i += 64) *bad++ = (uint32_t)(i / 64);
  }
  *state = s;
  *bad_count = (size_t)(bad - bad_blocks);
  return (size_t)(next - entries);
}

TARGET static size_t FORM(count)(const uint8_t *bytes, size_t size, uint8_t byte) {
  size_t total = 0, i = 0;
  for (; i + 64 <= size; i += 64) {
    block b;
    __builtin_memcpy(&b, bytes + i, sizeof b);
    total += (size_t)__builtin_popcountll(BITS(b == byte));
  }
  for (; i < size; i++) total += bytes[i] == byte;
  return total;
}

// A start is looked at where the word's first byte stands and its last one, so far behind it.
TARGET static size_t FORM(find)(const uint8_t *bytes, size_t size, const uint8_t *word,
                                size_t word_size) {
  size_t starts = word_size > size ? 0 : size - word_size + 1;
  for (size_t i = 0; i < starts; i += 64) {
    size_t count = starts - i < 64 ? starts - i : 64;
    block first = (block)0, last = (block)0;
    __builtin_memcpy(&first, bytes + i, count);
    __builtin_memcpy(&last, bytes + i + word_size - 1, count);
    uint64_t hits = BITS(first == word[0]) & BITS(last == word[word_size - 1]);
    if (count < 64) hits &= ((uint64_t)1 << count) - 1;
    for (; hits != 0; hits &= hits - 1) {
      size_t start = i + (size_t)__builtin_ctzll(hits);
      if (__builtin_memcmp(bytes + start, word, word_size) == 0) return start;
    }
  }
  return size;
}

#undef INLINE
#undef BITS
#undef FORM
#undef TARGET
#undef COMPRESS
