// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.cost;

import dev.ballast.model.quantity.Ratio;

/**
 * What a release risks.
 *
 * @param failureRate the share of releases that do harm
 * @param minutes until harm is seen and undone
 * @param exposure the share of users who meet a new version meanwhile
 */
public record Releases(Ratio failureRate, double minutes, Ratio exposure) {}
