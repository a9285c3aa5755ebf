/* What every generated program shares: the job it is given, the calendar, and how columns are read.

   Unknown is a sentinel in columns of numbers (the smallest number; 255 in small choices) and 0 in columns of
   yes/no, whose bit 0 says yes and bit 1 no. Generated code computes with pairs: (yes, no) or (value, known). */
#include <stdint.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

typedef uint8_t u8;
typedef int32_t i32;
typedef int64_t i64;
typedef uint32_t u32;
typedef uint64_t u64;

#define NONE_u8 255
#define NONE_i32 INT32_MIN
#define NONE_i64 INT64_MIN
#define BAD_u8 254
#define BAD_i32 (INT32_MIN + 1)
#define NEVER 2932896 /* 9999-12-31 */
#define NO_BAND 1000000
#define ALL_NO 0x0202020202020202ull

typedef struct { i64 n; const i64 *key, *value; } Table; /* n < 0: there is no table */

typedef struct {
  const i64 *numbers; const Table *tables; const u8 *const *areas;           /* the day */
  const void *const *data; const u8 *const *valid; const i64 *offset;        /* the piece's columns */
  const i32 *const *map;
  const i64 *person_id, *living_id, *registered_id; const i32 *place;
  const i64 *start; const i32 *living_slot, *registered_slot;                /* its households */
  const i64 *head; const i32 *home_place;
  const void *const *home; void *const *sums;                                /* facts, aggregates of all households */
  u8 *const *columns;                                                        /* of a block */
  i64 block, next, last;                                                     /* next..last: households to do */
  i32 *due, *registered_due; i64 *cells;
  i64 places, bad, rows, room;
  i32 *rule; i64 *person, *household; i32 *where, *status; i64 *amount; u8 *priced; i64 *reasons, *needs;
} Job;

typedef struct { i64 row, n, home, homes; const i32 *of; const i64 *start; } Block;

/* Each column's address is read for itself: gcc 12 takes a store for nothing where one address is computed from
   another's (it then sees an address without a base). -fno-delete-null-pointer-checks says the same again. */
#define COLUMN(T, at) ((T *)J->columns[at])

/* The calendar by a table of the first day of each month, counted from year 0. A date is taken apart into
   month << 5 | days since the first, so that durations need neither division nor the lengths of months. */
#define LAST_MONTH (9999 * 12 + 11)
static i32 FIRST[LAST_MONTH + 2];

__attribute__((constructor)) static void fill_calendar(void) {
  static const u8 LENGTHS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  i32 day = -719162; /* 0001-01-01 */
  for (i32 k = 12; k <= LAST_MONTH + 1; k++) {
    i32 year = k / 12, leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0));
    FIRST[k] = day;
    day += LENGTHS[k % 12] + (k % 12 == 1 ? leap : 0);
  }
}

INLINE i32 split(i32 day) {
  day = day < -719162 ? -719162 : day > NEVER ? NEVER : day; /* the unknown too has a place */
  i32 k = (i32)((u64)(u32)(day + 719162) * 141110653u >> 32) + 12; /* 4800 months in 146097 days */
  k += (k < LAST_MONTH) & (day >= FIRST[k + 1]);
  k -= day < FIRST[k];
  return k << 5 | (day - FIRST[k]);
}

INLINE i32 months_between(i32 start, i32 end) { return (end >> 5) - (start >> 5) - ((end & 31) < (start & 31)); }
INLINE i32 years_between(i32 start, i32 end) { return (months_between(start, end) + 120000) / 12 - 10000; }

INLINE i32 shift_days(i32 start, i64 n) {
  i64 day = start + n;
  return day > NEVER ? NEVER : (i32)day;
}

INLINE i32 shift_months(i32 start, i64 n) {
  i32 k = (start >> 5) + (i32)(n > 200000 ? 200000 : n < -200000 ? -200000 : n), far = k > LAST_MONTH;
  k = far | (k < 12) ? 12 : k;
  i32 at = FIRST[k] + (start & 31), next = FIRST[k + 1];
  return far ? NEVER : at < next ? at : next;
}

INLINE i64 floored(i64 a, i64 b) {
  i64 q = a / b;
  return q - ((a % b != 0) & ((a < 0) != (b < 0)));
}

INLINE i64 rounded(i64 product, i64 by) {
  u64 p = (u64)(product < 0 ? -product : product), b = (u64)(by < 0 ? -by : by), q = (2 * p + b) / (2 * b);
  return (product < 0) == (by < 0) ? (i64)q : -(i64)q;
}

INLINE i64 rounded_wide(i64 x, i64 n, i64 by) {
  __int128 product = (__int128)x * n;
  unsigned __int128 p = product < 0 ? -(unsigned __int128)product : (unsigned __int128)product;
  u64 b = (u64)(by < 0 ? -by : by);
  i64 q = (i64)((2 * p + b) / (2 * (unsigned __int128)b));
  return (product < 0) == (by < 0) ? q : -q;
}

INLINE i64 cell(const Table *t, i64 key, i64 none) {
  for (i64 j = 0; j < t->n; j++) if (t->key[j] == key) return t->value[j];
  return none;
}

INLINE i64 band(const Table *t, i64 key) {
  i64 found = t->n < 0 ? NONE_i64 : 0;
  for (i64 j = 0; j < t->n; j++) found = key >= t->key[j] ? t->value[j] : found;
  return found;
}

INLINE i64 next_band(const Table *t, i64 key) {
  for (i64 j = 0; j < t->n; j++) if (t->key[j] > key) return t->key[j];
  return NO_BAND;
}

/* Eight bits from any offset of a bitmap; `end` is where it ends, so that nothing behind it is read. */
INLINE u32 eight(const u8 *bits, i64 at, i64 end) {
  i64 byte = at >> 3;
  u32 low = bits[byte], high = ((byte + 1) << 3) < end ? bits[byte + 1] : 0u;
  return ((low | high << 8) >> (at & 7)) & 255u;
}

INLINE u64 spread(u32 bits) { /* one byte a bit, the lowest first */
  u64 x = bits;
  x = (x | x << 28) & 0x0000000F0000000Full;
  x = (x | x << 14) & 0x0003000300030003ull;
  return (x | x << 7) & 0x0101010101010101ull;
}

static void known_bytes(const u8 *valid, i64 at, i64 n, u8 *out) {
  if (!valid) { memset(out, 1, (size_t)n); return; }
  for (i64 i = 0; i < n; i += 8) { u64 w = spread(eight(valid, at + i, at + n)); memcpy(out + i, &w, 8); }
}

static void load_bool(const Job *J, int k, i64 row, i64 n, u8 *out) {
  const u8 *bits = J->data[k], *valid = J->valid[k];
  i64 at = J->offset[k] + row;
  for (i64 i = 0; i < n; i += 8) {
    u64 yes = spread(eight(bits, at + i, at + n)), known = valid ? spread(eight(valid, at + i, at + n)) : 0x0101010101010101ull;
    u64 w = (yes & known) | ((~yes & known) << 1);
    memcpy(out + i, &w, 8);
  }
}

#define LOADER(NAME, FROM, T)                                                                    \
  static void NAME(Job *J, int k, i64 row, i64 n, u8 *known, T *restrict out, i64 limit) {       \
    const FROM *restrict in = (const FROM *)J->data[k] + J->offset[k] + row;                     \
    known_bytes(J->valid[k], J->offset[k] + row, n, known);                                      \
    u32 out_of = 0;                                                                              \
    for (i64 i = 0; i < n; i++) {                                                                \
      out_of |= (u32)(known[i] & ((in[i] > limit) | (in[i] < -limit)));                          \
      out[i] = known[i] ? (T)in[i] : NONE_##T;                                                   \
    }                                                                                            \
    if (out_of) J->bad = 1;                                                                      \
  }
LOADER(load_i32, i64, i32)
LOADER(load_i64, i64, i64)
LOADER(load_date, i32, i32)

#define CODES(NAME, T)                                                                           \
  static void NAME(Job *J, int k, i64 row, i64 n, u8 *known, T *restrict out) {                  \
    const i32 *restrict in = (const i32 *)J->data[k] + J->offset[k] + row;                       \
    const i32 *map = J->map[k];                                                                  \
    known_bytes(J->valid[k], J->offset[k] + row, n, known);                                      \
    u32 out_of = 0;                                                                              \
    for (i64 i = 0; i < n; i++) {                                                                \
      T code = known[i] ? (T)map[in[i]] : NONE_##T;                                              \
      out_of |= code == BAD_##T;                                                                 \
      out[i] = code;                                                                             \
    }                                                                                            \
    if (out_of) J->bad = 1;                                                                      \
  }
CODES(load_code_u8, u8)
CODES(load_code_i32, i32)

#define GATHER(T)                                                                                \
  static void gather_##T(const i32 *restrict slot, i64 n, const T *restrict from, T none, T *restrict out) { \
    for (i64 i = 0; i < n; i++) out[i] = slot[i] < 0 ? none : from[slot[i]];                     \
  }                                                                                              \
  static void expand_##T(const i32 *restrict of, i64 n, const T *restrict from, T *restrict out) { \
    for (i64 i = 0; i < n; i++) out[i] = from[of[i]];                                            \
  }
GATHER(u8)
GATHER(i32)
GATHER(i64)

/* Where the ids stand: map[id - low], or -1. */
void locate(const i64 *ids, i64 n, const i32 *map, i64 low, i64 range, i32 *out) {
  for (i64 i = 0; i < n; i++) { u64 at = (u64)(ids[i] - low); out[i] = at < (u64)range ? map[at] : -1; }
}

/* The first row of each household of a piece, and (last) its end; -1 where the ids fall. */
i64 households_of(const i64 *ids, i64 n, i64 *start) {
  i64 found = 0;
  for (i64 i = 0; i < n; i++) {
    if (i && ids[i] < ids[i - 1]) return -1;
    if (!i || ids[i] != ids[i - 1]) start[found++] = i;
  }
  start[found] = n;
  return found;
}

/* Heads: the lowest (not head, id), and of those whose town or village is known likewise. */
INLINE int before(u8 is_head, i64 id, u8 than_head, i64 than_id) {
  return is_head != than_head ? is_head : id < than_id;
}

void heads_of(const i64 *start, i64 homes, const i64 *person_id, const u8 *is_head, const i32 *place,
              const u8 *has_town, const u8 *has_village, i64 *head, i32 *town_of, i32 *village_of) {
  for (i64 j = 0; j < homes; j++) {
    i64 best[3] = {-1, -1, -1};
    for (i64 i = start[j]; i < start[j + 1]; i++) {
      u8 fits[3] = {1, has_town[place[i]], has_village[place[i]]};
      for (int k = 0; k < 3; k++)
        if (fits[k] && (best[k] < 0 || before(is_head[i], person_id[i], is_head[best[k]], person_id[best[k]]))) best[k] = i;
    }
    head[j] = person_id[best[0]];
    town_of[j] = best[1] < 0 ? -1 : place[best[1]];
    village_of[j] = best[2] < 0 ? -1 : place[best[2]];
  }
}

/* The same over pieces: what was best so far is kept beside the answer. */
void heads_among(const i32 *slot, i64 n, const i64 *person_id, const u8 *is_head, const i32 *place, const u8 *has_town,
                 const u8 *has_village, i64 *best_id, u8 *best_head, i64 slots, i32 *town_of, i32 *village_of) {
  for (i64 i = 0; i < n; i++) {
    i64 s = slot[i];
    u8 fits[3] = {1, has_town[place[i]], has_village[place[i]]};
    for (int k = 0; k < 3; k++) {
      i64 at = s + k * slots;
      if (!fits[k] || (best_head[at] != 2 && !before(is_head[i], person_id[i], best_head[at], best_id[at]))) continue;
      best_head[at] = is_head[i], best_id[at] = person_id[i];
      if (k == 1) town_of[s] = place[i];
      if (k == 2) village_of[s] = place[i];
    }
  }
}

typedef struct {
  void (*status)(Job *, const Block *);
  i64 (*amount)(Job *, const Block *, i64);
  void (*detail)(Job *, const Block *, i64, int, i64 *, i64 *);
  int context, is_registered; /* context: 0 persons, 1 living households, 2 registered ones */
  i64 everything;
} Rule;

static void add(Job *J, const Block *B, int r, const Rule *R, i64 i, int is_yes) {
  i64 at = J->rows++, person = B->row + i, home = B->home + i, amount = NONE_i64, needs = 0, reasons = R->everything;
  i32 place;
  if (R->context == 0) {
    J->person[at] = J->person_id[person];
    J->household[at] = R->is_registered ? J->registered_id[person] : J->living_id[person];
    place = J->place[person];
  } else {
    J->person[at] = J->head[home];
    J->household[at] = R->context == 1 ? J->living_id[B->start[i]] : J->registered_id[home];
    place = J->home_place[home];
  }
  if (is_yes && R->amount) amount = R->amount(J, B, i);
  int is_unpriced = is_yes && R->amount && amount == NONE_i64;
  if (R->detail && (!is_yes || is_unpriced)) R->detail(J, B, i, is_yes, &reasons, &needs);
  J->rule[at] = r, J->where[at] = place, J->status[at] = !is_yes;
  J->priced[at] = amount != NONE_i64, J->amount[at] = amount != NONE_i64 ? amount : 0;
  J->reasons[at] = reasons, J->needs[at] = needs;
  i64 *counts = J->cells + ((i64)r * J->places + place) * 4;
  counts[0] += is_yes, counts[1] += !is_yes, counts[2] += J->amount[at], counts[3] += is_unpriced;
}

static void answer(Job *J, const Block *B, int r, const Rule *R, i64 n, u8 *status) {
  R->status(J, B);
  memset(status + n, 2, 8);
  for (i64 i = 0; i < n; i += 8) {
    u64 w;
    memcpy(&w, status + i, 8);
    for (w ^= ALL_NO; w;) {
      int k = __builtin_ctzll(w) >> 3;
      add(J, B, r, R, i + k, status[i + k] == 1);
      w &= ~(255ull << (8 * k));
    }
  }
}
