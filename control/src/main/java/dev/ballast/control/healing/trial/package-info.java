// SPDX-License-Identifier: Apache-2.0
/** A small world in which things break, to see what healing does; seeded and reproducible. */
@NullMarked
package dev.ballast.control.healing.trial;

import org.jspecify.annotations.NullMarked;
