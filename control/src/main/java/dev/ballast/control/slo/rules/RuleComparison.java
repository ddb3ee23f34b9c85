// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether two sets of rules do the same: the same groups with the same rules in the same order, the
 * same labels and annotations, and queries that say the same.
 *
 * @param differences each as one sentence; empty when they do the same
 * @param rules how many rules were compared
 * @param asText how many queries are no PromQL, so that only their texts could be compared
 */
public record RuleComparison(List<String> differences, int rules, int asText) {

  public RuleComparison {
    differences = List.copyOf(differences);
  }

  public boolean same() {
    return differences.isEmpty();
  }

  public static RuleComparison of(List<RuleGroup> expected, List<RuleGroup> actual) {
    var comparison = new Comparison();
    var ours = byName(actual);
    for (RuleGroup group : expected) {
      var other = ours.remove(group.name());
      if (other == null) {
        comparison.differences.add("group " + group.name() + " is missing");
      } else {
        comparison.compare(group, other);
      }
    }
    ours.keySet().forEach(name -> comparison.differences.add("group " + name + " is one too many"));
    return new RuleComparison(comparison.differences, comparison.rules, comparison.asText);
  }

  private static Map<String, RuleGroup> byName(List<RuleGroup> groups) {
    var byName = new TreeMap<String, RuleGroup>();
    groups.forEach(group -> byName.put(group.name(), group));
    return byName;
  }

  private static final class Comparison {

    private final List<String> differences = new ArrayList<>();
    private int rules;
    private int asText;

    void compare(RuleGroup expected, RuleGroup actual) {
      if (expected.rules().size() != actual.rules().size()) {
        differences.add(
            "%s: %d rules, not %d"
                .formatted(expected.name(), actual.rules().size(), expected.rules().size()));
        return;
      }
      for (int i = 0; i < expected.rules().size(); i++) {
        compare(expected.name(), expected.rules().get(i), actual.rules().get(i));
      }
    }

    private void compare(String group, Rule expected, Rule actual) {
      rules++;
      var where = group + ": " + expected.name();
      if (!expected.name().equals(actual.name()) || expected.getClass() != actual.getClass()) {
        differences.add(where + ": is " + actual.name() + " here");
        return;
      }
      compare(where + ": labels", expected.labels(), actual.labels());
      if (expected instanceof Rule.Alerting one && actual instanceof Rule.Alerting other) {
        compare(where + ": annotations", one.annotations(), other.annotations());
        if (!one.after().equals(other.after())) {
          differences.add(where + ": for " + other.after() + " (expected: " + one.after() + ")");
        }
      }
      switch (SameQuery.compare(expected.expr(), actual.expr())) {
        case SAME -> {}
        case SAME_TEXT -> asText++;
        case DIFFERENT ->
            differences.add(
                where + ": " + line(actual.expr()) + " (expected: " + line(expected.expr()) + ")");
      }
    }

    private void compare(
        String where, SortedMap<String, String> expected, SortedMap<String, String> actual) {
      if (!expected.equals(actual)) {
        differences.add(where + ": " + actual + " (expected: " + expected + ")");
      }
    }

    private static String line(String expr) {
      return expr.strip().replaceAll("\\s+", " ");
    }
  }
}
