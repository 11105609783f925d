#include "lanes.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDE __attribute__((target("avx2,fma")))

bool lanes_are_wide(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

WIDE static inline __m256 squared(__m256 step, __m256 sum) {
  return _mm256_fmadd_ps(step, step, sum);
}

WIDE static inline __m256 absolute(__m256 step, __m256 sum) {
  return _mm256_add_ps(_mm256_andnot_ps(_mm256_set1_ps(-0.0f), step), sum);
}

WIDE static inline float total(__m256 sums) {
  __m128 four = _mm_add_ps(_mm256_castps256_ps128(sums), _mm256_extractf128_ps(sums, 1));
  __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}

WIDE static inline float least(__m256 values) {
  __m128 four = _mm_min_ps(_mm256_castps256_ps128(values), _mm256_extractf128_ps(values, 1));
  __m128 two = _mm_min_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_min_ss(two, _mm_movehdup_ps(two)));
}

// Two sums at a time, so that none waits for the one before.

#define ROWS(NAME, SHARE, SINGLE)                                                            \
  WIDE float NAME(const float *a, const float *b, size_t columns) {                          \
    __m256 even = _mm256_setzero_ps(), odd = even;                                           \
    size_t column = 0;                                                                       \
    for (; column + 16 <= columns; column += 16) {                                           \
      even = SHARE(                                                                          \
          _mm256_sub_ps(_mm256_loadu_ps(a + column), _mm256_loadu_ps(b + column)), even);    \
      odd = SHARE(                                                                           \
          _mm256_sub_ps(_mm256_loadu_ps(a + column + 8), _mm256_loadu_ps(b + column + 8)),   \
          odd);                                                                              \
    }                                                                                        \
    float sum = total(_mm256_add_ps(even, odd));                                             \
    for (; column < columns; column++) {                                                     \
      float step = a[column] - b[column];                                                    \
      sum += SINGLE;                                                                         \
    }                                                                                        \
    return sum;                                                                              \
  }

#define EIGHTS(NAME, SHARE)                                                                  \
  WIDE float NAME(                                                                           \
      const float *row, const float *eight, const float *penalties, size_t columns) {        \
    __m256 even = _mm256_loadu_ps(penalties), odd = _mm256_setzero_ps();                     \
    size_t column = 0;                                                                       \
    for (; column + 2 <= columns; column += 2) {                                             \
      even = SHARE(                                                                          \
          _mm256_sub_ps(                                                                     \
              _mm256_broadcast_ss(row + column), _mm256_loadu_ps(eight + 8 * column)),       \
          even);                                                                             \
      odd = SHARE(                                                                           \
          _mm256_sub_ps(                                                                     \
              _mm256_broadcast_ss(row + column + 1), _mm256_loadu_ps(eight + 8 * column + 8)), \
          odd);                                                                              \
    }                                                                                        \
    if (column < columns)                                                                    \
      even = SHARE(                                                                          \
          _mm256_sub_ps(                                                                     \
              _mm256_broadcast_ss(row + column), _mm256_loadu_ps(eight + 8 * column)),       \
          even);                                                                             \
    return least(_mm256_add_ps(even, odd));                                                  \
  }

#else

bool lanes_are_wide(void) { return false; }

#define ROWS(NAME, SHARE, SINGLE)                                                            \
  float NAME(const float *a, const float *b, size_t columns) { __builtin_trap(); }

#define EIGHTS(NAME, SHARE)                                                                  \
  float NAME(                                                                                \
      const float *row, const float *eight, const float *penalties, size_t columns) {        \
    __builtin_trap();                                                                        \
  }

#endif

ROWS(lanes_squared, squared, step * step)
ROWS(lanes_absolute, absolute, __builtin_fabsf(step))
EIGHTS(lanes_least_squared, squared)
EIGHTS(lanes_least_absolute, absolute)
