// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

/**
 * A connection of bytes that has ended.
 *
 * @param sent to the endpoint
 * @param received from the endpoint
 */
public record TcpReport(
    String source,
    String destination,
    String version,
    String endpoint,
    Flag flag,
    boolean mutualTls,
    long sent,
    long received,
    long durationNanos) {}
