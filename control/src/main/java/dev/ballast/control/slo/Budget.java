// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

/**
 * An error budget, as shares of the whole. Remaining keeps its sign: below 0 it is overspent.
 *
 * <p>A budget belongs to a full window. While a service is younger than that, the events of the
 * full window are forecast from the observed rate, so that a handful of errors in the first minutes
 * is charged as what it is; the share of the events so far is reported beside it.
 *
 * @param allowed bad events that the full window may hold, with forecast traffic
 * @param bad bad events seen in the window
 * @param spent {@code bad / allowed}
 * @param remaining {@code 1 - spent}: what gates and budgets show
 * @param remainingSoFar the same against the events seen so far only, without forecast
 */
public record Budget(
    double allowed, double bad, double spent, double remaining, double remainingSoFar) {}
