// SPDX-License-Identifier: Apache-2.0
/** How a game day goes: one clock, gates, roles, notes, and healing whatever happens. */
@NullMarked
package dev.ballast.control.gameday;

import org.jspecify.annotations.NullMarked;
