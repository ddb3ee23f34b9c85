// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

/**
 * Something odd about a place that a detector found.
 *
 * @param kind one word, such as {@code resource} or {@code logs}
 * @param strength a logarithm of how odd it is; above about 2 it is
 */
public record Hint(String kind, double strength, String text) {}
