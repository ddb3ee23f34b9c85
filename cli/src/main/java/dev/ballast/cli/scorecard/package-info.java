// SPDX-License-Identifier: Apache-2.0
/** {@code ballast scorecard}: how good the diagnosis is. */
@NullMarked
package dev.ballast.cli.scorecard;

import org.jspecify.annotations.NullMarked;
