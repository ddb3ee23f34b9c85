// SPDX-License-Identifier: Apache-2.0
/** {@code ballast maturity}: how good are we, by evidence? */
@NullMarked
package dev.ballast.cli.maturity;

import org.jspecify.annotations.NullMarked;
