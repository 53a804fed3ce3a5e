// Looking up the combinations of a batch of records. In C because a look-up is a hundred
// instructions, for each of ten million rows: checked at every step it takes half as long again.
#include "combinations.h"

#include <string.h>

#define INLINE static inline __attribute__((always_inline))

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "Words are read as they stand; this machine's would need turning."
#endif

/// A cell as it is written: texts[from] … texts[to − 1].
struct cell {
  size_t from, to;
};

INLINE struct cell cell_of(const struct combination_records *r, size_t base, size_t column) {
  const uint32_t *entry = r->fields + base + column;
  return (struct cell){entry[0] + (column > 0), entry[1]};
}

INLINE uint64_t word(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

/// The last 8 bytes of a cell, or all of fewer, the first one lowest.
INLINE uint64_t tail_of(const uint8_t *bytes, struct cell cell) {
  size_t size = cell.to - cell.from;
  if (__builtin_expect(cell.to < 8, 0)) {
    uint64_t tail = 0;
    memcpy(&tail, bytes + cell.from, size);
    return tail;
  }
  uint64_t tail = word(bytes + cell.to - 8);
  // Without a branch: sizes of cells come in no order.
  return size < 8 ? tail >> 8 >> (56 - 8 * size) : tail;
}

/// A product of 128 bits, folded.
INLINE uint64_t fold(uint64_t a, uint64_t b) {
  unsigned __int128 product = (unsigned __int128)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/// The hash of a combination, and of its cells the tails; whether all are shorter than 8 bytes.
INLINE uint64_t hash_of(
    const struct combination_records *r, size_t base, uint64_t *tails, int *is_short) {
  uint64_t hash = 0, factor = 0xa0761d6478bd642f;
  size_t longest = 0;
  for (size_t k = 0; k < r->column_count; k++) {
    struct cell cell = cell_of(r, base, r->columns[k]);
    size_t size = cell.to - cell.from;
    uint64_t tail = tails[k] = tail_of(r->bytes, cell);
    longest = size > longest ? size : longest;
    // Products of all columns are under way at once; the last fold mixes their sum.
    hash += tail * factor;
    factor *= 0x9e3779b97f4a7c15;
  }
  *is_short = longest < 8;
  // Nearly all cells worth combining are their last 8 bytes.
  for (size_t k = 0; longest > 8 && k < r->column_count; k++) {
    struct cell cell = cell_of(r, base, r->columns[k]);
    for (; cell.to - cell.from > 8; cell.from += 8)
      hash = fold(hash ^ word(r->bytes + cell.from), 0x8ebc6af09c88c6e3);
  }
  return fold(hash ^ hash >> 32, 0xe7037ed1a0b428db);
}

/// Whether the cells of a record are those of a known combination; their tails are.
static int is_equal(
    const struct combination_records *r, size_t base, const struct combination_table *table,
    const struct combination_cell *known) {
  for (size_t k = 0; k < r->column_count; k++) {
    struct cell cell = cell_of(r, base, r->columns[k]);
    size_t size = cell.to - cell.from;
    if (size != known[k + 1].start - known[k].start) return 0;
    if (memcmp(r->bytes + cell.from, table->texts + known[k].start, size) != 0) return 0;
  }
  return 1;
}

/// As `combinations_find` has it; `columns` is known to the compiler where they are few.
INLINE void find_with(
    const struct combination_records *records, const struct combination_table *table,
    size_t count, int32_t *found, size_t columns) {
  struct combination_records r = *records;
  r.column_count = columns;
  uint64_t tails[columns + 1];
  for (size_t i = 0; i < count; i++) {
    size_t base = i * r.width;
    int is_short;
    uint64_t hash = hash_of(&r, base, tails, &is_short), entry;
    size_t slot = hash & table->slot_mask;
    for (; (entry = table->slots[slot]) != 0; slot = (slot + 1) & table->slot_mask) {
      if ((entry ^ hash) >> 32 != 0) continue;
      const struct combination_cell *known =
          table->cells + ((uint32_t)entry - 1) * r.column_count;
      size_t k = 0;
      while (k < r.column_count && known[k].tail == tails[k]) k++;
      if (k == r.column_count && (is_short || is_equal(&r, base, table, known))) break;
    }
    // Where the place is empty, 0 − 1.
    found[i] = (int32_t)(uint32_t)entry - 1;
  }
}

void combinations_find(
    const struct combination_records *records, const struct combination_table *table,
    size_t count, int32_t *found) {
#define CASE(columns)                                                                          \
  case columns: find_with(records, table, count, found, columns); break;
  switch (records->column_count) {
    CASE(1) CASE(2) CASE(3) CASE(4)
    default: find_with(records, table, count, found, records->column_count);
  }
#undef CASE
}

uint64_t combinations_hash(const struct combination_records *records, size_t base) {
  uint64_t tails[records->column_count + 1];
  int is_short;
  return hash_of(records, base, tails, &is_short);
}
