// SPDX-License-Identifier: Apache-2.0
/** Forecasts on the command line: of one series, of many, and how good they are. */
@NullMarked
package dev.ballast.cli.forecast;

import org.jspecify.annotations.NullMarked;
