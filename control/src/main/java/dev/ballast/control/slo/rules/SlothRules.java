// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.rules;

import dev.ballast.model.sloth.AlertWindows;
import dev.ballast.model.sloth.AlertWindows.Burn;
import dev.ballast.model.sloth.SlothSlo.Alert;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes the rules of one SLO as Sloth does: the ratio of bad events over each alert window,
 * numbers about the budget, and two alerts of two windows each.
 *
 * <p>Sloth's ratio over the period is the mean of five-minute ratios, so that a quiet night weighs
 * as much as a busy day. The exact variant records the bad and the total rate as well and divides
 * their sums, which weighs each event once; a ready-made ratio has no events and keeps the mean.
 */
final class SlothRules {

  private static final String ERRORS = "slo:sli_error:ratio_rate";
  private static final String BAD = "slo:sli_error:rate";
  private static final String ALL = "slo:sli_total:rate";

  private final RuleSlo slo;
  private final Duration period;
  private final AlertWindows windows;
  private final boolean known;
  private final RuleOptions options;
  private final String filter;

  /**
   * @param windows of the burn alerts; without them there are none, and the usual windows that are
   *     shorter than the period are recorded
   */
  SlothRules(RuleSlo slo, Duration period, Optional<AlertWindows> windows, RuleOptions options) {
    this.slo = slo;
    this.period = period;
    this.windows = windows.orElseGet(() -> AlertWindows.likeWorkbook(period));
    this.known = windows.isPresent();
    this.options = options;
    this.filter =
        "{sloth_id=\"%s\", sloth_service=\"%s\", sloth_slo=\"%s\"}"
            .formatted(slo.id(), slo.service(), slo.name());
  }

  /** Recordings of the SLI, recordings about the SLO, alerts; those that are wanted. */
  List<RuleGroup> groups() {
    var groups = new ArrayList<RuleGroup>();
    boolean recorded = known || quick().compareTo(period) < 0;
    if (options.recordings() && recorded) {
      groups.add(new RuleGroup("sloth-slo-sli-recordings-" + slo.id(), ratios()));
      groups.add(new RuleGroup("sloth-slo-meta-recordings-" + slo.id(), numbers()));
    }
    var alerts = recorded ? alerts() : List.<Rule>of();
    if (options.alerts() && !alerts.isEmpty()) {
      groups.add(new RuleGroup("sloth-slo-alerts-" + slo.id(), alerts));
    }
    return groups;
  }

  private List<Rule> ratios() {
    var rules = new ArrayList<Rule>();
    for (Duration window : alertWindows()) {
      rules.add(ratio(window, slo.errors().over(window).ratio()));
    }
    var quick = slo.errors().over(quick());
    if (options.exact() && !quick.bad().isEmpty()) {
      var at = PrometheusDuration.of(quick());
      rules.add(new Rule.Recording(BAD + at, quick.bad(), labels(quick())));
      rules.add(new Rule.Recording(ALL + at, quick.total(), labels(quick())));
      rules.add(ratio(period, overPeriod("sum_over_time", BAD + at, "sum_over_time", ALL + at)));
    } else {
      var recorded = series(quick());
      rules.add(ratio(period, overPeriod("sum_over_time", recorded, "count_over_time", recorded)));
    }
    return rules;
  }

  private Rule ratio(Duration window, String expr) {
    return new Rule.Recording(series(window), expr, labels(window));
  }

  private String overPeriod(String upper, String part, String lower, String whole) {
    var range = "[" + PrometheusDuration.of(period) + "]";
    return "%s(%s%s%s)\n/ ignoring (sloth_window)\n%s(%s%s%s)"
        .formatted(upper, part, filter, range, lower, whole, filter, range);
  }

  private SortedSet<Duration> alertWindows() {
    var all = new TreeSet<Duration>();
    slo.policies().forEach(policy -> all.add(policy.condition().lookback()));
    all.remove(period); // It is recorded from the others.
    for (AlertWindows.Pair pair : List.of(windows.page(), windows.ticket())) {
      for (Burn burn : List.of(pair.quick(), pair.slow())) {
        Stream.of(burn.shortWindow(), burn.longWindow())
            .filter(window -> known || window.compareTo(period) < 0)
            .forEach(all::add);
      }
    }
    return all;
  }

  /** The window that everything current is read from. */
  private Duration quick() {
    return windows.page().quick().shortWindow();
  }

  private List<Rule> numbers() {
    var target = BigDecimal.valueOf(slo.objective()).movePointLeft(2).toPlainString();
    var info = labels();
    info.put("sloth_mode", slo.format().mode());
    info.put("sloth_objective", number(slo.objective()));
    info.put("sloth_spec", slo.format().version());
    info.put("sloth_version", options.version());
    return List.of(
        recording("slo:objective:ratio", "vector(" + target + ")"),
        recording("slo:error_budget:ratio", "vector(1-" + target + ")"),
        recording("slo:time_period:days", "vector(" + number(period.toMillis() / 86_400e3) + ")"),
        recording("slo:current_burn_rate:ratio", burnOf(series(quick()))),
        recording("slo:period_burn_rate:ratio", burnOf(series(period))),
        recording(
            "slo:period_error_budget_remaining:ratio", "1 - slo:period_burn_rate:ratio" + filter),
        new Rule.Recording("sloth_slo_info", "vector(1)", info));
  }

  private Rule recording(String series, String expr) {
    return new Rule.Recording(series, expr, labels());
  }

  private String burnOf(String series) {
    return series
        + filter
        + "\n/ on(sloth_id, sloth_slo, sloth_service) group_left\n"
        + "slo:error_budget:ratio"
        + filter;
  }

  private List<Rule> alerts() {
    var rules = new ArrayList<Rule>();
    if (known && !slo.page().disabled()) {
      rules.add(alert("page", slo.page(), windows.page()));
    }
    if (known && !slo.ticket().disabled()) {
      rules.add(alert("ticket", slo.ticket(), windows.ticket()));
    }
    rules.addAll(new PolicyRules(slo, filter, quick()).rules());
    return rules;
  }

  private Rule alert(String severity, Alert alert, AlertWindows.Pair pair) {
    var labels = new TreeMap<>(alert.labels());
    labels.put("sloth_severity", severity);
    var annotations = new TreeMap<String, String>();
    var who = "{{$labels.sloth_service}} {{$labels.sloth_slo}} SLO error budget burn rate is ";
    annotations.put("title", "(" + severity + ") " + who + "too fast.");
    annotations.put("summary", who + "over expected.");
    annotations.putAll(alert.annotations());
    var expr = "(\n%s\n)\nor\n(\n%s\n)".formatted(both(pair.quick()), both(pair.slow()));
    return new Rule.Alerting(alert.name(), expr, labels, annotations);
  }

  private String both(Burn burn) {
    var budget =
        BigDecimal.valueOf(100).subtract(BigDecimal.valueOf(slo.objective())).movePointLeft(2);
    var limit = "(%s * %s)".formatted(number(burn.factor(period)), budget.toPlainString());
    return "    %s\n    and\n    %s"
        .formatted(above(burn.shortWindow(), limit), above(burn.longWindow(), limit));
  }

  private String above(Duration window, String limit) {
    return "max(%s%s > %s) without (sloth_window)".formatted(series(window), filter, limit);
  }

  static String series(Duration window) {
    return ERRORS + PrometheusDuration.of(window);
  }

  private SortedMap<String, String> labels(Duration window) {
    var labels = labels();
    labels.put("sloth_window", PrometheusDuration.of(window));
    return labels;
  }

  private SortedMap<String, String> labels() {
    var labels = new TreeMap<>(options.extraLabels());
    labels.putAll(slo.labels());
    labels.put("sloth_id", slo.id());
    labels.put("sloth_service", slo.service());
    labels.put("sloth_slo", slo.name());
    return labels;
  }

  /** Without an empty fraction, and in digits. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
