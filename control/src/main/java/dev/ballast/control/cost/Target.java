// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import java.util.Optional;

/**
 * The cheapest way to keep what is promised.
 *
 * @param served the share that each journey has to serve; empty for the objective of each
 * @param onAverage the cheapest that serves it in the long run; empty when none does
 * @param surely the cheapest that keeps it in enough years; empty when none does
 * @param nearest what keeps it in the most years, when none is enough
 */
public record Target(
    Optional<Double> served,
    double confidence,
    Optional<Choice> onAverage,
    Optional<Choice> surely,
    Choice nearest) {}
