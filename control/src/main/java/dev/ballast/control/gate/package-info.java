// SPDX-License-Identifier: Apache-2.0
/** Error budgets as a throttle: whether, how fast and how carefully to release. */
@NullMarked
package dev.ballast.control.gate;

import org.jspecify.annotations.NullMarked;
