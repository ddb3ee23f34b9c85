// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.answer;

import dev.ballast.control.health.ServiceHealth;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.recommend.Means;
import dev.ballast.control.incident.recommend.Recommender;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.topology.Edge;
import dev.ballast.model.Capacity;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.Health;
import dev.ballast.model.Names;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import dev.ballast.server.board.Board;
import dev.ballast.server.rollout.Rollout;
import dev.ballast.server.rollout.Rollouts;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds out what can be done here about the service that an incident comes from. */
public final class MeansReader {

  private final Supplier<List<Rollouts.View>> rollouts;

  public MeansReader(Supplier<List<Rollouts.View>> rollouts) {
    this.rollouts = rollouts;
  }

  Means of(Incident incident, Board board) {
    String subject = Recommender.subject(incident);
    if (!Names.isValid(subject)) {
      return Means.UNKNOWN;
    }
    ServiceName service = new ServiceName(subject);
    String region = incident.cause().map(RootCause::suspect).map(Suspect::region).orElse("");
    Optional<Rollout> rollout =
        rollouts.get().stream()
            .map(Rollouts.View::rollout)
            .filter(one -> one.canary().service().equals(subject))
            .filter(one -> one.state().phase().isUnderWay())
            .findFirst();
    Optional<Capacity.Response> growth =
        board.configuration().capacities().values().stream()
            .filter(capacity -> capacity.service().equals(service))
            .map(Capacity::response)
            .filter(response -> !response.action().isEmpty() || !response.command().isEmpty())
            .findFirst();
    return new Means(
        kind(board, service, incident),
        elsewhere(board, service, region),
        rollout.map(one -> one.name().toString()).orElse(""),
        rollout
            .map(one -> Stream.of(one.state().promoted(), one.state().applied()).toList())
            .orElse(List.of()),
        rollout.isPresent() ? "mesh/" + subject : "",
        "",
        0,
        Double.NaN,
        board.health().slosOf(service).stream()
            .filter(slo -> slo.place().isWhole() && slo.state() != SloStatus.State.NO_DATA)
            .mapToDouble(slo -> slo.budget().remaining())
            .min()
            .orElse(Double.NaN),
        growth.map(Capacity.Response::action).orElse(""),
        growth.map(Capacity.Response::command).orElse(""),
        board.health().topology().callersOf(service).stream()
            .filter(edge -> edge.strength() == Strength.SOFT && edge.isObserved())
            .map(edge -> edge.client().service().value())
            .distinct()
            .sorted()
            .toList());
  }

  private static Service.Kind kind(Board board, ServiceName service, Incident incident) {
    Service described = board.configuration().services().get(service);
    if (described != null) {
      return described.kind();
    }
    boolean external =
        incident
            .cause()
            .filter(cause -> cause.suspect().kind() == Suspect.Kind.EXTERNAL)
            .isPresent();
    boolean database =
        board.health().topology().callersOf(service).stream()
            .map(Edge::connectionType)
            .anyMatch("database"::equals);
    return database
        ? Service.Kind.DATABASE
        : external ? Service.Kind.EXTERNAL : Service.Kind.INTERNAL;
  }

  private static List<String> elsewhere(Board board, ServiceName service, String region) {
    return board.health().of(service).stream()
        .filter(health -> health.health() == Health.HEALTHY)
        .map(ServiceHealth::place)
        .map(place -> place.region())
        .filter(other -> !other.isEmpty() && !other.equals(region))
        .sorted()
        .toList();
  }
}
