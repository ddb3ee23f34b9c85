// SPDX-License-Identifier: Apache-2.0
/** Trees to values: the engine, column by column over the whole range. */
@NullMarked
package dev.ballast.promql.eval;

import org.jspecify.annotations.NullMarked;
