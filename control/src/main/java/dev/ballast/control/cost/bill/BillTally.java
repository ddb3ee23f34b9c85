// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost.bill;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds rows up, whatever they were read from. Not for several threads. */
public final class BillTally {

  private static final int MOST_PROBLEMS = 100;
  private static final int MOST_GROUPS = 20_000;
  private static final String REST = "(more groups)";

  private final BillRules rules;
  private final String amount;
  private final Map<String, Sums> byCurrency = new TreeMap<>();
  private final List<Bill.Problem> problems = new ArrayList<>();
  private long rows;
  private long broken;

  public BillTally(BillRules rules, String amount) {
    this.rules = rules;
    this.amount = amount;
  }

  /** One row. */
  public void add(
      String currency, String category, String chargeClass, String group, BigDecimal value) {
    rows++;
    String leftOut = rules.leftOut(category, chargeClass);
    Sums sums = byCurrency.computeIfAbsent(currency, _ -> new Sums());
    if (leftOut.isEmpty()) {
      add(sums.groups, group, value);
    } else {
      add(sums.leftOut, leftOut, value);
    }
  }

  /** When charges of a currency were for. */
  public void covers(String currency, Instant start, Instant end) {
    Sums sums = byCurrency.computeIfAbsent(currency, _ -> new Sums());
    sums.start = sums.start == null || start.isBefore(sums.start) ? start : sums.start;
    sums.end = sums.end == null || end.isAfter(sums.end) ? end : sums.end;
  }

  /** A row that could not be understood. */
  public void broken(long line, String text) {
    rows++;
    broken++;
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new Bill.Problem(line, text));
    }
  }

  public Bill bill() {
    List<Bill.Total> totals = new ArrayList<>();
    byCurrency.forEach(
        (currency, sums) ->
            totals.add(
                new Bill.Total(
                    currency,
                    sums.start == null ? Instant.EPOCH : sums.start,
                    sums.end == null ? Instant.EPOCH : sums.end,
                    groups(sums.groups),
                    groups(sums.leftOut))));
    return new Bill(amount, rows, broken, totals, problems);
  }

  private static void add(Map<String, Sum> sums, String name, BigDecimal value) {
    String key = sums.size() >= MOST_GROUPS && !sums.containsKey(name) ? REST : name;
    Sum sum = sums.computeIfAbsent(key, _ -> new Sum());
    sum.rows++;
    sum.amount = sum.amount.add(value);
  }

  private static List<Bill.Group> groups(Map<String, Sum> sums) {
    return sums.entrySet().stream()
        .map(e -> new Bill.Group(e.getKey(), e.getValue().rows, e.getValue().amount))
        .sorted(Comparator.comparing(Bill.Group::amount).reversed().thenComparing(Bill.Group::name))
        .toList();
  }

  private static final class Sum {
    private long rows;
    private BigDecimal amount = BigDecimal.ZERO;
  }

  private static final class Sums {
    private final Map<String, Sum> groups = new HashMap<>();
    private final Map<String, Sum> leftOut = new HashMap<>();
    private @Nullable Instant start;
    private @Nullable Instant end;
  }
}
