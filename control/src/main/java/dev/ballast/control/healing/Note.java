// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import java.time.Instant;

/** One line of an episode's trail. */
public record Note(Instant at, Phase phase, String text) {}
