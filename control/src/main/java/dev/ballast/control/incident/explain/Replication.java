// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

/**
 * How far a database's copy is behind.
 *
 * @param database as telemetry names it
 * @param usualSeconds before the onset
 * @param query that tells
 */
public record Replication(
    String database, String region, double seconds, double usualSeconds, String query) {}
