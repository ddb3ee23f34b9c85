// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.readiness;

import dev.ballast.model.RegionName;
import java.time.Duration;
import java.time.Instant;

/**
 * How far a store in one region is behind that in another, by probe writes that were read there.
 *
 * @param lag age of the newest write that has arrived, when it was last looked at
 * @param writesAtRisk acknowledged writes that had not arrived then, at the rate of that time
 * @param measured when that was
 */
public record Replica(
    String store,
    RegionName from,
    RegionName to,
    Duration lag,
    long writesAtRisk,
    Instant measured) {}
