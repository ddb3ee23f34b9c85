// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.control.topology.graph.Csr;
import dev.ballast.model.ServiceName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Puts an analysis into sentences. */
final class Answers {

  private static final int LISTED = 3;

  private final GraphAnalysis analysis;
  private final List<Criticality> services;

  Answers(GraphAnalysis analysis) {
    this.analysis = analysis;
    this.services = analysis.services();
  }

  List<Answer> all() {
    return Stream.of(inDegree(), highestSlo(), chaos(), investment())
        .filter(answer -> !answer.answer().isEmpty())
        .toList();
  }

  private Answer inDegree() {
    List<Criticality> byCallers =
        services.stream()
            .sorted(
                Comparator.comparingInt((Criticality s) -> -s.callers())
                    .thenComparing(Criticality::service))
            .toList();
    List<String> because = new ArrayList<>();
    inversion(byCallers, because);
    depth(because);
    uncalled(because);
    Map<String, Double> numbers = new LinkedHashMap<>();
    byCallers.stream()
        .filter(s -> s.callers() > 0)
        .limit(2L * LISTED)
        .forEach(s -> numbers.put("callers_" + s.service(), (double) s.callers()));
    return new Answer(
        "Does the number of callers tell what is critical?",
        because.isEmpty()
            ? "Here it does: the order by callers is the order by what users lose."
            : "No. It counts direct calls, not users, depth or fallbacks.",
        because,
        numbers);
  }

  /** The pair that the number of callers puts wrong by most. */
  private void inversion(List<Criticality> byCallers, List<String> because) {
    Criticality worst = byCallers.getFirst();
    byCallers.stream()
        .filter(s -> s.callers() > 0 && s.callers() < worst.callers())
        .filter(s -> s.share() >= worst.share() && s.share() > 0)
        .max(Comparator.comparingDouble(Criticality::share).thenComparing(Criticality::service))
        .ifPresent(
            s ->
                because.add(
                    "%s has %s and %s has %s, yet %s of %s fails with %s and %s with %s."
                        .formatted(
                            worst.service(),
                            Figures.count(worst.callers(), "caller"),
                            s.service(),
                            s.callers(),
                            Figures.share(worst.share()),
                            users(),
                            worst.service(),
                            Figures.share(s.share()),
                            s.service())));
  }

  private void depth(List<String> because) {
    services.stream()
        .filter(s -> s.callers() > 0 && s.dependents() > s.callers())
        .max(
            Comparator.comparingDouble((Criticality s) -> (double) s.dependents() / s.callers())
                .thenComparing(Comparator.comparing(Criticality::service).reversed()))
        .ifPresent(
            s ->
                because.add(
                    "%s has %s, but %s fail with it: %s."
                        .formatted(
                            s.service(),
                            Figures.count(s.callers(), "caller"),
                            Figures.count(s.dependents(), "service"),
                            Figures.names(dependents(s.service())))));
  }

  private void uncalled(List<String> because) {
    List<Criticality> none =
        services.stream().filter(s -> s.callers() == 0 && s.share() > 0).limit(LISTED).toList();
    if (!none.isEmpty()) {
      because.add(
          "%s %s no caller at all and %s not counted, and users lose %s."
              .formatted(
                  Figures.names(none.stream().map(Criticality::service).toList()),
                  none.size() == 1 ? "has" : "have",
                  none.size() == 1 ? "is" : "are",
                  Figures.names(
                      none.stream()
                          .map(s -> Figures.share(s.share()) + " with " + s.service())
                          .toList())));
    }
  }

  private List<ServiceName> dependents(ServiceName service) {
    Csr callers = analysis.graph().hard().reversed();
    boolean[] seen = new boolean[callers.nodes()];
    List<ServiceName> names = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    int root = analysis.graph().number(service).orElseThrow();
    seen[root] = true;
    open.add(root);
    for (int i = 0; i < open.size(); i++) {
      int v = open.get(i);
      for (int slot = callers.first(v); slot < callers.end(v); slot++) {
        int u = callers.target(slot);
        if (!seen[u]) {
          seen[u] = true;
          open.add(u);
          names.add(analysis.graph().name(u));
        }
      }
    }
    return names;
  }

  private Answer highestSlo() {
    List<Criticality> strictest =
        services.stream()
            .filter(s -> !Double.isNaN(s.needs()))
            .sorted(
                Comparator.comparingDouble((Criticality s) -> -Math.round(s.needs() * 1e12))
                    .thenComparingInt(services::indexOf))
            .limit(LISTED)
            .toList();
    Map<String, Double> numbers = new LinkedHashMap<>();
    List<String> because = new ArrayList<>();
    for (Criticality s : strictest) {
      numbers.put("needs_" + s.service(), s.needs());
      numbers.put("share_" + s.service(), s.share());
      because.add(
          "%s: %s of %s and %s fail with it%s."
              .formatted(
                  need(s),
                  Figures.share(s.share()),
                  users(),
                  Figures.count(s.dependents(), "service"),
                  Double.isNaN(s.promised())
                      ? ""
                      : s.promised() >= s.needs()
                          ? "; it promises " + Figures.target(s.promised())
                          : "; it promises only " + Figures.target(s.promised())));
    }
    because.add(
        Double.isNaN(analysis.goal())
            ? "Each promise is divided among all that it needs; what more promises hang on gets the smaller part."
            : "Nobody promises anything here, so every entry point is held to %s; that is divided among all that it needs, and what more entry points hang on gets the smaller part."
                .formatted(Figures.target(analysis.goal())));
    return new Answer(
        "Which service needs the highest SLO?",
        strictest.isEmpty() ? "" : need(strictest.getFirst()) + ".",
        because,
        numbers);
  }

  /** What shares are shares of. */
  private String users() {
    return analysis.weighting() == GraphAnalysis.Weighting.TRAFFIC
        ? "users' traffic"
        : "the entry points";
  }

  private static String need(Criticality s) {
    return s.service() + ", " + Figures.target(s.needs());
  }

  private Answer chaos() {
    List<String> because = new ArrayList<>();
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Experiment e : analysis.experiments().stream().limit(LISTED).toList()) {
      numbers.put("stake_" + e.target(), e.stake());
      because.add(
          "Stop %s: nobody has seen what then happens to %s; %s of what fails for users hangs on it."
              .formatted(e.target(), Figures.names(e.unverified()), Figures.share(e.stake())));
    }
    return new Answer(
        "Where to aim chaos experiments?",
        analysis.experiments().isEmpty()
            ? "Nowhere in particular: every hard dependency has been seen failing."
            : "At %s first.".formatted(analysis.experiments().getFirst().target()),
        because,
        numbers);
  }

  private Answer investment() {
    List<String> because = new ArrayList<>();
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Cut cut : analysis.investments().stream().limit(2L * LISTED).toList()) {
      because.add(sentence(cut));
      numbers.put("gain_" + name(cut.change()), cut.gain());
    }
    because.add(
        switch (analysis.losses()) {
          case PROMISED -> "Every service is taken to fail as often as its target allows.";
          case MIXED ->
              "Services with a target are taken to fail as often as it allows, the others as often as those on average.";
          case EQUAL -> "Every service is taken to fail equally often, as nothing tells otherwise.";
        });
    return new Answer(
        "Where to invest?",
        analysis.investments().isEmpty() ? "" : first(analysis.investments().getFirst()),
        because,
        numbers);
  }

  private String first(Cut cut) {
    long alike =
        analysis.investments().stream()
            .filter(other -> Math.abs(other.gain() - cut.gain()) < 1e-9)
            .count();
    String what =
        switch (cut.change()) {
          case Cut.Change.Fallback(var client, var server) ->
              "In a fallback in %s for %s".formatted(client, server);
          case Cut.Change.Harden(var service) -> "In %s itself".formatted(service);
        };
    return what
        + ": %s of what fails for users would not"
            .formatted(atLeast(cut) + Figures.share(cut.gain()))
        + (alike > 1
            ? "; " + (alike - 1) + " other" + (alike > 2 ? "s are" : " is") + " as good."
            : ".");
  }

  private String sentence(Cut cut) {
    return switch (cut.change()) {
      case Cut.Change.Fallback(var client, var server) ->
          "Let %s go on without %s: %s%s, as it stops %s."
              .formatted(
                  client,
                  server,
                  atLeast(cut),
                  Figures.share(cut.gain()),
                  cut.spared() == 1
                      ? "its failures"
                      : "the failures of "
                          + (cut.spared() > cut.spares().size()
                              ? Figures.count(cut.spared(), "service")
                              : Figures.names(cut.spares())));
      case Cut.Change.Harden(var service) ->
          "Make %s never fail by itself (replicas, care): %s at most."
              .formatted(service, Figures.share(cut.gain()));
    };
  }

  private String atLeast(Cut cut) {
    return analysis.trees() < analysis.entryPoints() && cut.change() instanceof Cut.Change.Fallback
        ? "at least "
        : "";
  }

  private static String name(Cut.Change change) {
    return switch (change) {
      case Cut.Change.Fallback(var client, var server) -> "fallback_" + client + "_" + server;
      case Cut.Change.Harden(var service) -> "harden_" + service;
    };
  }
}
