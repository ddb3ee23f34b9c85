// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.graph;

import static dev.ballast.server.graph.GraphDocument.known;
import static dev.ballast.server.graph.GraphDocument.word;

import dev.ballast.control.topology.analysis.Answer;
import dev.ballast.control.topology.analysis.Criticality;
import dev.ballast.control.topology.analysis.Cut;
import dev.ballast.control.topology.analysis.Cycle;
import dev.ballast.control.topology.analysis.Experiment;
import dev.ballast.control.topology.analysis.Feasibility;
import dev.ballast.control.topology.analysis.GraphAnalysis;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What everything hangs on, as {@code ballast graph critical} prints it. */
public record CriticalJson(
    List<AnswerJson> answers,
    String weighting,
    double userRps,
    int entryPoints,
    @Nullable Double goal,
    String losses,
    int serviceCount,
    List<ServiceJson> services,
    List<CycleJson> cycles,
    List<FeasibilityJson> infeasible,
    List<ExperimentJson> experiments,
    List<CutJson> investments,
    Instant evaluatedAt) {

  /** A question with its answer. */
  public record AnswerJson(
      String question, String answer, List<String> because, Map<String, Double> numbers) {}

  /** What dies with a service, and what that asks of it. */
  public record ServiceJson(
      String service,
      String kind,
      int callers,
      int dependents,
      int entryPoints,
      double share,
      double userRps,
      double passing,
      int gates,
      @Nullable Double promised,
      @Nullable Double needs) {}

  /** Services that need each other. */
  public record CycleJson(List<String> members, int size) {}

  /** A promise that cannot be kept. */
  public record FeasibilityJson(
      String service,
      double target,
      String basis,
      double best,
      int dependencies,
      int unpromised,
      double each,
      List<CulpritJson> culprits,
      List<RemedyJson> remedies) {}

  /** What a dependency takes away. */
  public record CulpritJson(String service, double good, String basis) {}

  /** What a fallback would make possible. */
  public record RemedyJson(String client, String server, double best) {}

  /** A service to let fail on purpose. */
  public record ExperimentJson(String target, double stake, List<String> unverified) {}

  /** Something to build: a fallback between two, or a hardened server when the client is null. */
  public record CutJson(
      String kind,
      @Nullable String client,
      String server,
      double gain,
      boolean atLeast,
      int spared,
      List<String> spares) {}

  /**
   * The document.
   *
   * @param most how many services are listed
   */
  public static CriticalJson of(GraphView view, int most) {
    GraphAnalysis a = view.analysis();
    return new CriticalJson(
        Answer.all(a).stream()
            .map(x -> new AnswerJson(x.question(), x.answer(), x.because(), x.numbers()))
            .toList(),
        word(a.weighting()),
        a.userRps(),
        a.entryPoints(),
        known(a.goal()),
        word(a.losses()),
        a.services().size(),
        a.services().stream().limit(most).map(CriticalJson::service).toList(),
        a.cycles().stream().map(CriticalJson::cycle).toList(),
        a.infeasible().stream().limit(most).map(CriticalJson::infeasible).toList(),
        a.experiments().stream().map(CriticalJson::experiment).toList(),
        a.investments().stream().map(cut -> cut(a, cut)).toList(),
        view.at());
  }

  static ServiceJson service(Criticality s) {
    return new ServiceJson(
        s.service().value(),
        word(s.kind()),
        s.callers(),
        s.dependents(),
        s.entryPoints(),
        s.share(),
        s.userRps(),
        s.passing(),
        s.gates(),
        known(s.promised()),
        known(s.needs()));
  }

  static CycleJson cycle(Cycle cycle) {
    return new CycleJson(texts(cycle.members()), cycle.size());
  }

  private static FeasibilityJson infeasible(Feasibility f) {
    return new FeasibilityJson(
        f.service().value(),
        f.promise().target().value(),
        f.promise().basis(),
        f.best(),
        f.dependencies(),
        f.unpromised(),
        f.each(),
        f.culprits().stream()
            .map(c -> new CulpritJson(c.service().value(), c.good(), c.basis()))
            .toList(),
        f.remedies().stream()
            .map(r -> new RemedyJson(r.client().value(), r.server().value(), r.best()))
            .toList());
  }

  private static ExperimentJson experiment(Experiment e) {
    return new ExperimentJson(e.target().value(), e.stake(), texts(e.unverified()));
  }

  private static CutJson cut(GraphAnalysis a, Cut cut) {
    boolean partial = a.trees() < a.entryPoints();
    return switch (cut.change()) {
      case Cut.Change.Fallback(var client, var server) ->
          new CutJson(
              "fallback",
              client.value(),
              server.value(),
              cut.gain(),
              partial,
              cut.spared(),
              texts(cut.spares()));
      case Cut.Change.Harden(var server) ->
          new CutJson(
              "harden", null, server.value(), cut.gain(), false, cut.spared(), texts(cut.spares()));
    };
  }

  static List<String> texts(List<?> all) {
    return all.stream().map(Object::toString).toList();
  }
}
