// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.impact;

import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Impact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells who is hurt, how much and who is next, from traces, counts, budgets and the call graph. The
 * same input gives the same answer.
 */
public final class ImpactReader {

  /** The kinds of the evidence that is found here. */
  public static final String JOURNEY = "journey";

  public static final String BUDGET = "budget";

  private static final int JOURNEYS = 8;
  private static final int NAMED = 2;
  private static final double MINUTE = 60_000;

  /**
   * An impact and the evidence that it cites.
   *
   * @param evidence what is new; ids go on from those that the incident has
   */
  public record Told(Impact impact, List<Evidence> evidence) {
    public Told {
      evidence = List.copyOf(evidence);
    }
  }

  private ImpactReader() {}

  /** Whether evidence was found here, so that what is found next takes its place. */
  public static boolean isOurs(Evidence evidence) {
    return evidence.kind().equals(JOURNEY) || evidence.kind().equals(BUDGET);
  }

  /**
   * The impact as far as it can be told.
   *
   * @param ids numbers the evidence of the incident
   */
  public static Told of(Looked looked, Ids ids) {
    Paths paths = Paths.of(looked.origin(), looked.traces());
    List<Evidence> evidence = new ArrayList<>();
    List<Impact.Journey> journeys = new ArrayList<>();
    SortedSet<String> hurt = new TreeSet<>(looked.hurt());
    hurt.add(looked.origin().service());
    paths
        .hurt()
        .forEach(
            (operation, share) -> {
              Impact.Journey journey = journey(looked, operation);
              journeys.add(journey);
              hurt.add(operation.service());
            });
    journeys.sort(
        Comparator.<Impact.Journey>comparingDouble(j -> orZero(j.badRequests()))
            .thenComparingDouble(j -> orZero(j.perSecond()))
            .reversed()
            .thenComparing(Impact.Journey::service)
            .thenComparing(Impact.Journey::region)
            .thenComparing(Impact.Journey::operation));
    List<Impact.Journey> told =
        journeys.stream()
            .limit(JOURNEYS)
            .map(j -> proved(looked, paths, j, ids, evidence))
            .toList();
    List<Spent> budgets = Budgets.of(looked, hurt);
    budgets.forEach(spent -> evidence.add(ids.numbered(spent.evidence(looked))));
    Double requests = requests(journeys);
    Double users = paths.named() ? (double) paths.users().size() : null;
    Double minutes = budgets.isEmpty() ? null : minutes(budgets);
    List<Impact.AtRisk> next = NextAtRisk.of(looked);
    return new Told(
        new Impact(text(looked, journeys, requests, users), told, requests, users, minutes, next),
        evidence);
  }

  private static Impact.Journey journey(Looked looked, Operation operation) {
    Counted since = looked.since().getOrDefault(operation, Counted.NONE);
    Counted before = looked.before().getOrDefault(operation, Counted.NONE);
    boolean known = since.total() > 0;
    // One that failed and was slow is one bad request, so it is the larger of both, not the sum.
    double bad = Math.max(since.failedBeyond(before), since.slowBeyond(before));
    return new Impact.Journey(
        operation.name(),
        operation.service(),
        operation.region(),
        known && Double.isFinite(since.perSecond()) ? since.perSecond() : null,
        known ? bad / since.total() : null,
        known ? bad : null,
        List.of());
  }

  private static Impact.Journey proved(
      Looked looked, Paths paths, Impact.Journey journey, Ids ids, List<Evidence> evidence) {
    Operation operation = new Operation(journey.service(), journey.region(), journey.operation());
    Paths.Share share = paths.seen().getOrDefault(operation, new Paths.Share(0, 1));
    Counted before = looked.before().getOrDefault(operation, Counted.NONE);
    Evidence proof =
        new Evidence(
            "",
            JOURNEY,
            operation.text(),
            String.format(
                Locale.ROOT,
                "%s waited for %s in %d of %d traces since the onset",
                operation.text(),
                looked.origin().service(),
                share.through(),
                share.traces()),
            looked.from(),
            looked.until(),
            before.total() > 0 ? before.failedRatio() : null,
            journey.badRatio(),
            "",
            JourneyQueries.failedRatio(operation),
            0);
    Evidence numbered = ids.numbered(proof);
    evidence.add(numbered);
    return new Impact.Journey(
        journey.operation(),
        journey.service(),
        journey.region(),
        journey.perSecond(),
        journey.badRatio(),
        journey.badRequests(),
        List.of(numbered.id()));
  }

  private static @Nullable Double requests(List<Impact.Journey> journeys) {
    List<Impact.Journey> counted =
        journeys.stream().filter(journey -> journey.badRequests() != null).toList();
    return counted.isEmpty()
        ? null
        : (Double) counted.stream().mapToDouble(j -> orZero(j.badRequests())).sum();
  }

  private static double minutes(List<Spent> budgets) {
    return budgets.stream().map(Spent::burnt).mapToDouble(Duration::toMillis).sum() / MINUTE;
  }

  private static double orZero(@Nullable Double value) {
    return value == null ? 0 : value;
  }

  private static String text(
      Looked looked,
      List<Impact.Journey> journeys,
      @Nullable Double requests,
      @Nullable Double users) {
    if (journeys.isEmpty()) {
      return looked.traces().isEmpty()
          ? "No trace since the onset: it is not known which journeys wait for "
              + looked.origin().service()
              + "."
          : "No journey waits for %s: none of %d traces has it on its critical path."
              .formatted(looked.origin().service(), looked.traces().size());
    }
    Map<String, Long> names =
        journeys.stream()
            .collect(
                Collectors.groupingBy(
                    Impact.Journey::operation,
                    java.util.LinkedHashMap::new,
                    Collectors.counting()));
    String shown = names.keySet().stream().limit(NAMED).collect(Collectors.joining(" and "));
    int others = names.size() - Math.min(NAMED, names.size());
    String who = shown + (others > 0 ? " and %d more".formatted(others) : "");
    if (requests == null) {
      return "%s %s for %s; how many requests is not known."
          .formatted(who, names.size() == 1 ? "waits" : "wait", looked.origin().service());
    }
    String people =
        users == null || users < 1
            ? ""
            : String.format(Locale.ROOT, ", at least %,.0f users", users);
    return requests < 1
        ? "%s %s for %s; no request was bad yet."
            .formatted(who, names.size() == 1 ? "waits" : "wait", looked.origin().service())
        : String.format(
            Locale.ROOT, "%s: %,.0f bad requests since the onset%s.", who, requests, people);
  }
}
