// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

/**
 * Who calls whom, by name.
 *
 * @param external the server is outside of the mesh: known by its host only
 */
public record CallPair(String client, String server, boolean external) {}
