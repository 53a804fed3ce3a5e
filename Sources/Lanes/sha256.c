// SHA-256 of many independent messages at once.
//
//   sha256_vectors.h       lanes in vectors of 4, 8 or 16 words: any machine, AVX2, AVX-512
//   sha256_instructions.h  lanes by the SHA instructions of x86-64
//   sha256_form.h          what is done with lanes, included once for each of these forms
//
// The caller says which form to run. In vectors there are no intrinsics but one: compilers find
// rotations and most three-way logic by themselves, on x86-64 and on arm64.

#include "sha256.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "The lanes turn bytes about; this machine's need no turning."
#endif

#define INLINE static inline __attribute__((always_inline))
#define ROTR(x, n) (((x) >> (n)) | ((x) << (32 - (n))))

/// Four words of one message.
typedef uint32_t quarter __attribute__((vector_size(16)));

// FIPS 180-4, 4.2.2: the cube roots of the first 64 primes.
static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

// FIPS 180-4, 5.3.3: the square roots of the first 8 primes.
static const uint32_t initial_state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                          0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

/// One block of one message.
static void compress(uint32_t state[8], const uint8_t *block) {
  uint32_t w[16], s[8];
  __builtin_memcpy(w, block, 64);
  __builtin_memcpy(s, state, 32);
  for (int i = 0; i < 16; i++) w[i] = __builtin_bswap32(w[i]);
  for (int t = 0; t < 64; t += 16) {
#pragma unroll
    for (int i = 0; i < 16; i++) {
      if (t > 0) {
        uint32_t x = w[(i + 1) & 15], y = w[(i + 14) & 15];
        w[i] += w[(i + 9) & 15] + (ROTR(x, 7) ^ ROTR(x, 18) ^ (x >> 3)) +
                (ROTR(y, 17) ^ ROTR(y, 19) ^ (y >> 10));
      }
      uint32_t a = s[-i & 7], b = s[(1 - i) & 7], c = s[(2 - i) & 7], e = s[(4 - i) & 7];
      uint32_t f = s[(5 - i) & 7], g = s[(6 - i) & 7], h = s[(7 - i) & 7];
      uint32_t t1 = h + (w[i] + round_constants[t + i]) + ((e & f) ^ (~e & g)) +
                    (ROTR(e, 6) ^ ROTR(e, 11) ^ ROTR(e, 25));
      s[(3 - i) & 7] += t1;
      s[(7 - i) & 7] =
          t1 + (ROTR(a, 2) ^ ROTR(a, 13) ^ ROTR(a, 22)) + ((a & b) | (c & (a | b)));
    }
  }
  for (int i = 0; i < 8; i++) state[i] += s[i];
}

/// Writes a state as a value.
static void write_value(const uint32_t state[8], uint64_t value[4]) {
  for (int i = 0; i < 4; i++) value[i] = (uint64_t)state[2 * i] << 32 | state[2 * i + 1];
}

/// Writes the end of a message of `total` bytes, its last `size` (below 64) at `bytes`, as one or
/// two padded blocks; says how many.
static size_t pad(uint8_t tail[128], const uint8_t *bytes, size_t size, uint64_t total) {
  size_t blocks = size < 56 ? 1 : 2;
  uint64_t bits = __builtin_bswap64(total * 8);
  __builtin_memset(tail, 0, 128);
  __builtin_memcpy(tail, bytes, size);
  tail[size] = 0x80;
  __builtin_memcpy(tail + 64 * blocks - 8, &bits, 8);
  return blocks;
}

/// Takes in the last `size` bytes of a message of `total` bytes, and the padding.
static void end_message(uint32_t state[8], const uint8_t *bytes, size_t size, uint64_t total) {
  uint8_t tail[128];
  for (; size >= 64; size -= 64, bytes += 64) compress(state, bytes);
  size_t blocks = pad(tail, bytes, size, total);
  for (size_t i = 0; i < blocks; i++) compress(state, tail + 64 * i);
}

/// Half of a block, and the same as words.
typedef uint8_t half __attribute__((vector_size(32)));
typedef uint32_t eight __attribute__((vector_size(32)));

/// What the messages of one call share.
struct messages {
  const uint32_t *state;
  const uint8_t *bytes;
  size_t size;
  size_t prefix_size;
  uint8_t prefix[64];         // then zeros
  uint8_t behind_prefix[64];  // zeros, then ones
};

#define FF8 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff
/// Read at 32 − n: n bytes of ones, then zeros.
_Alignas(64) static const uint8_t ones_window[65] = {FF8, FF8, FF8, FF8};
/// Read at 32 − n: the mark that ends a message at byte n, and zeros.
_Alignas(64) static const uint8_t mark_window[65] = {[32] = 0x80};

/// One message of any size, alone.
static void long_message(
    const struct messages *m, size_t start, size_t size, uint64_t value[4]) {
  uint32_t state[8];
  uint8_t first[64];
  size_t room = 64 - m->prefix_size, taken = size < room ? size : room;
  __builtin_memcpy(state, m->state, 32);
  __builtin_memcpy(first, m->prefix, m->prefix_size);
  __builtin_memcpy(first + m->prefix_size, m->bytes + start, taken);
  uint64_t total = 64 + m->prefix_size + size;
  if (taken < room) {
    end_message(state, first, m->prefix_size + size, total);
  } else {
    compress(state, first);
    end_message(state, m->bytes + start + taken, size - taken, total);
  }
  write_value(state, value);
}

/// One piece alone, by the plain algorithm.
static void plain_piece(const uint8_t *bytes, size_t size, uint64_t value[4]) {
  uint32_t state[8];
  __builtin_memcpy(state, initial_state, 32);
  end_message(state, bytes, size, size);
  write_value(state, value);
}

#if defined(__x86_64__)
#define LANES 1
#define NAME(x) x##_one
#define TARGET __attribute__((target("avx2,sha")))
#include "sha256_instructions.h"

/// Takes in the last `size` bytes (below 64) of a message of `total` bytes, and writes its value.
TARGET static void end_by_instructions(
    struct lanes_one *lane, const uint8_t *bytes, size_t size, uint64_t total, uint64_t value[4]) {
  uint8_t tail[128];
  const uint8_t *row = tail;
  size_t blocks = pad(tail, bytes, size, total);
  for (size_t i = 0; i < blocks; i++, row += 64) take_one(lane, &row);
  end_one(lane, value);
}

/// One piece alone, by the SHA instructions: five times as fast.
TARGET static void piece_by_instructions(const uint8_t *bytes, size_t size, uint64_t value[4]) {
  struct lanes_one lane;
  const uint8_t *row = bytes, *end = bytes + size / 64 * 64;
  begin_one(&lane, initial_state);
  for (; row < end; row += 64) take_one(&lane, &row);
  end_by_instructions(&lane, end, size % 64, size, value);
}
#undef LANES
#undef NAME
#undef TARGET

#define LANES 2
#define NAME(x) x##_two
#define TARGET __attribute__((target("avx2,sha")))
#include "sha256_instructions.h"

/// A message and its pieces at once: what waits for one's last step leaves room for the other's.
TARGET static void whole_by_instructions(
    const uint8_t *bytes, size_t size, size_t piece_size, uint64_t *values, uint64_t whole[4]) {
  struct lanes_two lanes;
  struct lanes_one lane, fresh;
  const uint8_t *row = bytes;
  begin_two(&lanes, initial_state);
  begin_one(&fresh, initial_state);
  for (size_t left = size; left > 0; values += 4) {
    size_t piece = left < piece_size ? left : piece_size;
    lanes.abef[1] = fresh.abef[0];
    lanes.cdgh[1] = fresh.cdgh[0];
    for (const uint8_t *end = row + piece / 64 * 64; row < end; row += 64) {
      const uint8_t *rows[2] = {row, row};
      take_two(&lanes, rows);
    }
    lane = (struct lanes_one){{lanes.abef[1]}, {lanes.cdgh[1]}};
    end_by_instructions(&lane, row, piece % 64, piece, values);
    left -= piece;
  }
  lane = (struct lanes_one){{lanes.abef[0]}, {lanes.cdgh[0]}};
  end_by_instructions(&lane, row, size % 64, size, whole);
}
#undef LANES
#undef NAME
#undef TARGET

/// One piece alone, the fastest way there is.
static void lone_piece(const uint8_t *bytes, size_t size, uint64_t value[4]) {
  if (lanes_sha256_has(lanes_sha256_sha)) {
    piece_by_instructions(bytes, size, value);
  } else {
    plain_piece(bytes, size, value);
  }
}
#endif

#define LANES 4
#define NAME(x) x##_portable
#define TARGET
#define ONE_PIECE plain_piece
#if defined(__x86_64__)
#define HOLD(x) __asm__ volatile("" : "+x"(x))
#elif defined(__aarch64__)
#define HOLD(x) __asm__ volatile("" : "+w"(x))
#else
#define HOLD(x)
#endif
#define MAJORITY(a, b, c) (((a) & (b)) | ((c) & ((a) | (b))))
#include "sha256_vectors.h"
#include "sha256_form.h"

#if defined(__x86_64__)
#define LANES 8
#define NAME(x) x##_avx2
#define TARGET __attribute__((target("avx2")))
#define ONE_PIECE lone_piece
#define HOLD(x) __asm__ volatile("" : "+x"(x))
#define MAJORITY(a, b, c) (((a) & (b)) | ((c) & ((a) | (b))))
#include "sha256_vectors.h"
#include "sha256_form.h"

#define LANES 4
#define NAME(x) x##_sha
#define TARGET __attribute__((target("avx2,sha")))
#define ONE_PIECE lone_piece
#include "sha256_instructions.h"
#include "sha256_form.h"

#define LANES 16
#define NAME(x) x##_avx512
#define TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))
#define ONE_PIECE lone_piece
#define HOLD(x) __asm__ volatile("" : "+v"(x))
#define MAJORITY(a, b, c)                                                                      \
  (V) _mm512_ternarylogic_epi32((__m512i)(a), (__m512i)(b), (__m512i)(c), 0xe8)
#include "sha256_vectors.h"
#include "sha256_form.h"
#endif

int lanes_sha256_has(int form) {
  if (form == lanes_sha256_portable) return 1;
#if defined(__x86_64__)
  __builtin_cpu_init();
  int avx2 = __builtin_cpu_supports("avx2");
  if (form == lanes_sha256_avx2) return avx2;
  if (form == lanes_sha256_sha) return avx2 && __builtin_cpu_supports("sha");
  if (form == lanes_sha256_avx512) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  }
#endif
  return 0;
}

int lanes_sha256_is_wide(void) {
#if defined(__x86_64__)
  unsigned a, b, c, d;
  if (!__get_cpuid(0, &a, &b, &c, &d) || b != signature_AMD_ebx) return 0;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return 0;
  unsigned family = (a >> 8 & 15) + (a >> 20 & 255);
  return family >= 26 && lanes_sha256_has(lanes_sha256_avx512);
#else
  return 0;
#endif
}

// Cuts `count` messages into groups of the form's lanes and does `call` with each: its first is i,
// it has n.
#if defined(__x86_64__)
#define IN_GROUPS(form, count, call)                                                           \
  switch (form) {                                                                              \
    case lanes_sha256_avx512: GROUPS(count, 16, call(avx512)) break;                           \
    case lanes_sha256_sha: GROUPS(count, 4, call(sha)) break;                                  \
    case lanes_sha256_avx2: GROUPS(count, 8, call(avx2)) break;                                \
    default: GROUPS(count, 4, call(portable)) break;                                           \
  }
#else
#define IN_GROUPS(form, count, call)                                                           \
  (void)form;                                                                                  \
  GROUPS(count, 4, call(portable))
#endif
#define GROUPS(count, lanes, call)                                                             \
  for (size_t i = 0, n; i < count; i += n) {                                                   \
    n = count - i < lanes ? count - i : lanes;                                                 \
    call;                                                                                      \
  }

void lanes_sha256_messages(
    int form, const uint32_t state[8], const uint8_t *prefix, size_t prefix_size,
    const uint8_t *bytes, size_t size, const uint32_t *starts, const uint32_t *ends, size_t count,
    uint64_t *values) {
  struct messages m = {state, bytes, size, prefix_size, {0}, {0}};
  __builtin_memcpy(m.prefix, prefix, prefix_size);
  __builtin_memset(m.behind_prefix + prefix_size, 0xff, 64 - prefix_size);
#define CALL(x) messages_##x(&m, starts + i, ends + i, n, values + 4 * i)
  IN_GROUPS(form, count, CALL)
#undef CALL
}

void lanes_sha256_pieces(
    int form, const uint8_t *bytes, size_t piece_size, size_t count, uint64_t *values) {
#define CALL(x) pieces_##x(bytes + piece_size * i, piece_size, n, values + 4 * i)
  IN_GROUPS(form, count, CALL)
#undef CALL
}

int lanes_sha256_whole(
    const uint8_t *bytes, size_t size, size_t piece_size, uint64_t *values, uint64_t whole[4]) {
#if defined(__x86_64__)
  if (lanes_sha256_has(lanes_sha256_sha)) {
    whole_by_instructions(bytes, size, piece_size, values, whole);
    return 1;
  }
#endif
  return 0;
}
