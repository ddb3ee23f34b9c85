// SPDX-License-Identifier: Apache-2.0
/** Error budgets and burn rates. */
@NullMarked
package dev.ballast.control.slo;

import org.jspecify.annotations.NullMarked;
