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

/* Reading. Runs and groups of eight; 0, or -1 where the bytes are not what they should be. */
static i64 from_hybrid(const u8 *at, const u8 *end, int width, i64 n, i32 *out) {
  u64 mask = width < 32 ? (1ull << width) - 1 : 0xFFFFFFFFull;
  if (width > 32) return -1;
  for (i64 i = 0; i < n;) {
    u64 head = 0;
    for (int shift = 0;; shift += 7) {
      if (at >= end || shift > 56) return -1;
      head |= (u64)(*at & 127) << shift;
      if (*at++ < 128) break;
    }
    i64 many = (i64)(head >> 1), left = n - i;
    if (head & 1) {
      i64 size = many * width;
      many = many > left / 8 ? left : many * 8;
      if (at + (many * width + 7) / 8 > end) return -1;
      i64 whole = width ? ((end - at - 8) * 8) / width : many; /* so many can be read as eight bytes */
      if (end - at < 8) whole = width ? 0 : many;
      whole = whole > many ? many : whole;
      for (i64 j = 0; j < whole; j++) {
        u64 word = 0;
        if (width) memcpy(&word, at + (j * width >> 3), 8);
        out[i + j] = (i32)(word >> (j * width & 7) & mask);
      }
      for (i64 j = whole; j < many; j++) {
        u64 word = 0;
        i64 byte = j * width >> 3, last = end - at - byte;
        memcpy(&word, at + byte, (size_t)(last < 8 ? last : 8));
        out[i + j] = (i32)(word >> (j * width & 7) & mask);
      }
      at += size, i += many;
    } else {
      u64 value = 0;
      i64 size = (width + 7) / 8;
      if (at + size > end || !many) return -1;
      memcpy(&value, at, (size_t)size);
      at += size, many = many > left ? left : many;
      for (i64 j = 0; j < many; j++) out[i + j] = (i32)value;
      i += many;
    }
  }
  return 0;
}

/* Headers of pages, in compact Thrift: whole numbers and yes/no by the number of their field, up to 15. */
typedef struct { const u8 *at, *end; int is_bad; } Reader;

static u64 a_number(Reader *r) {
  u64 n = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (r->at >= r->end) break;
    n |= (u64)(*r->at & 127) << shift;
    if (*r->at++ < 128) return n;
  }
  r->is_bad = 1;
  return 0;
}

static void a_struct(Reader *r, i64 *found, i64 *inner, int depth);

static i64 a_value(Reader *r, int kind, i64 *inner, int depth) {
  i64 scratch[16];
  u64 n;
  switch (kind) {
    case 1: case 2: return kind == 1;
    case 3: r->at++; return 0;
    case 4: case 5: case 6: n = a_number(r); return (i64)(n >> 1) ^ -(i64)(n & 1);
    case 7: r->at += 8; return 0;
    case 8: n = a_number(r), r->is_bad |= n > (u64)(r->end - r->at), r->at += r->is_bad ? 0 : n; return 0;
    case 12: a_struct(r, inner ? inner : scratch, 0, depth + 1); return 0;
    default: r->is_bad = 1; return 0; /* no list stands in these headers */
  }
}

static void a_struct(Reader *r, i64 *found, i64 *inner, int depth) {
  i64 field = 0;
  for (;;) {
    if (r->at >= r->end || depth > 8) { r->is_bad = 1; return; }
    int head = *r->at++;
    if (!head) return;
    field = head >> 4 ? field + (head >> 4) : a_value(r, 4, 0, depth);
    i64 value = a_value(r, head & 15, field == 5 || field == 7 || field == 8 ? inner : 0, depth);
    if (r->is_bad) return;
    if (field > 0 && field < 16) found[field] = value;
  }
}

/* What is needed of a page: its body's place and size in the column's bytes and when unpacked; of what is not
   repeated in the body, which rows have a value. */
typedef struct { i64 kind, rows, encoding, at, packed, size, levels, levels_size; } Page;

/* The pages of a column's bytes; how many, -1 for what is not known here, -2 where they are more than `most`. */
i64 pages_of(const u8 *data, i64 size, Page *pages, i64 most) {
  Reader r = {data, data + size, 0};
  i64 count = 0;
  while (r.at < r.end) {
    i64 top[16] = {0}, own[16] = {0};
    own[7] = 1;
    a_struct(&r, top, own, 0);
    Page page = {top[1], own[1], own[2], r.at - data, top[3], top[2], 0, -1};
    if (count == most) return -2;
    if (r.is_bad || top[3] < 0 || top[2] < 0 || own[1] < 0 || top[3] > r.end - r.at) return -1;
    r.at += page.packed;
    if (page.kind == 3) {
      i64 begin = own[5] + own[6];
      if (own[5] < 0 || own[6] < 0 || begin > page.packed || begin > page.size) return -1;
      page.encoding = own[4], page.levels = page.at + own[6], page.levels_size = own[5];
      page.at += begin, page.packed -= begin, page.size -= begin;
      if (!own[7] && page.packed != page.size) return -1;
      if (!own[7]) page.kind = 4; /* as it is */
    } else if (page.kind == 0 && own[3] != 3) {
      return -1;
    } else if (page.kind != 0 && page.kind != 2) {
      return -1;
    }
    pages[count++] = page;
  }
  return count;
}

/* How a column is stored and wanted: `width` of what is stored (0 words, 1 bits, 4 or 8 bytes), `size` of what is
   made; `none` stands for no value, numbers beyond `limit` are not allowed (below 0: all are). */
typedef struct { i64 is_optional, width, size, words, none, limit; } Form;

#define TAKE(T)                                                                                       \
  {                                                                                                   \
    const T *restrict from = words;                                                                   \
    T *restrict to = out;                                                                             \
    if (!known) for (i64 i = 0; i < n; i++) to[i] = from[codes[i]];                                   \
    else for (i64 i = 0; i < n; i++) to[i] = from[known[i] ? *codes : none], codes += known[i];       \
  }
i64 words_at(const i32 *codes, const u8 *known, i64 n, const void *words, i64 none, i64 size, void *out) {
  if (size == 1) TAKE(u8) else if (size == 4) TAKE(i32) else TAKE(i64)
  return 0;
}

static i64 plain_numbers(const Form *f, const u8 *at, const u8 *known, i64 n, void *out) {
  i64 beyond = 0;
  for (i64 i = 0; i < n; i++) {
    i64 value = f->none;
    if (!known || known[i]) {
      i32 small;
      if (f->width == 4) memcpy(&small, at, 4), value = small; else memcpy(&value, at, 8);
      at += f->width, beyond |= (f->limit >= 0) & ((value > f->limit) | (value < -f->limit));
    }
    if (f->size == 4) ((i32 *)out)[i] = (i32)value; else ((i64 *)out)[i] = value;
  }
  return beyond ? -2 : 0;
}

static void plain_bits(const u8 *bits, const u8 *known, i64 n, u8 *out) {
  if (!known) for (i64 i = 0; i < n; i++) out[i] = (u8)(2 - (bits[i >> 3] >> (i & 7) & 1));
  else for (i64 i = 0, at = 0; i < n; i++) {
    out[i] = known[i] ? (u8)(2 - (bits[at >> 3] >> (at & 7) & 1)) : 0;
    at += known[i];
  }
}

/* A column's values from its pages' bodies, yes/no as 1 and 2. How many rows lack one, or -1 for what is not known
   here, -2 for a number that is not allowed. `work` and `known` have room for a page's rows; a body that is not given
   (0) is unpacked into `room`. */
typedef size_t (*Unpack)(void *context, void *to, size_t room, const void *from, size_t size);

i64 column_of(const u8 *data, const Page *pages, const u8 *const *bodies, i64 count, const Form *f, const void *words,
              i64 rows, i32 *work, u8 *known, u8 *out, Unpack unpack, void *context, u8 *room) {
  i64 row = 0, lacking = 0;
  for (i64 k = 0; k < count; k++) {
    const Page *p = pages + k;
    if (p->kind == 2) continue;
    const u8 *at = bodies[k], *some = 0;
    if (!at && p->kind == 4) at = data + p->at;
    if (!at && p->size && unpack(context, room, (size_t)p->size, data + p->at, (size_t)p->packed) != (size_t)p->size) return -1;
    at = at ? at : room;
    const u8 *end = at + p->size;
    i64 n = p->rows, told = n;
    if (n > rows - row) return -1;
    if (f->is_optional) {
      const u8 *levels = data + p->levels;
      i64 size = p->levels_size;
      if (size < 0) {
        u32 given;
        if (end - at < 4) return -1;
        memcpy(&given, at, 4), levels = at + 4, size = given, at += 4 + size;
        if (at > end) return -1;
      }
      if (from_hybrid(levels, levels + size, 1, n, work)) return -1;
      told = 0;
      for (i64 i = 0; i < n; i++) told += work[i];
      if (told < n) for (i64 i = 0; i < n; i++) known[i] = (u8)work[i];
      some = told == n ? 0 : known;
    }
    if (p->encoding == 2 || p->encoding == 8) {
      u32 most = 0;
      if (!words || (told && (at >= end || from_hybrid(at + 1, end, *at, told, work)))) return -1;
      for (i64 i = 0; i < told; i++) most = (u32)work[i] > most ? (u32)work[i] : most;
      if (told && most >= f->words) return -1;
      words_at(work, some, n, words, f->words, f->size, out);
    } else if (p->encoding == 0 && f->width == 1 && (end - at) * 8 >= told) {
      plain_bits(at, some, n, out);
    } else if (p->encoding == 0 && f->width > 1 && end - at >= told * f->width) {
      if (plain_numbers(f, at, some, n, out)) return -2;
    } else {
      return -1;
    }
    row += n, lacking += n - told, out += n * f->size;
  }
  return row == rows ? lacking : -1;
}

/* Each row's pair of codes as one number, and which numbers there are. */
i64 pairs_of(const i32 *first, const i32 *second, i64 n, i64 width, u8 *met, i32 *out) {
  for (i64 i = 0; i < n; i++) out[i] = first[i] * (i32)width + second[i];
  for (i64 i = 0; i < n; i++) met[out[i]] = 1;
  return 0;
}
