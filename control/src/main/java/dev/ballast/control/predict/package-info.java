// SPDX-License-Identifier: Apache-2.0
/** Predictive reliability: what is unlike before, and what will run out. */
@NullMarked
package dev.ballast.control.predict;

import org.jspecify.annotations.NullMarked;
