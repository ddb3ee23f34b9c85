// SPDX-License-Identifier: Apache-2.0
/** PostgreSQL in two regions: conflicting writes under a cut, and what merging them costs. */
@NullMarked
package dev.ballast.bench.postgres;

import org.jspecify.annotations.NullMarked;
