// The C lanes on random bytes, in buffers of just their size, so that the sanitizers see every byte
// read or written too many; each form must say what the lowest one says. Run by lanes.sh.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "masks.h"
#include "sha256.h"

static uint64_t numbers = 1;
static uint32_t number(uint32_t below) {
  numbers = numbers * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(numbers >> 33) % below;
}

static void differ(const char *what, int form) {
  fprintf(stderr, "lanes: %s of form %d differ\n", what, form);
  exit(1);
}

static void masks(void) {
  static const uint8_t kinds[] = {'a', ',', '"', '\n', '\r', 0, 0xE4, 0xB8, 0xAD, 0xF0, 0x9F};
  size_t size = number(400), room = 2 * size + 1 + MASKS_SLACK, blocks = size / 64 + 1;
  uint8_t *bytes = malloc(size);
  for (size_t i = 0; i < size; i++) bytes[i] = kinds[number(sizeof kinds)];
  uint32_t *found[4], *bad[4];
  size_t counts[4], bads[4];
  for (int form = 0; form < 4; form++) {
    masks_limit_form(form);
    struct masks_state state = {.edge = 1};
    found[form] = malloc(room * sizeof **found), bad[form] = malloc(blocks * sizeof **bad);
    bads[form] = 0;
    counts[form] =
        masks_fields(bytes, size, ',', 7, &state, found[form], bad[form], &bads[form]);
    if (counts[form] != counts[0] || bads[form] != bads[0] ||
        memcmp(found[form], found[0], counts[0] * sizeof **found) ||
        memcmp(bad[form], bad[0], bads[0] * sizeof **bad))
      differ("fields", form);
  }
  for (int form = 0; form < 4; form++) free(found[form]), free(bad[form]);
  free(bytes);
}

static void words(void) {
  size_t size = 1 + number(300), length = 1 + number(number(2) ? 4 : 90), first = 0;
  uint8_t *bytes = malloc(size), *word = malloc(length);
  for (size_t i = 0; i < size; i++) bytes[i] = (uint8_t)number(2);
  for (size_t i = 0; i < length; i++) word[i] = (uint8_t)number(2);
  while (first + length <= size && memcmp(bytes + first, word, length)) first++;
  if (first + length > size) first = size;
  for (int form = 0; form < 4; form++) {
    masks_limit_form(form);
    if (masks_find(bytes, size, word, length) != first) differ("words", form);
  }
  free(bytes), free(word);
}

static void digests(void) {
  size_t size = 1 + number(300), count = 1 + number(40);
  uint8_t *bytes = malloc(size * count);
  uint32_t *starts = malloc(count * sizeof *starts), *ends = malloc(count * sizeof *ends);
  uint64_t *first = malloc(32 * count), *values = malloc(32 * count);
  for (size_t i = 0; i < size * count; i++) bytes[i] = (uint8_t)number(256);
  for (size_t i = 0; i < count; i++) {
    starts[i] = number((uint32_t)(size * count) + 1);
    ends[i] = starts[i] + number((uint32_t)(size * count) - starts[i] + 1);
  }
  uint32_t state[8];
  for (int i = 0; i < 8; i++) state[i] = number(UINT32_MAX);
  for (int form = 0; form < 4; form++) {
    if (!lanes_sha256_has(form)) continue;
    lanes_sha256_pieces(form, bytes, size, count, form ? values : first);
    if (form && memcmp(first, values, 32 * count)) differ("pieces", form);
  }
  for (int form = 0; form < 4; form++) {
    if (!lanes_sha256_has(form)) continue;
    lanes_sha256_messages(form, state, bytes, size < 64 ? size : 64, bytes, size * count, starts,
                          ends, count, form ? values : first);
    if (form && memcmp(first, values, 32 * count)) differ("messages", form);
  }
  free(bytes), free(starts), free(ends), free(first), free(values);
}

int main(void) {
  for (int i = 0; i < 5000; i++) masks(), words(), digests();
  printf("lanes: 5000 random tables, words and sets of messages, all forms the same\n");
}
