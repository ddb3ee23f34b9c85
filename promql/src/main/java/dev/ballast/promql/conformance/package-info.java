// SPDX-License-Identifier: Apache-2.0
/** Runs promqltest scripts against the engine and reports case by case. */
@NullMarked
package dev.ballast.promql.conformance;

import org.jspecify.annotations.NullMarked;
