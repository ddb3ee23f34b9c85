// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos;

/**
 * A rule that stands against a fault.
 *
 * @param rule stable and short: {@code opt_in}, {@code blast_radius}, {@code budget}
 * @param text what is wrong and how to put it right
 */
public record Refusal(String rule, String text) {}
