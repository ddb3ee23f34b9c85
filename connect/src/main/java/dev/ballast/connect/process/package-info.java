// SPDX-License-Identifier: Apache-2.0
/** Plain processes as something to scale, through whatever orchestrates them. */
@NullMarked
package dev.ballast.connect.process;

import org.jspecify.annotations.NullMarked;
