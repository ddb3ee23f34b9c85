// SPDX-License-Identifier: Apache-2.0
/** A game day: who does what at what time, what is broken on purpose, and what is to be shown. */
@NullMarked
package dev.ballast.model.gameday;

import org.jspecify.annotations.NullMarked;
