// SPDX-License-Identifier: Apache-2.0
/** Game days on this server: run, watched, written down, reported. */
@NullMarked
package dev.ballast.server.gameday;

import org.jspecify.annotations.NullMarked;
