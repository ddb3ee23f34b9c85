// SPDX-License-Identifier: Apache-2.0
/** Which periods a series repeats itself with, and what each phase of them is worth. */
@NullMarked
package dev.ballast.stats.season;

import org.jspecify.annotations.NullMarked;
