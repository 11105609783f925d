// Bytes of text, 16 at a time, for processors that have SSE2, as all of x86-64 do; others take them one
// by one and come to the same results.

#ifndef FOOTBRIDGE_TEXT_H
#define FOOTBRIDGE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>

static inline uint32_t text_marks_of_16(const uint8_t *at) {
  __m128i bytes = _mm_loadu_si128((const __m128i *)at);
  __m128i quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x22));
  __m128i escapes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x5C));
  __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
  return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, escapes), controls));
}

/// Which of 32 bytes a JSON string cannot hold as they are: quotes, backslashes and control
/// characters, a bit for each, the first byte the lowest.
static inline uint32_t text_string_marks(const uint8_t *at) {
  return text_marks_of_16(at) | text_marks_of_16(at + 16) << 16;
}

static inline uint32_t text_ends_of_16(const uint8_t *at, uint8_t separator) {
  __m128i bytes = _mm_loadu_si128((const __m128i *)at);
  __m128i separators = _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)separator));
  __m128i feeds = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x0A));
  __m128i returns = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x0D));
  return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(separators, feeds), returns));
}

/// Which of 32 bytes end a plain cell of a table: separators and line ends, a bit for each.
static inline uint32_t text_cell_ends(const uint8_t *at, uint8_t separator) {
  return text_ends_of_16(at, separator) | text_ends_of_16(at + 16, separator) << 16;
}

/// Whether two texts are the same; up to 15 bytes behind them are looked at, which must be readable.
static inline bool text_is_same(const uint8_t *one, const uint8_t *other, size_t count) {
  for (size_t place = 0; place < count; place += 16) {
    __m128i a = _mm_loadu_si128((const __m128i *)(one + place));
    __m128i b = _mm_loadu_si128((const __m128i *)(other + place));
    uint32_t differences = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(a, b)) ^ 0xFFFF;
    if (differences && (size_t)__builtin_ctz(differences) < count - place) return false;
  }
  return true;
}

#else

static inline bool text_is_same(const uint8_t *one, const uint8_t *other, size_t count) {
  for (size_t place = 0; place < count; place++)
    if (one[place] != other[place]) return false;
  return true;
}

static inline uint32_t text_string_marks(const uint8_t *at) {
  uint32_t marks = 0;
  for (int place = 0; place < 32; place++)
    marks |= (uint32_t)(at[place] == 0x22 || at[place] == 0x5C || at[place] < 0x20) << place;
  return marks;
}

static inline uint32_t text_cell_ends(const uint8_t *at, uint8_t separator) {
  uint32_t ends = 0;
  for (int place = 0; place < 32; place++)
    ends |= (uint32_t)(at[place] == separator || at[place] == 0x0A || at[place] == 0x0D) << place;
  return ends;
}

#endif

/// A power of ten from 0 to 22, which a double holds exactly.
static inline double text_power_of_ten(int64_t exponent) {
  static const double powers[23] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  return powers[exponent];
}

/// A power of ten from 0 to 8 as a whole number.
static inline uint64_t text_whole_power_of_ten(int64_t exponent) {
  static const uint32_t powers[9] = {1,      10,      100,      1000,     10000,
                                     100000, 1000000, 10000000, 100000000};
  return powers[exponent];
}

/// How many line feeds there are.
size_t text_line_feeds(const uint8_t *start, size_t count);

/// How many bytes from the beginning on are ASCII, or some fewer.
size_t text_ascii(const uint8_t *start, size_t count);

/// What has become of a walk over brackets.
typedef enum {
  /// The caller goes on by itself where the walk stands.
  text_nesting_open,
  /// The value has ended before the place.
  text_nesting_closed,
  /// A string is followed by what cannot follow one, at the place.
  text_nesting_broken,
} text_nesting;

/// Walks over a JSON value, 64 bytes at a time, until its brackets are closed.
///
/// Bitmaps of quotes and brackets, and of what lies within strings by the exclusive or of all quotes
/// before: G. Langdale, D. Lemire, "Parsing Gigabytes of JSON per Second", The VLDB Journal 28 (2019),
/// doi:10.1007/s00778-019-00578-5, section 3.1. Brackets of one kind alone are counted.
///
/// - Parameters:
///   - opening: The bracket that begins the value.
///   - looks_for_breaks: Whether it stops, too, where what follows a string is no comma, colon,
///     closing bracket or space.
///   - place: Where the walk stands, and will stand.
///   - depth: How many brackets are open.
///   - is_in_string: Whether it stands in a string, and not behind a backslash.
text_nesting text_walk_nested(
    const uint8_t *base, size_t count, uint8_t opening, bool looks_for_breaks, size_t *place,
    ptrdiff_t *depth, bool *is_in_string);

#endif
