// SPDX-License-Identifier: Apache-2.0
/** {@code ballast eval capacity}: breach probabilities and dates against what came. */
@NullMarked
package dev.ballast.cli.backtest;

import org.jspecify.annotations.NullMarked;
