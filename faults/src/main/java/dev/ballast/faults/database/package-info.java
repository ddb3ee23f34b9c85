// SPDX-License-Identifier: Apache-2.0
/** PostgreSQL: locked, crowded, cut off, lagging. */
@NullMarked
package dev.ballast.faults.database;

import org.jspecify.annotations.NullMarked;
