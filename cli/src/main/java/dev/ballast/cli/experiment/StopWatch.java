// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.experiment;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.chaos.experiment.Course;
import dev.ballast.control.chaos.experiment.Values;
import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.experiment.StopCondition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Looks at the conditions that end a run. Fails safe: an error budget that nobody can see any more
 * ends the run as well.
 */
final class StopWatch implements Supplier<Optional<String>>, AutoCloseable {

  private static final int MOST_MISSES = 3;
  private static final int LONGEST_REASON = 500;

  private final List<StopCondition> conditions;
  private final @Nullable Api api;
  private final Terminal terminal;
  private final boolean recorded;
  private final Instant start;
  private int misses;

  private StopWatch(
      List<StopCondition> conditions, @Nullable Api api, Terminal terminal, boolean recorded) {
    this.conditions = conditions;
    this.api = api;
    this.terminal = terminal;
    this.recorded = recorded;
    this.start = terminal.clock().instant();
  }

  /**
   * Gets ready; fails when a condition holds already or cannot be looked at.
   *
   * @throws CommandFailure then
   */
  static StopWatch of(
      Experiment experiment,
      @Nullable Path stopFile,
      boolean dry,
      boolean recorded,
      ServerOptions server,
      Terminal terminal) {
    List<StopCondition> conditions = new ArrayList<>(dry ? List.of() : experiment.stopWhen());
    if (stopFile != null) {
      conditions.add(new StopCondition.StopFile(stopFile.toString()));
    }
    boolean asks =
        (recorded && !dry) || conditions.stream().anyMatch(StopCondition.Burn.class::isInstance);
    StopWatch watch =
        new StopWatch(
            conditions, asks ? server.connect(terminal) : null, terminal, recorded && !dry);
    for (StopCondition condition : conditions) {
      Optional<String> why = watch.look(condition, true);
      if (why.isPresent()) {
        watch.close();
        throw new CommandFailure(dev.ballast.cli.terminal.Exit.BAD, "not started: " + why.get());
      }
    }
    return watch;
  }

  @Override
  public Optional<String> get() {
    for (StopCondition condition : conditions) {
      try {
        Optional<String> why = look(condition, false);
        if (why.isPresent()) {
          return why;
        }
      } catch (CommandFailure e) {
        if (++misses >= MOST_MISSES) {
          return Optional.of("the error budget cannot be seen: " + e.getMessage());
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> look(StopCondition condition, boolean first) {
    return switch (condition) {
      case StopCondition.StopFile(String path) ->
          Files.exists(Path.of(path))
              ? Optional.of("the stop file " + path + " is there")
              : Optional.empty();
      case StopCondition.Deadline(Duration after) ->
          !first && !terminal.clock().instant().isBefore(start.plus(after))
              ? Optional.of("it took longer than " + after.toSeconds() + " s")
              : Optional.empty();
      case StopCondition.Burn burn -> burns(burn);
    };
  }

  private Optional<String> burns(StopCondition.Burn burn) {
    if (api == null) {
      return Optional.empty();
    }
    JsonNode slos = api.get("/api/v1/slos");
    JsonNode all = slos.isArray() ? slos : slos.path("slos");
    int known = 0;
    for (JsonNode slo : all) {
      boolean meant =
          (burn.service().isEmpty() || burn.service().equals(slo.path("service").asString("")))
              && (burn.slo().isEmpty() || burn.slo().equals(slo.path("slo").asString("")));
      if (!meant) {
        continue;
      }
      for (JsonNode rule : slo.path("burns")) {
        JsonNode longer = rule.path("long_rate");
        JsonNode shorter = rule.path("short_rate");
        if (longer.isNumber() && shorter.isNumber()) {
          known++;
          double rate = Math.min(longer.asDouble(), shorter.asDouble());
          if (rate >= burn.factor()) {
            return Optional.of(
                String.format(
                    java.util.Locale.ROOT,
                    "the budget of %s burns %.1f times as fast as it may (limit %.1f)",
                    slo.path("slo").asString(""),
                    rate,
                    burn.factor()));
          }
        }
      }
    }
    if (known == 0) {
      throw new CommandFailure(
          dev.ballast.cli.terminal.Exit.NO_DATA,
          "no error budget with data for service \""
              + burn.service()
              + "\", SLO \""
              + burn.slo()
              + "\": a stop condition that sees nothing protects nobody. Fix: name an SLO of"
              + " ballast slo status");
    }
    misses = 0;
    return Optional.empty();
  }

  void started(Experiment experiment) {
    tell("experiment.started", experiment, "", "");
  }

  void finished(Experiment experiment, Course course, Values values) {
    String reason = values.mask(course.reason());
    tell(
        "experiment.finished",
        experiment,
        course.verdict().word(),
        reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
  }

  private void tell(String type, Experiment experiment, String verdict, String reason) {
    if (!recorded || api == null) {
      return;
    }
    try {
      var unused =
          api.post(
              "/api/v1/experiments/" + Api.segment(experiment.name()) + "/events",
              Map.of(
                  "type",
                  type,
                  "verdict",
                  verdict,
                  "service",
                  experiment.service(),
                  "reason",
                  reason));
      if (unused.isMissingNode()) {
        terminal.err().println("warning: the server said nothing");
      }
    } catch (CommandFailure e) {
      if (type.endsWith("started")) {
        throw e;
      }
      terminal.err().println("warning: the server was not told: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    if (api != null) {
      api.close();
    }
  }
}
