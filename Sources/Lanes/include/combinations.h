// Which of many known combinations of cells each record of a batch has: a table with open
// addressing, looked up for millions of records. What is in it, Swift decides (CombinationTable).
#ifndef COMBINATIONS_H
#define COMBINATIONS_H
#include <stddef.h>
#include <stdint.h>

/// The cells of a known combination stand one after another, in the order of `columns`.
struct combination_cell {
  uint64_t tail;  // its last 8 bytes, the first one lowest, or all of fewer
  uint64_t start; // where it begins in `texts`
};

/// Records as a scan hands them out: record r has its start and its separators, as offsets from
/// `bytes`, at fields[r·width] …, and its cells in the columns named. Every offset lies within.
struct combination_records {
  const uint8_t *bytes;
  const uint32_t *fields;
  size_t width;
  const uint32_t *columns;
  size_t column_count;
};

/// The known combinations: of each its cells; behind the last one, where texts end. A slot has the
/// upper half of a hash and, in the lower 32 bits, index + 1; 0 where empty, as at least one is.
struct combination_table {
  const uint64_t *slots;
  size_t slot_mask;
  const struct combination_cell *cells;
  const uint8_t *texts;
};

/// Writes the index of each record's combination, −1 where it is not known.
void combinations_find(
    const struct combination_records *records, const struct combination_table *table,
    size_t count, int32_t *found);

/// The hash of the combination of the record whose first entry is fields[base].
uint64_t combinations_hash(const struct combination_records *records, size_t base);

#endif
