// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

/**
 * How fast the budget burns under one rule. A rate of 1 spends the budget in exactly the SLO's
 * window; a window without events has rate 0 and no events, which is no evidence of anything.
 *
 * @param longWindow events of the long window
 * @param shortWindow events of the short window
 * @param longRate burn rate in the long window
 * @param shortRate burn rate in the short window
 * @param longRateLow lower bound of the long window's true rate at 99 % confidence, from the counts
 * @param firing the lower bound and the short window's rate both reach the rule's factor, with at
 *     least the policy's least events and least bad events in the long window
 */
public record Burn(
    BurnRule rule,
    WindowEvents longWindow,
    WindowEvents shortWindow,
    double longRate,
    double shortRate,
    double longRateLow,
    boolean firing) {}
