// Lanes in vectors: vector v holds word v of every message, and SHA-256 is the standard's text, a
// word a vector. Included by sha256.c once for each width, with these defined:
//
//   LANES               messages at once: 4, 8 or 16
//   NAME(x)             the form's name for x
//   TARGET              the attribute that allows its instructions, or nothing
//   HOLD(x)             keeps the compiler from moving what makes x behind what follows
//   MAJORITY(a, b, c)   bit by bit, the value that two of three have
//
// Between memory and these vectors stand 4 × 4 transpositions within each quarter (128 bits):
// quarter q carries messages 4q … 4q + 3, so that lane l is message l.

typedef uint32_t NAME(words) __attribute__((vector_size(4 * LANES)));
typedef uint8_t NAME(bytes) __attribute__((vector_size(4 * LANES)));
#define V NAME(words)

// The states of all lanes: word i of every state is s[i].
struct NAME(lanes) {
  V s[8];
};

// The indices F(i) of every quarter, i being its first lane.
#if LANES == 16
#define QUARTERS(F) F(0), F(4), F(8), F(12)
#elif LANES == 8
#define QUARTERS(F) F(0), F(4)
#else
#define QUARTERS(F) F(0)
#endif
#define LOW_WORDS(i) (i), LANES + (i), (i) + 1, LANES + (i) + 1
#define HIGH_WORDS(i) (i) + 2, LANES + (i) + 2, (i) + 3, LANES + (i) + 3
#define LOW_PAIRS(i) (i), (i) + 1, LANES + (i), LANES + (i) + 1
#define HIGH_PAIRS(i) (i) + 2, (i) + 3, LANES + (i) + 2, LANES + (i) + 3
#if LANES == 16
#define EVEN_QUARTERS 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27
#define ODD_QUARTERS 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31
#elif LANES == 8
#define EVEN_QUARTERS 0, 1, 2, 3, 8, 9, 10, 11
#define ODD_QUARTERS 4, 5, 6, 7, 12, 13, 14, 15
#endif
#define SWAPPED(i)                                                                             \
  4 * (i) + 3, 4 * (i) + 2, 4 * (i) + 1, 4 * (i), 4 * (i) + 7, 4 * (i) + 6, 4 * (i) + 5,       \
      4 * (i) + 4, 4 * (i) + 11, 4 * (i) + 10, 4 * (i) + 9, 4 * (i) + 8, 4 * (i) + 15,         \
      4 * (i) + 14, 4 * (i) + 13, 4 * (i) + 12

// Turns the bytes of every word about: memory is big-endian.
TARGET INLINE V NAME(swap)(V x) {
  NAME(bytes) b = (NAME(bytes))x;
  return (V)__builtin_shufflevector(b, b, QUARTERS(SWAPPED));
}

// Four rows of quarters → four columns of quarters.
TARGET INLINE void NAME(transpose)(V a, V b, V c, V d, V out[4]) {
  V ab_low = __builtin_shufflevector(a, b, QUARTERS(LOW_WORDS));
  V ab_high = __builtin_shufflevector(a, b, QUARTERS(HIGH_WORDS));
  V cd_low = __builtin_shufflevector(c, d, QUARTERS(LOW_WORDS));
  V cd_high = __builtin_shufflevector(c, d, QUARTERS(HIGH_WORDS));
  out[0] = __builtin_shufflevector(ab_low, cd_low, QUARTERS(LOW_PAIRS));
  out[1] = __builtin_shufflevector(ab_low, cd_low, QUARTERS(HIGH_PAIRS));
  out[2] = __builtin_shufflevector(ab_high, cd_high, QUARTERS(LOW_PAIRS));
  out[3] = __builtin_shufflevector(ab_high, cd_high, QUARTERS(HIGH_PAIRS));
}

// Eight words of every message, from byte `at` of its block.
TARGET INLINE void NAME(load)(const uint8_t *const *rows, int at, V w[8]) {
  V x[8], y[8];
#pragma unroll
  for (int i = 0; i < 8; i++) {
    // Rows side by side until the vector is full, so that quarters come out in message order.
    union {
      uint8_t bytes[4 * LANES];
      V v;
    } row;
#if LANES == 16
    int m = i % 4 + i / 4 * 8;
    __builtin_memcpy(row.bytes, rows[m] + at, 32);
    __builtin_memcpy(row.bytes + 32, rows[m + 4] + at, 32);
#elif LANES == 8
    __builtin_memcpy(row.bytes, rows[i] + at, 32);
#else
    __builtin_memcpy(row.bytes, rows[i % 4] + at + i / 4 * 16, 16);
#endif
    x[i] = NAME(swap)(row.v);
  }
  NAME(transpose)(x[0], x[1], x[2], x[3], y);
  NAME(transpose)(x[4], x[5], x[6], x[7], y + 4);
#pragma unroll
  for (int j = 0; j < 4; j++) {
#if LANES == 4
    w[j] = y[j];
    w[4 + j] = y[4 + j];
#else
    w[j] = __builtin_shufflevector(y[j], y[4 + j], EVEN_QUARTERS);
    w[4 + j] = __builtin_shufflevector(y[j], y[4 + j], ODD_QUARTERS);
#endif
  }
}

// Round i of sixteen, k being its constants, and, where `more` rounds follow, word i of the
// schedule for the round sixteen later: the words are a ring. Values do not move, names do: a is
// s[-i], b is s[1 - i] and so on. HOLD keeps the compiler to this order, rotations before sums:
// rotations have the fewest ports, and what waits for them comes last.
TARGET INLINE void NAME(round)(V s[8], V w[16], const uint32_t *k, int i, int more) {
  V a = s[-i & 7], b = s[(1 - i) & 7], c = s[(2 - i) & 7], d = s[(3 - i) & 7];
  V e = s[(4 - i) & 7], f = s[(5 - i) & 7], g = s[(6 - i) & 7], h = s[(7 - i) & 7];
  V x = w[(i + 1) & 15], y = w[(i + 14) & 15], sigma0, sigma1, word;
  if (more) {
    sigma0 = ROTR(x, 7) ^ ROTR(x, 18) ^ (x >> 3);
    HOLD(sigma0);
    sigma1 = ROTR(y, 17) ^ ROTR(y, 19) ^ (y >> 10);
    HOLD(sigma1);
  }
  V choice = (e & f) ^ (~e & g);
  HOLD(choice);
  V sum1 = ROTR(e, 6) ^ ROTR(e, 11) ^ ROTR(e, 25);
  HOLD(sum1);
  V sum0 = ROTR(a, 2) ^ ROTR(a, 13) ^ ROTR(a, 22);
  HOLD(sum0);
  V majority = MAJORITY(a, b, c);
  HOLD(majority);
  V sum = w[i] + k[i];
  HOLD(sum);
  if (more) {
    word = w[i] + w[(i + 9) & 15];
    HOLD(word);
  }
  sum += h;
  HOLD(sum);
  if (more) {
    word += sigma0;
    HOLD(word);
    w[i] = word + sigma1;
  }
  sum += d;
  HOLD(sum);
  sum += choice;
  HOLD(sum);
  sum += sum1;
  HOLD(sum);
  s[(3 - i) & 7] = sum;
  V t = sum - d;
  HOLD(t);
  t += majority;
  HOLD(t);
  s[(7 - i) & 7] = t + sum0;
}

// Takes in one block of every message (FIPS 180-4, 6.2.2).
TARGET INLINE void NAME(compress)(V state[8], V w[16]) {
  V s[8];
#pragma unroll
  for (int i = 0; i < 8; i++) s[i] = state[i];
  // Apart from the loop, so that words known to be 0 cost nothing.
#pragma unroll
  for (int i = 0; i < 16; i++) NAME(round)(s, w, round_constants, i, 1);
  for (int t = 16; t < 48; t += 16) {
#pragma unroll
    for (int i = 0; i < 16; i++) NAME(round)(s, w, round_constants + t, i, 1);
  }
#pragma unroll
  for (int i = 0; i < 16; i++) NAME(round)(s, w, round_constants + 48, i, 0);
#pragma unroll
  for (int i = 0; i < 8; i++) state[i] += s[i];
}

// All lanes from one state.
TARGET INLINE void NAME(begin)(struct NAME(lanes) *lanes, const uint32_t state[8]) {
#pragma unroll
  for (int i = 0; i < 8; i++) lanes->s[i] = (V){0} + state[i];
}

// One block a lane, at rows[lane].
TARGET INLINE void NAME(take)(struct NAME(lanes) *lanes, const uint8_t *const *rows) {
  V w[16];
  NAME(load)(rows, 0, w);
  NAME(load)(rows, 32, w + 8);
  NAME(compress)(lanes->s, w);
}

// One block a lane, of which the first 32 bytes stand at rows[lane], and the last word in
// bits[lane]; the words between are 0.
TARGET INLINE void NAME(take_front)(
    struct NAME(lanes) *lanes, const uint8_t *const *rows, const uint32_t *bits) {
  V w[16];
  NAME(load)(rows, 0, w);
#pragma unroll
  for (int i = 8; i < 15; i++) w[i] = (V){0};
  __builtin_memcpy(w + 15, bits, sizeof(V));
  NAME(compress)(lanes->s, w);
}

// Writes the values of all lanes.
TARGET INLINE void NAME(end)(const struct NAME(lanes) *lanes, uint64_t *values) {
  const V *s = lanes->s;
  V front[4], back[4];
  // A little-endian machine keeps the second word of a pair first.
  NAME(transpose)(s[1], s[0], s[3], s[2], front);
  NAME(transpose)(s[5], s[4], s[7], s[6], back);
#pragma unroll
  for (size_t l = 0; l < LANES; l++) {
    __builtin_memcpy(values + 4 * l, (const quarter *)&front[l % 4] + l / 4, 16);
    __builtin_memcpy(values + 4 * l + 2, (const quarter *)&back[l % 4] + l / 4, 16);
  }
}

#undef V
#undef QUARTERS
#undef LOW_WORDS
#undef HIGH_WORDS
#undef LOW_PAIRS
#undef HIGH_PAIRS
#undef EVEN_QUARTERS
#undef ODD_QUARTERS
#undef SWAPPED
#undef HOLD
#undef MAJORITY
