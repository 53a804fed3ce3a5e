// SHA-256 of many independent messages at once, one message a lane of a vector.
//
// The one C face of HashLanes.swift, which checks every bound before it calls. A `form` is the
// width and instruction set; every form gives the same values: four big-endian 64-bit words.

#ifndef LANES_SHA256_H
#define LANES_SHA256_H

#include <stddef.h>
#include <stdint.h>

/// The forms, in rising order of speed.
enum {
  lanes_sha256_portable = 0,  // 4 lanes in vectors: SSE2, NEON, or whatever the target has
  lanes_sha256_avx2 = 1,      // 8 lanes in vectors
  lanes_sha256_sha = 2,       // 4 lanes by the SHA instructions
  lanes_sha256_avx512 = 3,    // 16 lanes in vectors: AVX-512 F, BW, DQ, VL
};

/// Whether this processor and its system can run the form.
int lanes_sha256_has(int form);

/// Whether the processor works on 512 bits in one turn, so that sixteen lanes digest long messages
/// faster than its SHA instructions: AMD's do from family 26 (Zen 5) on, 6.0 against 3.4 GB/s;
/// those before take two turns, 3.4 against 3.9. Of others nothing was measured.
int lanes_sha256_is_wide(void);

/// Values of `count` messages head + prefix + body: `state` stands behind the head of one block,
/// the prefix has up to 64 bytes, body i is `bytes[starts[i] ..< ends[i]]`. `size` is the number of
/// bytes at `bytes`; every range lies within. `values` holds 4·count words.
void lanes_sha256_messages(
    int form, const uint32_t state[8], const uint8_t *prefix, size_t prefix_size,
    const uint8_t *bytes, size_t size, const uint32_t *starts, const uint32_t *ends, size_t count,
    uint64_t *values);

/// Values of the `count` pieces of `piece_size` bytes that stand one after another at `bytes`.
/// `values` holds 4·count words.
void lanes_sha256_pieces(
    int form, const uint8_t *bytes, size_t piece_size, size_t count, uint64_t *values);

/// The value of all `size` bytes, and those of their pieces of `piece_size` bytes, a multiple of
/// 64, the last one shorter, in the time of the one alone. Where the processor has no SHA
/// instructions, nothing is done and 0 returned.
int lanes_sha256_whole(
    const uint8_t *bytes, size_t size, size_t piece_size, uint64_t *values, uint64_t whole[4]);

#endif
