// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import static dev.ballast.control.maturity.FactName.BUDGET_VALUE;
import static dev.ballast.control.maturity.FactName.CAPACITIES_JUDGED;
import static dev.ballast.control.maturity.FactName.CAUSE_RIGHT;
import static dev.ballast.control.maturity.FactName.CHAIN_MEASURED;
import static dev.ballast.control.maturity.FactName.DIAGNOSIS_SCORED;
import static dev.ballast.control.maturity.FactName.INVESTMENTS_WEIGHED;
import static dev.ballast.control.maturity.FactName.PROMISE_MARGIN;
import static dev.ballast.control.maturity.FactName.REGIONS_SERVING;
import static dev.ballast.control.maturity.FactName.REQUESTS_SEEN;
import static dev.ballast.control.maturity.FactName.RUNBOOK_LENGTH;
import static dev.ballast.control.maturity.FactName.TRACES_WHOLE;
import static dev.ballast.control.maturity.FactName.VALUE_PRICED;

import dev.ballast.control.maturity.Fact.Measured;
import dev.ballast.control.maturity.FactName;
import dev.ballast.model.maturity.Proof;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be seen now: telemetry, runbooks, forecasts, prices, and how right diagnoses were. */
final class SightFacts {

  private static final int LEAST_CALLS = 20;

  private SightFacts() {}

  static void read(View view, Facts facts) {
    Sights sights = view.sights();
    if (view.isWhole()) {
      weighed(sights, facts);
      scored(sights, facts);
    } else {
      sights.telemetry().forEach(one -> telemetry(one, facts));
      sights.runbooks().forEach(one -> runbook(one, facts));
      resources(sights, facts);
      journeys(sights, facts);
    }
    diagnosed(view, facts);
  }

  private static void telemetry(Sights.Telemetry one, Facts facts) {
    saw(
        facts,
        REQUESTS_SEEN,
        one.requests(),
        1,
        one.query(),
        one.at(),
        whole(one.requests()) + " requests in its own telemetry");
    if (one.calls() >= LEAST_CALLS) {
      saw(
          facts,
          TRACES_WHOLE,
          1 - Math.min(1, one.lost() / one.calls()),
          1,
          one.query(),
          one.at(),
          "%s of %s calls have no other end".formatted(whole(one.lost()), whole(one.calls())));
    }
    if (!one.regions().isEmpty()) {
      saw(
          facts,
          REGIONS_SERVING,
          one.regions().size(),
          one.regions().size(),
          one.query(),
          one.at(),
          "regions: " + String.join(", ", one.regions().stream().sorted().toList()));
    }
  }

  private static void runbook(Sights.Runbook one, Facts facts) {
    String text =
        one.length() > 0
            ? "%s has %d characters".formatted(one.location(), one.length())
            : one.location() + " cannot be read in the folder of the configuration";
    facts.saw(
        RUNBOOK_LENGTH,
        new Measured(
            one.length(),
            1,
            one.at(),
            List.of(
                Proof.configuration("Service/" + one.service() + " spec.runbook", one.at(), text)),
            text));
  }

  private static void resources(Sights sights, Facts facts) {
    Tally tally = new Tally();
    sights
        .resources()
        .forEach(
            one ->
                tally.add(
                    one.judged(),
                    Proof.query(
                        one.query(),
                        one.at(),
                        one.capacity()
                            + (one.judged() ? " has a forecast" : " has too little data"))));
    facts.saw(CAPACITIES_JUDGED, tally.count("capacities with a forecast"));
  }

  private static void journeys(Sights sights, Facts facts) {
    Tally priced = new Tally();
    Tally valued = new Tally();
    for (Sights.Journey one : sights.journeys()) {
      priced.add(one.isObserved(), proof(one, one.isObserved() ? "observed" : "not observed"));
      valued.add(one.valued(), proof(one, one.valued() ? "budget known" : "no budget known"));
    }
    facts.saw(VALUE_PRICED, priced.count("journeys are priced and observed"));
    facts.saw(BUDGET_VALUE, valued.count("journeys with a budget in money"));
    List<Sights.Journey> observed =
        sights.journeys().stream().filter(Sights.Journey::isObserved).toList();
    observed.stream()
        .min(Comparator.comparingDouble(one -> (double) one.measured() / one.needs().size()))
        .ifPresent(
            one ->
                facts.saw(
                    CHAIN_MEASURED,
                    new Measured(
                        (double) one.measured() / one.needs().size(),
                        1,
                        one.at(),
                        List.of(proof(one, "chain")),
                        "%d of %d services of journey %s are measured"
                            .formatted(one.measured(), one.needs().size(), one.name()))));
    observed.stream()
        .min(Comparator.comparingDouble(one -> one.ceiling() - one.objective()))
        .ifPresent(
            one ->
                facts.saw(
                    PROMISE_MARGIN,
                    new Measured(
                        one.ceiling() - one.objective(),
                        1,
                        one.at(),
                        List.of(proof(one, "ceiling and promise")),
                        String.format(
                            Locale.ROOT,
                            "journey %s can serve %.4f %% and promises %.4f %%",
                            one.name(),
                            one.ceiling() * 100,
                            one.objective() * 100))));
  }

  private static Proof proof(Sights.Journey one, String text) {
    return Proof.query(
        "/api/v1/cost", one.at(), "%s, journey %s: %s".formatted(one.model(), one.name(), text));
  }

  private static void weighed(Sights sights, Facts facts) {
    Tally tally = new Tally();
    sights
        .investments()
        .forEach(
            one ->
                tally.add(
                    one.weighed(),
                    Proof.query(
                        "/api/v1/cost",
                        one.at(),
                        one.model() + (one.weighed() ? " has an answer" : ": " + one.problem()))));
    facts.saw(INVESTMENTS_WEIGHED, tally.share("cost models have an answer"));
  }

  /** Of all systems together, by how many cases each has. */
  private static void scored(Sights sights, Facts facts) {
    List<Sights.Scored> all = sights.scored().stream().filter(one -> one.cases() > 0).toList();
    int cases = all.stream().mapToInt(Sights.Scored::cases).sum();
    if (cases > 0) {
      double hits = all.stream().mapToDouble(one -> one.first() * one.cases()).sum();
      Instant newest = all.stream().map(Sights.Scored::at).max(Instant::compareTo).orElseThrow();
      saw(
          facts,
          DIAGNOSIS_SCORED,
          hits / cases,
          cases,
          "/api/v1/scorecard",
          newest,
          "the cause was named first in %s of %d labelled incidents".formatted(whole(hits), cases));
    }
  }

  private static void diagnosed(View view, Facts facts) {
    Set<String> mine =
        view.slice().stories().stream().map(story -> story.id).collect(Collectors.toSet());
    Tally right = new Tally();
    for (Sights.Diagnosed one : view.material().sights().diagnosed()) {
      if (view.counts(CAUSE_RIGHT, one.at()) && (view.isWhole() || mine.contains(one.incident()))) {
        right.add(
            one.right(),
            Proof.query(
                "/api/v1/incidents/" + one.incident(),
                one.at(),
                one.incident() + (one.right() ? ": named first" : ": another one was named")));
      }
    }
    facts.saw(CAUSE_RIGHT, right.share("known causes were named first"));
  }

  private static String whole(double number) {
    return String.format(Locale.ROOT, "%.0f", number);
  }

  private static void saw(
      Facts facts, FactName name, double value, int of, String query, Instant at, String text) {
    facts.saw(name, new Measured(value, of, at, List.of(Proof.query(query, at, text)), text));
  }
}
