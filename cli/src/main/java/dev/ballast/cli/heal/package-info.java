// SPDX-License-Identifier: Apache-2.0
/** {@code ballast heal}: what is healed, what stands in the way, and the switch. */
@NullMarked
package dev.ballast.cli.heal;

import org.jspecify.annotations.NullMarked;
