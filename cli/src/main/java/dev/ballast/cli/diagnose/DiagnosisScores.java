// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.control.diagnosis.change.ChangeFinding;
import dev.ballast.stats.sequential.Wilson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where the true cause stood, by system, and how often a healthy window was accused. */
final class DiagnosisScores {

  private static final int DEPTH = 5;
  private static final String NOBODY = "none";

  /** Of one case: the place of the truth from 1, or beyond all; nothing known: 0. */
  record Outcome(int place, boolean named, double millis) {}

  private final SortedMap<String, List<Outcome>> systems = new TreeMap<>();
  private final SortedMap<String, int[]> healthy = new TreeMap<>();
  private final SortedMap<String, Verdicts> verdicts = new TreeMap<>();

  void add(String system, Outcome outcome) {
    systems.computeIfAbsent(system, any -> new ArrayList<>()).add(outcome);
  }

  void addHealthy(String system, boolean named) {
    int[] counts = healthy.computeIfAbsent(system, any -> new int[2]);
    counts[0]++;
    counts[1] += named ? 1 : 0;
  }

  /** How the question which change it was went, over the cases of one system. */
  private static final class Verdicts {
    private int cases;
    private int exact;
    private int decoys;
    private int nobody;
    private int rightlyNobody;
    private int first;
    private int withCulprit;
  }

  void add(String system, Incident.Culprit culprit, ChangeFinding finding) {
    Verdicts sum = verdicts.computeIfAbsent(system, any -> new Verdicts());
    String named = finding.blamed().map(r -> r.change().id()).orElse(NOBODY);
    boolean nobody = culprit.change().equals(NOBODY);
    sum.cases++;
    sum.exact += named.equals(culprit.change()) ? 1 : 0;
    sum.decoys += culprit.decoys().contains(named) ? 1 : 0;
    sum.nobody += nobody ? 1 : 0;
    sum.rightlyNobody += nobody && named.equals(NOBODY) ? 1 : 0;
    if (!nobody) {
      sum.withCulprit++;
      boolean leads =
          !finding.ranked().isEmpty()
              && finding.ranked().getFirst().change().id().equals(culprit.change());
      sum.first += leads ? 1 : 0;
    }
  }

  private record Row(List<Outcome> all, List<Outcome> known) {
    static Row of(List<Outcome> all) {
      return new Row(all, all.stream().filter(o -> o.place() > 0).toList());
    }

    long within(int k) {
      return known.stream().filter(o -> o.place() <= k).count();
    }

    double share(int k) {
      return within(k) / (double) known.size();
    }

    double average() {
      double sum = 0;
      for (int k = 1; k <= DEPTH; k++) {
        sum += share(k) / DEPTH;
      }
      return sum;
    }

    double millis(double q) {
      double[] sorted = all.stream().mapToDouble(Outcome::millis).sorted().toArray();
      return sorted[(int) Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
    }

    long unnamed() {
      return all.stream().filter(o -> !o.named()).count();
    }
  }

  ObjectNode document(String directory, String commit, int late) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("suite", "diagnose").put("directory", directory).put("seed", 0);
    document.put("commit", commit).put("onset_late_seconds", late);
    List<Outcome> all = systems.values().stream().flatMap(List::stream).toList();
    Row every = Row.of(all);
    document
        .putObject("totals")
        .put("cases", all.size())
        .put("passed", every.within(1))
        .put("failed", every.known().size() - every.within(1))
        .put("excluded", all.size() - every.known().size());
    ObjectNode nodes = document.putObject("systems");
    systems.forEach((name, outcomes) -> put(nodes.putObject(name), Row.of(outcomes)));
    ObjectNode changes = document.putObject("changes");
    verdicts.forEach(
        (name, v) -> {
          Wilson bounds = Wilson.of(v.exact, v.cases);
          changes
              .putObject(name)
              .put("cases", v.cases)
              .put("exact", v.exact)
              .put("exact_low", bounds.low())
              .put("exact_high", bounds.high())
              .put("decoy_named", v.decoys)
              .put("no_change", v.nobody)
              .put("no_change_right", v.rightlyNobody)
              .put("culprit_first", v.first)
              .put("culprits", v.withCulprit);
        });
    ObjectNode windows = document.putObject("healthy");
    windows.put("windows", healthy.values().stream().mapToInt(c -> c[0]).sum());
    windows.put("named", healthy.values().stream().mapToInt(c -> c[1]).sum());
    ObjectNode bySystem = windows.putObject("systems");
    healthy.forEach((name, c) -> bySystem.putObject(name).put("windows", c[0]).put("named", c[1]));
    return document;
  }

  private static void put(ObjectNode node, Row row) {
    node.put("cases", row.all().size()).put("known", row.known().size());
    if (!row.known().isEmpty()) {
      Wilson bounds = Wilson.of(row.within(1), row.known().size());
      node.put("ac1", row.share(1)).put("ac1_low", bounds.low()).put("ac1_high", bounds.high());
      Wilson three = Wilson.of(row.within(3), row.known().size());
      node.put("ac3", row.share(3)).put("ac3_low", three.low()).put("ac3_high", three.high());
      node.put("avg5", row.average());
    }
    node.put("unexplained", row.unnamed());
    node.put("ms_p50", row.millis(0.5)).put("ms_p95", row.millis(0.95));
  }

  String text(Style style) {
    Table table =
        Table.of(
            "SYSTEM", ">CASES", ">AC@1", ">95 %", ">AC@3", ">AVG@5", ">NONE", ">MS P50", ">P95");
    systems.forEach(
        (name, outcomes) -> {
          Row row = Row.of(outcomes);
          boolean known = !row.known().isEmpty();
          Wilson bounds = Wilson.of(row.within(1), row.known().size());
          table.row(
              name,
              Integer.toString(row.all().size()),
              known ? two(row.share(1)) : "-",
              known ? two(bounds.low()) + "-" + two(bounds.high()) : "-",
              known ? two(row.share(3)) : "-",
              known ? two(row.average()) : "-",
              Long.toString(row.unnamed()),
              String.format(Locale.ROOT, "%.1f", row.millis(0.5)),
              String.format(Locale.ROOT, "%.1f", row.millis(0.95)));
        });
    StringBuilder text = new StringBuilder(table.render(style));
    verdicts.forEach(
        (name, v) ->
            text.append(
                "Changes of %s: verdict right in %d of %d, a decoy named in %d; no change to blame in %d, said so in %d; culprit first in %d of %d.%n"
                    .formatted(
                        name,
                        v.exact,
                        v.cases,
                        v.decoys,
                        v.nobody,
                        v.rightlyNobody,
                        v.first,
                        v.withCulprit)));
    healthy.forEach(
        (name, c) ->
            text.append(
                "Healthy windows of %s: %d, a culprit named in %d.%n".formatted(name, c[0], c[1])));
    return text.toString();
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
