// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.rollout;

/**
 * A query that several canaries share.
 *
 * @param provider type of the system that answers it
 * @param address of that system; empty for the one that is in use
 * @param query with placeholders; may be empty
 */
public record MetricTemplate(
    ObjectName name, String provider, String address, String query, Tree written) {}
