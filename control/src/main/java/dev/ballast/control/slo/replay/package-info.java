// SPDX-License-Identifier: Apache-2.0
/** Error budgets over past data, by every method and window that OpenSLO has. */
@NullMarked
package dev.ballast.control.slo.replay;

import org.jspecify.annotations.NullMarked;
