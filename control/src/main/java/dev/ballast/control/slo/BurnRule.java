// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.model.AlertPolicy;
import dev.ballast.model.Slo;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Burning at least {@code factor} times the sustainable rate, in a long window and still in a short
 * one: the multi-window table of Google's SRE workbook, chapter 5, and one rule of our own.
 *
 * @param longWindow as written, before time scaling
 * @param shortWindow as written, before time scaling
 */
public record BurnRule(
    String name, Severity severity, double factor, Duration longWindow, Duration shortWindow) {

  /** The objective is not met at the moment: the budget shrinks faster than it is given. */
  public static final BurnRule VIOLATED =
      new BurnRule("violated", Severity.STATUS, 1, Duration.ofHours(1), Duration.ofMinutes(5));

  public static final BurnRule PAGE_FAST =
      new BurnRule("page-fast", Severity.PAGE, 14.4, Duration.ofHours(1), Duration.ofMinutes(5));
  public static final BurnRule PAGE_SLOW =
      new BurnRule("page-slow", Severity.PAGE, 6, Duration.ofHours(6), Duration.ofMinutes(30));
  public static final BurnRule TICKET_FAST =
      new BurnRule("ticket-fast", Severity.TICKET, 3, Duration.ofDays(1), Duration.ofHours(2));
  public static final BurnRule TICKET_SLOW =
      new BurnRule("ticket-slow", Severity.TICKET, 1, Duration.ofDays(3), Duration.ofHours(6));

  /** Worst first. */
  public static final List<BurnRule> ALL =
      List.of(PAGE_FAST, PAGE_SLOW, TICKET_FAST, TICKET_SLOW, VIOLATED);

  /**
   * Looking back further than an SLO's own window says nothing about it, but an hour always does.
   */
  public boolean appliesTo(Duration sloWindow) {
    return longWindow.compareTo(sloWindow) <= 0 || longWindow.equals(Duration.ofHours(1));
  }

  /** Those that apply to an SLO. */
  static List<BurnRule> of(Slo slo) {
    return ALL.stream().filter(rule -> rule.appliesTo(slo.window())).toList();
  }

  /** The condition of an alert policy: one window, which is both. */
  static BurnRule of(AlertPolicy policy) {
    AlertPolicy.Condition asked = policy.condition();
    return new BurnRule(
        policy.name(), Severity.POLICY, asked.threshold(), asked.lookback(), asked.lookback());
  }

  /** All windows that have to be known to judge an SLO and its alert policies. */
  static List<Duration> windows(Slo slo) {
    return Stream.concat(of(slo).stream(), slo.care().alerts().stream().map(BurnRule::of))
        .flatMap(rule -> Stream.of(rule.longWindow(), rule.shortWindow()))
        .distinct()
        .toList();
  }

  /** What a rule is there for. */
  public enum Severity {
    PAGE,
    TICKET,
    STATUS,
    /** An alert policy of the SLO's owner. */
    POLICY
  }
}
