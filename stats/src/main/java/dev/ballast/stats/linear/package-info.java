// SPDX-License-Identifier: Apache-2.0
/** The little linear algebra and optimisation that forecasting needs. */
@NullMarked
package dev.ballast.stats.linear;

import org.jspecify.annotations.NullMarked;
