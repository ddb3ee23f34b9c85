// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.loops;

import java.time.Duration;
import java.time.Instant;

/**
 * How a piece of repeating work is doing.
 *
 * @param lastSuccess when it last ended well; when it was started before the first time
 * @param error the last failure's text; empty when the last run went well
 * @param late it has not ended well for three intervals and ten seconds
 */
public record Loop(
    String name,
    Duration interval,
    Instant lastSuccess,
    Duration lastTook,
    long runs,
    long failures,
    String error,
    boolean late) {}
