#include "text.h"

#if defined(__SSE2__)

static inline __m128i load(const uint8_t *at) { return _mm_loadu_si128((const __m128i *)at); }

size_t text_line_feeds(const uint8_t *start, size_t count) {
  const __m128i feed = _mm_set1_epi8(0x0A), zero = _mm_setzero_si128();
  __m128i total = zero;
  size_t place = 0;
  while (place + 16 <= count) {
    // A sum for each byte, which has room for 255.
    __m128i sums = zero;
    for (int step = 0; step < 255 && place + 16 <= count; step++, place += 16)
      sums = _mm_sub_epi8(sums, _mm_cmpeq_epi8(load(start + place), feed));
    total = _mm_add_epi64(total, _mm_sad_epu8(sums, zero));
  }
  size_t feeds =
      (size_t)_mm_cvtsi128_si64(total) + (size_t)_mm_cvtsi128_si64(_mm_srli_si128(total, 8));
  for (; place < count; place++) feeds += start[place] == 0x0A;
  return feeds;
}

size_t text_ascii(const uint8_t *start, size_t count) {
  size_t place = 0;
  for (; place + 64 <= count; place += 64) {
    __m128i any = _mm_or_si128(
        _mm_or_si128(load(start + place), load(start + place + 16)),
        _mm_or_si128(load(start + place + 32), load(start + place + 48)));
    if (_mm_movemask_epi8(any)) break;
  }
  return place;
}

/// A bit for each of 64 bytes.
typedef struct {
  uint64_t quotes, escapes, opens, closes, controls, followers;
} bitmaps;

static inline bitmaps look(const uint8_t *at, uint8_t opening) {
  bitmaps found = {0, 0, 0, 0, 0, 0};
  const __m128i open = _mm_set1_epi8((char)opening), close = _mm_set1_epi8((char)(opening + 2));
  for (int part = 0; part < 4; part++) {
    __m128i bytes = load(at + 16 * part);
#define BITS(NAME, MASK) found.NAME |= (uint64_t)(uint32_t)_mm_movemask_epi8(MASK) << (16 * part)
    BITS(quotes, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x22)));
    BITS(escapes, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x5C)));
    BITS(opens, _mm_cmpeq_epi8(bytes, open));
    BITS(closes, _mm_cmpeq_epi8(bytes, close));
    BITS(controls, _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes));
    // A closing bracket of either kind, a comma, a colon, a space.
    __m128i brackets = _mm_cmpeq_epi8(
        _mm_or_si128(bytes, _mm_set1_epi8(0x20)), _mm_set1_epi8(0x7D));
    __m128i commas = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x2C));
    __m128i colons = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x3A));
    __m128i spaces = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x20));
    BITS(followers, _mm_or_si128(_mm_or_si128(brackets, commas), _mm_or_si128(colons, spaces)));
#undef BITS
  }
  return found;
}

/// Each bit the exclusive or of itself and all below.
static inline uint64_t running(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ bits << 32;
}

/// The bytes behind backslashes that are not behind one themselves; `is_escaped` of the first byte.
static inline uint64_t escaped(uint64_t escapes, uint64_t *is_escaped) {
  uint64_t found = *is_escaped;
  escapes &= ~found;
  *is_escaped = 0;
  while (escapes) {
    uint64_t first = escapes & -escapes;
    *is_escaped = first >> 63;
    found |= first << 1;
    escapes &= ~(first | first << 1);
  }
  return found;
}

text_nesting text_walk_nested(
    const uint8_t *base, size_t count, uint8_t opening, bool looks_for_breaks, size_t *place,
    ptrdiff_t *depth, bool *is_in_string) {
  size_t at = *place;
  ptrdiff_t level = *depth;
  uint64_t inside = *is_in_string ? ~UINT64_C(0) : 0, is_escaped = 0, is_behind = 0;
  for (; at + 64 <= count; at += 64) {
    bitmaps found = look(base + at, opening);
    uint64_t before = is_escaped;
    uint64_t quotes = found.quotes & ~escaped(found.escapes, &is_escaped);
    uint64_t strings = running(quotes) ^ inside;
    if (found.escapes & ~strings) {
      // Backslashes outside of strings escape nothing: such text is for the caller.
      is_escaped = before;
      break;
    }
    uint64_t opens = found.opens & ~strings, closes = found.closes & ~strings, broken = 0;
    if (looks_for_breaks) {
      uint64_t ends = quotes & ~strings;
      broken = (ends << 1 | is_behind) & ~found.followers;
      for (uint64_t some = broken & found.controls; some; some &= some - 1) {
        uint8_t byte = base[at + (size_t)__builtin_ctzll(some)];
        if (byte == 0x09 || byte == 0x0A || byte == 0x0D) broken &= ~(some & -some);
      }
      is_behind = ends >> 63;
      if (broken) {
        uint64_t earlier = (broken & -broken) - 1;
        opens &= earlier;
        closes &= earlier;
      }
    }
    ptrdiff_t closed = __builtin_popcountll(closes);
    if (closed >= level) {
      ptrdiff_t now = level;
      uint64_t counted = 0;
      for (uint64_t rest = closes; rest; rest &= rest - 1) {
        uint64_t below = (rest & -rest) - 1;
        now += __builtin_popcountll(opens & below & ~counted) - 1;
        counted = below;
        if (now == 0) {
          *place = at + (size_t)__builtin_ctzll(rest) + 1;
          *depth = 0;
          *is_in_string = false;
          return text_nesting_closed;
        }
      }
    }
    level += __builtin_popcountll(opens) - closed;
    if (broken) {
      *place = at + (size_t)__builtin_ctzll(broken);
      *depth = level;
      *is_in_string = false;
      return text_nesting_broken;
    }
    inside = strings >> 63 ? ~UINT64_C(0) : 0;
  }
  // A backslash or a quote whose follower is not here yet is the caller's again.
  if (is_escaped || is_behind) {
    at--;
    inside = 1;
  }
  *place = at;
  *depth = level;
  *is_in_string = inside != 0;
  return text_nesting_open;
}

#else

size_t text_line_feeds(const uint8_t *start, size_t count) {
  size_t feeds = 0;
  for (size_t place = 0; place < count; place++) feeds += start[place] == 0x0A;
  return feeds;
}

size_t text_ascii(const uint8_t *start, size_t count) {
  size_t place = 0;
  while (place < count && start[place] < 0x80) place++;
  return place;
}

text_nesting text_walk_nested(
    const uint8_t *base, size_t count, uint8_t opening, bool looks_for_breaks, size_t *place,
    ptrdiff_t *depth, bool *is_in_string) {
  return text_nesting_open;
}

#endif
