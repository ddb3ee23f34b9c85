// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.graph;

import dev.ballast.control.topology.analysis.Criticality;
import dev.ballast.control.topology.analysis.GraphAnalysis;
import dev.ballast.control.topology.analysis.Node;
import dev.ballast.model.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What pages and the terminal say of a graph in a sentence. */
public final class GraphSentences {

  private static final double ALL = 1 - 1e-9;
  private static final int NAMED = 4;

  private GraphSentences() {}

  /** Services without which no user is served, entry points aside. */
  static List<ServiceName> singlePoints(GraphAnalysis analysis) {
    return analysis.services().stream()
        .filter(s -> s.share() >= ALL && s.dependents() > 0)
        .map(Criticality::service)
        .toList();
  }

  /** Such as {@code 12 services, 20 dependencies.} with what all users hang on. */
  public static String overall(GraphView view) {
    if (view.isEmpty()) {
      return "No service is known yet.";
    }
    GraphAnalysis a = view.analysis();
    long external =
        view.graph().nodes().stream().filter(n -> n.kind() == Node.Kind.EXTERNAL).count();
    return "%d services%s, %d dependencies, %d entry point%s. %s"
        .formatted(
            view.graph().size(),
            external == 0 ? "" : " (" + external + " external)",
            view.graph().links().size(),
            a.entryPoints(),
            a.entryPoints() == 1 ? "" : "s",
            hangsOn(view));
  }

  /** Such as {@code All users' traffic hangs on database and auth.}; empty when on nothing. */
  public static String hangsOn(GraphView view) {
    List<ServiceName> single = singlePoints(view.analysis());
    if (single.isEmpty()) {
      return view.analysis().services().stream()
          .filter(s -> s.dependents() > 0 && s.share() > 0)
          .findFirst()
          .map(
              s ->
                  "Most hangs on %s: %s of %s."
                      .formatted(s.service(), percent(s.share()), users(view)))
          .orElse("");
    }
    return "%s hangs on %s."
        .formatted(
            view.analysis().weighting() == GraphAnalysis.Weighting.TRAFFIC
                ? "All of users' traffic"
                : "Every entry point",
            names(single));
  }

  /** What fails when a service does; empty when the graph does not know it. */
  public static String blastRadius(GraphView view, ServiceName service) {
    return view.analysis()
        .of(service)
        .map(
            s ->
                s.share() <= 0
                    ? "No user loses anything when it fails, as far as is known."
                    : "When it fails, %s of %s%s fails%s."
                            .formatted(
                                percent(s.share()),
                                users(view),
                                s.userRps() > 0
                                    ? String.format(Locale.ROOT, " (%.3g/s)", s.userRps())
                                    : "",
                                s.dependents() == 0
                                    ? ""
                                    : " with %d other service%s"
                                        .formatted(s.dependents(), s.dependents() == 1 ? "" : "s"))
                        + (s.share() >= ALL && s.dependents() > 0
                            ? " It is a single point of failure."
                            : ""))
        .orElse("");
  }

  private static String users(GraphView view) {
    return view.analysis().weighting() == GraphAnalysis.Weighting.TRAFFIC
        ? "users' traffic"
        : "the entry points";
  }

  private static String percent(double share) {
    return share >= 0.0995
        ? String.format(Locale.ROOT, "%.0f %%", 100 * share)
        : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String names(List<ServiceName> all) {
    List<String> texts = new ArrayList<>(all.stream().limit(NAMED).map(Object::toString).toList());
    if (all.size() > NAMED) {
      return String.join(", ", texts) + " and " + (all.size() - NAMED) + " more";
    }
    String last = texts.removeLast();
    return texts.isEmpty()
        ? last
        : texts.stream().collect(Collectors.joining(", ")) + " and " + last;
  }
}
