// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import java.time.Instant;

/**
 * What to do about one series, and why.
 *
 * @param since from when on the urgency has been this one
 * @param withinLead probability of a breach within the lead time; 1 when there is one, 0 when
 *     nothing can be said
 * @param withinDecision the same within lead time and safety: what the urgency is chosen by
 * @param sentence the whole answer in words
 * @param action what to do as the configuration has it; may be empty
 * @param command what people may run as the configuration has it; may be empty
 */
public record Advice(
    Urgency urgency,
    Instant since,
    double withinLead,
    double withinDecision,
    String sentence,
    String action,
    String command) {}
