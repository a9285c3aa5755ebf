/* The bodies of Parquet data pages from columns of answers (https://parquet.apache.org/docs/file-format/data-pages/encodings/).

   A page begins with which rows have a value at all (a length, then a run or bits), as every column is optional. */
#include <stdint.h>
#include <string.h>

typedef uint8_t u8;
typedef int32_t i32;
typedef int64_t i64;
typedef uint32_t u32;
typedef uint64_t u64;

static u8 *varint(u8 *out, u64 n) {
  for (; n > 127; n >>= 7) *out++ = (u8)(n | 128);
  *out++ = (u8)n;
  return out;
}

/* `n` values of `width` bits, the lowest first; behind the last there must be room for 16 bytes. */
static u8 *packed(u8 *out, const u64 *values, i64 n, int width) {
  unsigned __int128 held = 0;
  int bits = 0;
  if (!width) return out;
  for (i64 i = 0; i < n; i++) {
    held |= (unsigned __int128)values[i] << bits, bits += width;
    if (bits >= 64) {
      u64 word = (u64)held;
      memcpy(out, &word, 8), out += 8, held >>= 64, bits -= 64;
    }
  }
  u64 word = (u64)held;
  memcpy(out, &word, 8);
  return out + (bits + 7) / 8;
}

static u8 *packed_small(u8 *out, const i32 *values, i64 n, int width) { /* zeros fill the last eight */
  u8 *end = out + (n + 7) / 8 * width;
  u64 held = 0;
  int bits = 0;
  for (i64 i = 0; i < n; i++) {
    held |= (u64)(u32)values[i] << bits, bits += width;
    if (bits >= 32) {
      u32 word = (u32)held;
      memcpy(out, &word, 4), out += 4, held >>= 32, bits -= 32;
    }
  }
  memset(out, 0, (size_t)(end - out));
  memcpy(out, &held, (size_t)(bits + 7) / 8);
  return end;
}

/* Runs of the same value, and what lies between them in groups of eight. */
static u8 *hybrid(u8 *out, const i32 *values, i64 n, int width) {
  i64 from = 0, i = 0; /* from..i: not yet written */
  while (i < n) {
    i64 end = i + 1;
    while (end < n && values[end] == values[i]) end++;
    i64 start = from + ((i - from + 7) & ~7ll); /* the groups before the run are filled from it */
    if (end - start >= 16) {
      if (start > from) out = varint(out, (u64)((start - from) / 8) << 1 | 1), out = packed_small(out, values + from, start - from, width);
      out = varint(out, (u64)(end - start) << 1);
      u32 value = (u32)values[i];
      for (int k = 0; k < (width + 7) / 8; k++) *out++ = (u8)(value >> 8 * k);
      from = end;
    }
    i = end;
  }
  if (n > from) out = varint(out, (u64)((n - from + 7) / 8) << 1 | 1), out = packed_small(out, values + from, n - from, width);
  return out;
}

/* Which rows have a value: all (`known` 0), or those of a byte other than 0. */
static u8 *levels(u8 *out, const u8 *known, i64 n, i32 *room) {
  u8 *body = out + 4;
  if (known) {
    for (i64 i = 0; i < n; i++) room[i] = known[i] != 0;
    body = hybrid(body, room, n, 1);
  } else {
    body = varint(body, (u64)n << 1);
    *body++ = 1;
  }
  u32 size = (u32)(body - out - 4);
  memcpy(out, &size, 4);
  return body;
}

/* Places in a dictionary, by `map` where it is given; below 0 is no value. The number of bytes written. */
i64 page_of_codes(const i32 *codes, const i32 *map, i64 n, i64 width, u8 *known, i32 *room, u8 *out) {
  u8 *at;
  i64 told = 0;
  u8 all = 1;
  for (i64 i = 0; i < n; i++) {
    i32 code = map ? map[codes[i]] : codes[i];
    known[i] = code >= 0, all &= known[i];
  }
  at = levels(out, all ? 0 : known, n, room);
  *at++ = (u8)width;
  for (i64 i = 0; i < n; i++) {
    room[told] = map ? map[codes[i]] : codes[i];
    told += known[i];
  }
  return hybrid(at, room, told, (int)width) - out;
}

/* Numbers as they are. */
i64 page_of_numbers(const i64 *values, const u8 *known, i64 n, i32 *room, u8 *out) {
  u8 *at = levels(out, known, n, room);
  for (i64 i = 0; i < n; i++)
    if (!known || known[i]) memcpy(at, values + i, 8), at += 8;
  return at - out;
}

/* No value at all. */
i64 page_of_nothing(i64 n, u8 *out) {
  u8 *at = varint(out + 4, (u64)n << 1);
  *at++ = 0;
  u32 size = (u32)(at - out - 4);
  memcpy(out, &size, 4);
  return at - out;
}

/* The places of numbers among those met, -1 where not known; how many were met, or -1 where more than `most`.
   `slots` has 4 times `most` (a power of 2) places. */
i64 numbers_met(const i64 *values, const u8 *known, i64 n, i32 *slots, i64 most, i64 *met, i32 *codes) {
  u64 mask = (u64)(4 * most - 1);
  i64 count = 0, last = 0;
  i32 code = -1;
  memset(slots, -1, (size_t)(4 * most) * 4);
  for (i64 i = 0; i < n; i++) {
    if (known && !known[i]) { codes[i] = -1; continue; }
    if (code < 0 || values[i] != last) {
      last = values[i];
      u64 at = ((u64)last * 0x9E3779B97F4A7C15ull >> 32) & mask;
      while (slots[at] >= 0 && met[slots[at]] != last) at = (at + 1) & mask;
      if (slots[at] < 0) {
        if (count == most) return -1;
        met[count] = last, slots[at] = (i32)count++;
      }
      code = slots[at];
    }
    codes[i] = code;
  }
  return count;
}

/* Differences to the number before in blocks of 128, DELTA_BINARY_PACKED; `ends` becomes the least and the greatest. */
i64 page_of_ids(const i64 *ids, i64 n, i32 *room, u8 *out, i64 *ends) {
  u8 *at = levels(out, 0, n, room);
  at = varint(varint(varint(at, 128), 4), (u64)n);
  at = varint(at, (u64)ids[0] << 1 ^ (u64)(ids[0] >> 63));
  ends[0] = ends[1] = ids[0];
  for (i64 row = 1; row < n; row += 128) {
    i64 many = n - row < 128 ? n - row : 128, least = INT64_MAX;
    u64 steps[128] = {0};
    for (i64 i = 0; i < many; i++) {
      i64 id = ids[row + i], step = (i64)((u64)id - (u64)ids[row + i - 1]);
      steps[i] = (u64)step, least = step < least ? step : least;
      ends[0] = id < ends[0] ? id : ends[0], ends[1] = id > ends[1] ? id : ends[1];
    }
    for (i64 i = 0; i < many; i++) steps[i] -= (u64)least;
    at = varint(at, (u64)least << 1 ^ (u64)(least >> 63));
    u8 *widths = at;
    at += 4;
    for (i64 k = 0; k < 4; k++) {
      u64 any = 0;
      for (i64 i = 32 * k; i < 32 * k + 32; i++) any |= steps[i];
      widths[k] = any ? (u8)(64 - __builtin_clzll(any)) : 0;
      if (32 * k < many) at = packed(at, steps + 32 * k, 32, widths[k]);
    }
  }
  return at - out;
}
