// Byte masks: 64 bytes of a table at a time become bit sets, which tell where its fields end and
// where it breaks the rules. Forms for AVX-512, AVX2 and the compiler's baseline, chosen at run
// time; all give the same.
#ifndef MASKS_H
#define MASKS_H
#include <stddef.h>
#include <stdint.h>

/// Entries that `masks_fields` may write beyond those it returns.
#define MASKS_SLACK 64

/// What one stretch of bytes hands to the next. All zero but `edge` = 1 at the start of a record.
struct masks_state {
  uint64_t inside;   // all ones: the stretch begins inside quotes
  uint64_t edge;     // bit 0: the byte before may be followed by an opening quote
  uint64_t closed;   // bit 0: the byte before closed a quoted field
  uint64_t returned; // bit 0: the byte before was a CR outside quotes
  uint64_t ended;    // bit 0: the byte before was an LF outside quotes
  uint64_t expected; // bits 0–2: continuation bytes that an earlier UTF-8 lead asks for
  uint64_t special;  // bits 0–3: the byte before was E0, ED, F0, F4
  uint64_t lines;    // LF bytes so far, inside quotes or out
  uint64_t records;  // LF bytes so far outside quotes
};

/// Finds the fields of the next `size` bytes of a table.
///
/// Writes an entry for each delimiter and line end (LF) outside quotes, and a second one, for the
/// start of the next record, after each line end: offsets of the byte from `bytes`, plus `base`.
/// (The start after a line end at the very last byte comes with the next stretch.) There are at
/// most 2·size + 1 of them, and room for MASKS_SLACK more is needed. Returns their number.
///
/// `bad_blocks` gets the numbers of those blocks of 64 bytes in which RFC 4180 or UTF-8 is seen to
/// be broken (NUL counts), room for one a block; `*bad_count` their number. What is wrong at a byte
/// is seen at that byte or up to three bytes after it. Where no block is bad, nothing is wrong.
///
/// `state` is fit for another stretch only if `size` is a multiple of 64.
size_t masks_fields(const uint8_t *bytes, size_t size, uint8_t delimiter, uint32_t base,
                    struct masks_state *state, uint32_t *entries, uint32_t *bad_blocks,
                    size_t *bad_count);

/// How many of `size` bytes equal `byte`.
size_t masks_count(const uint8_t *bytes, size_t size, uint8_t byte);

/// Where the `word_size` bytes of a word, at least one, stand first among `size` bytes; `size` where
/// they do not.
size_t masks_find(const uint8_t *bytes, size_t size, const uint8_t *word, size_t word_size);

/// The form in use: 3 = AVX-512 with VBMI2, 2 = AVX-512, 1 = AVX2, 0 = baseline.
int masks_form(void);

/// For tests and measurement: use no form higher than `form` from now on.
void masks_limit_form(int form);

#endif
