// SPDX-License-Identifier: Apache-2.0
/** How good are we, by evidence? Checks, what they rest on, levels, and the next cheapest step. */
@NullMarked
package dev.ballast.control.maturity;

import org.jspecify.annotations.NullMarked;
