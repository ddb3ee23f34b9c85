// SPDX-License-Identifier: Apache-2.0
/** Game days, what they found, and what was never tried. */
@NullMarked
package dev.ballast.cli.gameday;

import org.jspecify.annotations.NullMarked;
