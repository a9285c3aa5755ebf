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
#define NEVER 2932896 /* 9999-12-31 */
#define NO_BAND 1000000
#define ALL_NO 0x0202020202020202ull

typedef struct { i64 n; const i64 *key, *value; } Table; /* n < 0: there is no table */

typedef struct {
  const i64 *numbers; const Table *tables; const u8 *const *areas;           /* the day */
  const void *const *data;                                                   /* the piece's columns */
  const i64 *person_id, *living_id, *registered_id; const i32 *place;
  const i64 *start; const i32 *living_slot, *registered_slot;                /* its households */
  const i64 *head; const i32 *home_place;
  const void *const *home; void *const *sums;                                /* facts, aggregates of all households */
  u8 **columns;                                                              /* of a block */
  i64 block, next, last;                                                     /* next..last: households to do */
  i32 *due, *registered_due; i64 *cells;
  i64 places, rows, room;
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

/* Where each household counts: its own place, or where that is not known its head's; how many are left (-1) since
   town and village are known from different ones. */
i64 places_of(const i32 *slot, const i32 *own, i64 n, const u8 *has_town, const u8 *has_village, const i32 *town_of,
              const i32 *village_of, i32 *out) {
  i64 mixed = 0;
  for (i64 j = 0; j < n; j++) {
    i32 said = slot[j] < 0 ? -1 : own[slot[j]];
    i32 town = said >= 0 && has_town[said] ? said : town_of[j], village = said >= 0 && has_village[said] ? said : village_of[j];
    int is_one = town == village && town >= 0;
    out[j] = is_one ? town : -1, mixed += !is_one;
  }
  return mixed;
}

void count_of(const i32 *place, i64 n, i64 *counts) {
  for (i64 i = 0; i < n; i++) counts[place[i]]++;
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

/* What a rule says of the rows `told` (yes where status is 1), behind the answers so far. */
static void add(Job *J, const Block *B, int r, const Rule *R, const i32 *told, i64 n, const u8 *status) {
  i64 at = J->rows;
  i32 *restrict rule = J->rule + at, *restrict where = J->where + at, *restrict open = J->status + at;
  i64 *restrict person = J->person + at, *restrict household = J->household + at;
  if (R->context == 0) {
    const i64 *id = J->person_id + B->row, *home = (R->is_registered ? J->registered_id : J->living_id) + B->row;
    const i32 *place = J->place + B->row;
    for (i64 k = 0; k < n; k++) person[k] = id[told[k]], household[k] = home[told[k]], where[k] = place[told[k]];
  } else {
    const i64 *head = J->head + B->home;
    const i32 *place = J->home_place + B->home;
    for (i64 k = 0; k < n; k++) person[k] = head[told[k]], where[k] = place[told[k]];
    if (R->context == 1) for (i64 k = 0; k < n; k++) household[k] = J->living_id[B->start[told[k]]];
    else for (i64 k = 0; k < n; k++) household[k] = J->registered_id[B->home + told[k]];
  }
  for (i64 k = 0; k < n; k++) rule[k] = r, open[k] = status[told[k]] != 1;
  i64 *cells = J->cells + (i64)r * J->places * 4;
  for (i64 k = 0; k < n; k++) {
    int is_yes = !open[k];
    i64 amount = is_yes && R->amount ? R->amount(J, B, told[k]) : NONE_i64, reasons = R->everything, needs = 0;
    int is_priced = amount != NONE_i64, is_unpriced = is_yes && R->amount && !is_priced;
    amount = is_priced ? amount : 0;
    if (R->detail) {
      if (!is_yes || is_unpriced) R->detail(J, B, told[k], is_yes, &reasons, &needs);
      J->reasons[at + k] = reasons, J->needs[at + k] = needs;
    }
    J->priced[at + k] = (u8)is_priced, J->amount[at + k] = amount;
    i64 *counts = cells + (i64)where[k] * 4;
    counts[0] += is_yes, counts[1] += !is_yes, counts[2] += amount, counts[3] += is_unpriced;
  }
  J->rows += n;
}

static void answer(Job *J, const Block *B, int r, const Rule *R, i64 n, u8 *status, i32 *told) {
  i64 many = 0;
  R->status(J, B);
  memset(status + n, 2, 8);
  for (i64 i = 0; i < n; i += 8) {
    u64 w;
    memcpy(&w, status + i, 8);
    for (w ^= ALL_NO; w; many++) {
      i64 k = __builtin_ctzll(w) >> 3;
      told[many] = (i32)(i + k);
      w &= ~(255ull << (8 * k));
    }
  }
  if (many) add(J, B, r, R, told, many, status);
}
