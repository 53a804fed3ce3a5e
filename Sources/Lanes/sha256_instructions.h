// Lanes by the processor's SHA instructions (x86-64): four messages, each in two registers, take
// turns, so that none waits for its own last step. Needs LANES, NAME and TARGET like
// sha256_vectors.h.
//
// The instructions keep the eight words as a, b, e, f and c, d, g, h, the last one lowest.

// The states of all lanes.
struct NAME(lanes) {
  __m128i abef[LANES], cdgh[LANES];
};

// Four words of a block: memory is big-endian.
TARGET INLINE __m128i NAME(load)(const uint8_t *bytes) {
  __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)bytes), order);
}

// One block a lane, given as its sixteen words by fours.
TARGET INLINE void NAME(compress)(struct NAME(lanes) *lanes, __m128i w[LANES][4]) {
  __m128i abef[LANES], cdgh[LANES];
#pragma unroll
  for (int l = 0; l < LANES; l++) {
    abef[l] = lanes->abef[l];
    cdgh[l] = lanes->cdgh[l];
  }
#pragma unroll
  for (int t = 0; t < 16; t++) {
    __m128i k = _mm_loadu_si128((const __m128i *)(round_constants + 4 * t));
#pragma unroll
    for (int l = 0; l < LANES; l++) {
      __m128i *x = &w[l][t % 4], next = w[l][(t + 1) % 4], last = w[l][(t + 3) % 4];
      __m128i words = _mm_add_epi32(*x, k);
      cdgh[l] = _mm_sha256rnds2_epu32(cdgh[l], abef[l], words);
      abef[l] = _mm_sha256rnds2_epu32(abef[l], cdgh[l], _mm_shuffle_epi32(words, 0x0e));
      if (t < 12) {
        __m128i between = _mm_alignr_epi8(last, w[l][(t + 2) % 4], 4);
        *x = _mm_add_epi32(_mm_sha256msg1_epu32(*x, next), between);
        *x = _mm_sha256msg2_epu32(*x, last);
      }
    }
  }
#pragma unroll
  for (int l = 0; l < LANES; l++) {
    lanes->abef[l] = _mm_add_epi32(lanes->abef[l], abef[l]);
    lanes->cdgh[l] = _mm_add_epi32(lanes->cdgh[l], cdgh[l]);
  }
}

// All lanes from one state.
TARGET INLINE void NAME(begin)(struct NAME(lanes) *lanes, const uint32_t state[8]) {
#pragma unroll
  for (int l = 0; l < LANES; l++) {
    lanes->abef[l] = _mm_set_epi32(
        (int)state[0], (int)state[1], (int)state[4], (int)state[5]);
    lanes->cdgh[l] = _mm_set_epi32(
        (int)state[2], (int)state[3], (int)state[6], (int)state[7]);
  }
}

// One block a lane, at rows[lane].
TARGET INLINE void NAME(take)(struct NAME(lanes) *lanes, const uint8_t *const *rows) {
  __m128i w[LANES][4];
#pragma unroll
  for (int l = 0; l < LANES; l++) {
#pragma unroll
    for (int i = 0; i < 4; i++) w[l][i] = NAME(load)(rows[l] + 16 * i);
  }
  NAME(compress)(lanes, w);
}

// One block a lane, of which the first 32 bytes stand at rows[lane], and the last word in
// bits[lane]; the words between are 0.
TARGET INLINE void NAME(take_front)(
    struct NAME(lanes) *lanes, const uint8_t *const *rows, const uint32_t *bits) {
  __m128i w[LANES][4];
#pragma unroll
  for (int l = 0; l < LANES; l++) {
    w[l][0] = NAME(load)(rows[l]);
    w[l][1] = NAME(load)(rows[l] + 16);
    w[l][2] = _mm_setzero_si128();
    w[l][3] = _mm_set_epi32((int)bits[l], 0, 0, 0);
  }
  NAME(compress)(lanes, w);
}

// Writes the values of all lanes.
TARGET INLINE void NAME(end)(const struct NAME(lanes) *lanes, uint64_t *values) {
#pragma unroll
  for (int l = 0; l < LANES; l++) {
    __m128i ab_cd = _mm_unpackhi_epi64(lanes->abef[l], lanes->cdgh[l]);
    __m128i ef_gh = _mm_unpacklo_epi64(lanes->abef[l], lanes->cdgh[l]);
    _mm_storeu_si128((__m128i *)(values + 4 * l), ab_cd);
    _mm_storeu_si128((__m128i *)(values + 4 * l + 2), ef_gh);
  }
}
