// SPDX-License-Identifier: Apache-2.0
/** Breaks things on one host on purpose and heals them: the program. */
@NullMarked
package dev.ballast.faults;

import org.jspecify.annotations.NullMarked;
