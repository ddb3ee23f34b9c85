// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.cost;

import dev.ballast.model.quantity.Ratio;

/**
 * Something that users want to do, and what it costs when they cannot.
 *
 * @param entry the component that they come to
 * @param objective the share of a year's requests that is promised
 */
public record Journey(String name, String entry, Ratio objective, Damage damage) {}
