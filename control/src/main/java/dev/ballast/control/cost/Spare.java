// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

/**
 * A journey that is served far better than promised: where to give nines back.
 *
 * @param used the share of the error budget that is spent on average
 */
public record Spare(String journey, double objective, double served, double used) {}
