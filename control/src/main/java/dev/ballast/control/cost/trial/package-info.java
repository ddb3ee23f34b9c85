// SPDX-License-Identifier: Apache-2.0
/** Organisations that are not as the model says, to try forecasts of losses on. */
@NullMarked
package dev.ballast.control.cost.trial;

import org.jspecify.annotations.NullMarked;
