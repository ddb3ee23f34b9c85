// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.model.Place;

/**
 * Something of a place that is used up soon, or is already, as a forecast has it.
 *
 * @param name what, such as the name of a capacity
 * @param text the forecast in one sentence
 * @param probability that it is used up before there can be more, 0 to 1
 * @param value how much of it is used
 * @param limit how much there is
 * @param query PromQL of the usage
 */
public record Threat(
    Place place,
    String name,
    String text,
    double probability,
    double value,
    double limit,
    String unit,
    String query) {}
