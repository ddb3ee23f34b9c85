// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.experiment;

import dev.ballast.control.chaos.experiment.Resilience;
import dev.ballast.control.chaos.experiment.Timetable;
import dev.ballast.control.chaos.experiment.Trial;
import dev.ballast.control.chaos.experiment.Verdict;
import dev.ballast.model.Configuration;
import dev.ballast.model.Names;
import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.experiment.Schedule;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Experiments: what there is, what came of them, how much is proved. */
public final class ExperimentsApi {

  private static final String ALL = "/api/v1/experiments";
  private static final int MOST_SHOWN = 200;
  private static final int LONGEST_REASON = 1_000;
  private static final Duration LONGEST_FREEZE = Duration.ofDays(90);

  private final ExperimentBook book;
  private final ExperimentRounds rounds;
  private final Supplier<Configuration> configuration;
  private final InstantSource clock;

  public ExperimentsApi(
      ExperimentBook book,
      ExperimentRounds rounds,
      Supplier<Configuration> configuration,
      InstantSource clock) {
    this.book = book;
    this.rounds = rounds;
    this.configuration = configuration;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ALL, Role.VIEWER, _ -> Reply.json(all())),
        Endpoint.post(ALL + "/{name}/run", Role.OPERATOR, this::run),
        Endpoint.post(ALL + "/{name}/events", Role.OPERATOR, this::told),
        Endpoint.post(ALL + "/freeze", Role.OPERATOR, this::freeze));
  }

  /**
   * All of it.
   *
   * @param frozenUntil null when scheduled runs may begin
   * @param results the newest first
   */
  record ExperimentsJson(
      String running,
      @Nullable Instant frozenUntil,
      List<DeclaredJson> experiments,
      List<ScoreJson> services,
      List<ResultJson> results) {}

  /** One that is declared; {@code gates} when it holds releases of its service back. */
  record DeclaredJson(
      String name,
      String title,
      String service,
      String cron,
      @Nullable Instant next,
      boolean gates) {}

  /** How much of what a service is said to survive is proved; the score is null of none. */
  record ScoreJson(
      String service, @Nullable Double score, int proved, int lost, int expired, int untried) {}

  /** One run. */
  record ResultJson(
      String experiment,
      String service,
      String verdict,
      String reason,
      String by,
      Instant at,
      Instant provedUntil) {

    static ResultJson of(Trial trial) {
      return new ResultJson(
          trial.experiment(),
          trial.service(),
          trial.verdict().word(),
          trial.reason(),
          trial.by(),
          trial.at(),
          trial.provedUntil());
    }
  }

  private ExperimentsJson all() {
    Instant now = clock.instant();
    Map<String, Experiment> declared = configuration.get().experiments();
    Map<String, String> services = new LinkedHashMap<>();
    declared.forEach((name, experiment) -> services.put(name, experiment.service()));
    List<Trial> trials = book.trials();
    Instant frozen = book.frozenUntil();
    return new ExperimentsJson(
        rounds.running(),
        frozen.isAfter(now) ? frozen : null,
        declared.values().stream()
            .map(
                one ->
                    new DeclaredJson(
                        one.name(),
                        one.title(),
                        one.service(),
                        one.schedule().cron(),
                        Timetable.next(one.schedule(), now).orElse(null),
                        one.schedule().gates()))
            .toList(),
        Resilience.of(services, trials, now).stream()
            .map(
                one ->
                    new ScoreJson(
                        one.service(),
                        one.score().isPresent() ? one.score().getAsDouble() : null,
                        one.proved(),
                        one.lost(),
                        one.expired(),
                        one.untried()))
            .toList(),
        trials.stream().limit(MOST_SHOWN).map(ResultJson::of).toList());
  }

  private Reply run(Request request) {
    String name = request.variable("name");
    Experiment experiment = configuration.get().experiments().get(name);
    if (experiment == null) {
      throw ApiException.notFound(
          "experiment: "
              + name
              + " (expected: one of "
              + String.join(", ", configuration.get().experiments().keySet())
              + ")");
    }
    Optional<String> why = rounds.begin(experiment, request.caller().name());
    if (why.isPresent()) {
      throw new ApiException(409, "not-begun", why.get());
    }
    return Reply.json(202, Map.of("running", name));
  }

  private Reply told(Request request) {
    String name = request.variable("name");
    String service = request.parameters().get("service", "");
    if (!Names.isValid(name) || (!service.isEmpty() && !Names.isValid(service))) {
      throw new ApiException(422, "invalid", "name, service: (expected: " + Names.RULE + ")");
    }
    String by = request.caller().name();
    switch (request.parameters().get("type", "")) {
      case ExperimentBook.STARTED -> book.started(name, service, by);
      case ExperimentBook.FINISHED -> {
        String word = request.parameters().get("verdict", "");
        Verdict verdict =
            ExperimentBook.verdict(word)
                .orElseThrow(
                    () ->
                        new ApiException(
                            422,
                            "invalid",
                            "verdict: " + word + " (expected: such as verified or deviated)"));
        Experiment known = configuration.get().experiments().get(name);
        Schedule schedule = known == null ? Schedule.NEVER : known.schedule();
        String reason = request.parameters().get("reason", "told by " + by);
        if (reason.length() > LONGEST_REASON) {
          throw new ApiException(
              422, "invalid", "reason: (expected: at most " + LONGEST_REASON + " characters)");
        }
        book.finished(name, service, verdict, reason, by, schedule.proofLasts());
      }
      default ->
          throw new ApiException(
              422,
              "invalid",
              "type: (expected: "
                  + ExperimentBook.STARTED
                  + " or "
                  + ExperimentBook.FINISHED
                  + ")");
    }
    return Reply.json(201, Map.of("kept", name));
  }

  private Reply freeze(Request request) {
    long seconds = request.parameters().longNumber("seconds", 3600, 0, LONGEST_FREEZE.toSeconds());
    Instant until = clock.instant().plusSeconds(seconds);
    book.freeze(until, request.caller().name());
    return Reply.json(Map.of("frozen_until", until));
  }
}
