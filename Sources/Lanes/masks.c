// Byte masks in portable vector types: the forms, and the choice among them at run time.
#include "masks.h"

#include <stdatomic.h>
#include <stdbool.h>

// Vectors are passed by value, but only to functions that are always inlined.
#pragma clang diagnostic ignored "-Wpsabi"

typedef uint8_t block __attribute__((ext_vector_type(64)));
typedef int8_t signed_block __attribute__((ext_vector_type(64)));
typedef char comparison __attribute__((ext_vector_type(64)));
typedef bool comparison_bits __attribute__((ext_vector_type(64)));
typedef uint8_t eight_bytes __attribute__((ext_vector_type(8)));
typedef uint32_t eight_words __attribute__((ext_vector_type(8)));

#define FORM(name) name##_baseline
#define TARGET
#define COMPRESS 0
#include "masks_form.h"

#if defined(__x86_64__)
typedef char compressible __attribute__((vector_size(64)));

#define FORM(name) name##_avx2
#define TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define COMPRESS 0
#include "masks_form.h"

#define FORM(name) name##_avx512
#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,bmi,bmi2,lzcnt,popcnt")))
#define COMPRESS 0
#include "masks_form.h"

// Packing offsets by `vpcompressb` instead of a loop over bits: 1.5 times as fast in all.
#define FORM(name) name##_vbmi2
#define TARGET                                                                                  \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi2,bmi,bmi2,lzcnt,popcnt")))
#define COMPRESS 1
#include "masks_form.h"
#endif

static atomic_int form_limit = 3;

int masks_form(void) {
  int form = 0;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) form = 1;
  if (form == 1 && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq"))
    form = 2;
  if (form == 2 && __builtin_cpu_supports("avx512vbmi2")) form = 3;
#endif
  int limit = atomic_load_explicit(&form_limit, memory_order_relaxed);
  return form < limit ? form : limit;
}

void masks_limit_form(int form) { atomic_store(&form_limit, form); }

size_t masks_fields(const uint8_t *bytes, size_t size, uint8_t delimiter, uint32_t base,
                    struct masks_state *state, uint32_t *entries, uint32_t *bad_blocks,
                    size_t *bad_count) {
#define CALL(form) form(bytes, size, delimiter, base, state, entries, bad_blocks, bad_count)
  switch (masks_form()) {
#if defined(__x86_64__)
  case 3: return CALL(fields_vbmi2);
  case 2: return CALL(fields_avx512);
  case 1: return CALL(fields_avx2);
#endif
  default: return CALL(fields_baseline);
  }
#undef CALL
}

size_t masks_count(const uint8_t *bytes, size_t size, uint8_t byte) {
  switch (masks_form()) {
#if defined(__x86_64__)
  case 3: return count_vbmi2(bytes, size, byte);
  case 2: return count_avx512(bytes, size, byte);
  case 1: return count_avx2(bytes, size, byte);
#endif
  default: return count_baseline(bytes, size, byte);
  }
}

size_t masks_find(const uint8_t *bytes, size_t size, const uint8_t *word, size_t word_size) {
  switch (masks_form()) {
#if defined(__x86_64__)
  case 3: return find_vbmi2(bytes, size, word, word_size);
  case 2: return find_avx512(bytes, size, word, word_size);
  case 1: return find_avx2(bytes, size, word, word_size);
#endif
  default: return find_baseline(bytes, size, word, word_size);
  }
}
