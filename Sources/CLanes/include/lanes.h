// Sums over the columns of rows for processors with registers of eight floats, which Swift cannot
// ask for in one function alone. What they give is only ever used as a bound: other processors do
// without, and come to the same results. Bytes of text have a header of their own, text.h.

#ifndef FOOTBRIDGE_LANES_H
#define FOOTBRIDGE_LANES_H

#include <stdbool.h>
#include <stddef.h>

/// Whether the processor has what the functions below need; they are not to be called otherwise.
bool lanes_are_wide(void);

/// The squared distance of two rows.
float lanes_squared(const float *a, const float *b, size_t columns);

/// The sum of the absolute differences of two rows.
float lanes_absolute(const float *a, const float *b, size_t columns);

/// The smallest squared distance of a row and eight others, each with its penalty added.
///
/// `eight` has the eight values of the first column, then of the second, and so on.
float lanes_least_squared(
    const float *row, const float *eight, const float *penalties, size_t columns);

/// The smallest sum of absolute differences of a row and eight others.
float lanes_least_absolute(
    const float *row, const float *eight, const float *penalties, size_t columns);

#endif
