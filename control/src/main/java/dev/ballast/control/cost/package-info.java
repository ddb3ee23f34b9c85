// SPDX-License-Identifier: Apache-2.0
/** Is another nine worth its price? What reliability costs, what its absence costs, what to buy. */
@NullMarked
package dev.ballast.control.cost;

import org.jspecify.annotations.NullMarked;
