// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import java.time.Instant;

/**
 * A run that ended, as it is remembered.
 *
 * @param service whose behaviour it is about; empty when nobody says
 * @param provedUntil how long its result counts
 */
public record Trial(
    String experiment,
    String service,
    Verdict verdict,
    String reason,
    String by,
    Instant at,
    Instant provedUntil) {}
