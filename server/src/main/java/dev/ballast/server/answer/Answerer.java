// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.answer;

import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Hop;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.impact.Counted;
import dev.ballast.control.incident.impact.Ids;
import dev.ballast.control.incident.impact.ImpactReader;
import dev.ballast.control.incident.impact.Looked;
import dev.ballast.control.incident.impact.Operation;
import dev.ballast.control.incident.impact.Origin;
import dev.ballast.control.incident.impact.Paths;
import dev.ballast.control.incident.impact.Trace;
import dev.ballast.control.incident.recommend.Means;
import dev.ballast.control.incident.recommend.Recommender;
import dev.ballast.server.board.Board;
import dev.ballast.server.incident.Answers;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.TraceQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds impact and recommendations to an incident. Reads telemetry, so it may take a moment. */
public final class Answerer implements Answers {

  /** So far back requests are compared with. */
  private static final Duration BEFORE = Duration.ofMinutes(5);

  private static final double MILLIS = 1000;

  private final TraceReader traces;
  private final CountReader counts;
  private final MeansReader means;
  private final InstantSource clock;

  public Answerer(TraceQuery traces, MetricQuery metrics, MeansReader means, InstantSource clock) {
    this.traces = new TraceReader(traces);
    this.counts = new CountReader(metrics);
    this.means = means;
    this.clock = clock;
  }

  /** With what is known now; of a resolved one, up to its end. */
  @Override
  public Incident answer(Incident incident, Board seen) {
    Instant until = incident.endOr(clock.instant());
    Instant from = incident.times().onset();
    Origin origin = origin(incident);
    List<Trace> found = traces.read(from, until);
    Collection<Operation> hurt = Paths.hurt(origin, found);
    Duration since = positive(Duration.between(from, until));
    Map<Operation, Counted> after = counts.read(hurt, until, since);
    Map<Operation, Counted> before = counts.read(hurt, from, BEFORE);
    ImpactReader.Told told =
        ImpactReader.of(
            new Looked(
                origin,
                from,
                until,
                found,
                before,
                after,
                counts.budgets(from),
                incident.symptoms().stream()
                    .map(symptom -> symptom.place().service().value())
                    .collect(Collectors.toCollection(TreeSet::new)),
                seen.health(),
                lag(incident)),
            new Ids(incident.evidence()));
    Incident hit = incident.withAnswers(told.impact(), List.of(), joined(incident, told));
    return hit.withAnswers(
        hit.impact(), Recommender.of(hit, means(hit, seen, until)), hit.evidence());
  }

  /** What nobody has written down about replicas is counted. */
  private Means means(Incident incident, Board seen, Instant at) {
    Means known = means.of(incident, seen);
    if (known.equals(Means.UNKNOWN) || known.replicas() > 0) {
      return known;
    }
    String region = incident.cause().map(RootCause::suspect).map(Suspect::region).orElse("");
    return known.withReplicas(counts.replicas(Recommender.subject(incident), region, at));
  }

  /** What was found now instead of what was found of the same before. */
  private static List<Evidence> joined(Incident incident, ImpactReader.Told told) {
    List<Evidence> all = new ArrayList<>();
    incident.evidence().stream().filter(e -> !ImpactReader.isOurs(e)).forEach(all::add);
    all.addAll(told.evidence());
    return all;
  }

  private static Origin origin(Incident incident) {
    return incident
        .cause()
        .map(RootCause::suspect)
        .filter(suspect -> suspect.kind() != Suspect.Kind.NODE)
        .map(
            suspect ->
                new Origin(
                    suspect.kind() == Suspect.Kind.EDGE ? suspect.detail() : suspect.name(),
                    suspect.region()))
        .orElseGet(() -> symptomatic(incident));
  }

  private static Origin symptomatic(Incident incident) {
    if (incident.symptoms().isEmpty()) {
      return new Origin(
          incident.alerts().getFirst().service(), incident.alerts().getFirst().region());
    }
    Symptom first = incident.symptoms().getFirst();
    return new Origin(first.place().service().value(), first.place().region());
  }

  /** From one to the next, as seen on the way to the symptom. */
  private static @Nullable Duration lag(Incident incident) {
    OptionalDouble mean =
        incident.cause().stream()
            .flatMap(cause -> cause.path().stream())
            .map(Hop::lagSeconds)
            .filter(Objects::nonNull)
            .mapToDouble(lag -> Math.max(0, lag))
            .average();
    return mean.isPresent() ? Duration.ofMillis(Math.round(mean.getAsDouble() * MILLIS)) : null;
  }

  private static Duration positive(Duration duration) {
    return duration.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : duration;
  }
}
