// SPDX-License-Identifier: Apache-2.0
/** Series of numbers as people keep them: CSV with times, or one value per line. */
@NullMarked
package dev.ballast.cli.series;

import org.jspecify.annotations.NullMarked;
