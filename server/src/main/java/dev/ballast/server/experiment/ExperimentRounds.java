// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.experiment;

import dev.ballast.connect.chaos.DayHolder;
import dev.ballast.connect.chaos.ExperimentRun;
import dev.ballast.connect.chaos.RunOptions;
import dev.ballast.control.chaos.experiment.Course;
import dev.ballast.control.chaos.experiment.Settings;
import dev.ballast.control.chaos.experiment.Timetable;
import dev.ballast.control.chaos.experiment.Verdict;
import dev.ballast.model.Configuration;
import dev.ballast.model.Maintenance;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Slo;
import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.experiment.Finding;
import dev.ballast.model.experiment.StopCondition;
import dev.ballast.server.board.Board;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs experiments by their schedules, one at a time, and never programs of this machine. Not while
 * experiments are frozen, not in a maintenance of the service, not while a stop condition holds.
 */
public final class ExperimentRounds implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ExperimentRounds.class);
  private static final String ACTOR = "ballast";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ExperimentBook book;
  private final Supplier<Configuration> configuration;
  private final Supplier<Board> board;
  private final Map<String, String> environment;
  private final Optional<DayHolder> days;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();
  private volatile String runningName = "";
  private volatile List<StopCondition> conditions = List.of();
  private volatile boolean closing;
  private Instant lastLook;

  /**
   * @param environment variables for the values of experiments
   * @param days who holds game days; empty for nobody
   */
  public ExperimentRounds(
      ExperimentBook book,
      Supplier<Configuration> configuration,
      Supplier<Board> board,
      Map<String, String> environment,
      Optional<DayHolder> days,
      InstantSource clock) {
    this.book = book;
    this.configuration = configuration;
    this.board = board;
    this.environment = Map.copyOf(environment);
    this.days = days;
    this.clock = clock;
    this.lastLook = clock.instant();
  }

  /** Which one is running; empty for none. */
  String running() {
    return runningName;
  }

  /** Whether an SLO may end the run that is under way. */
  public boolean isEndedBy(Slo slo) {
    return conditions.stream()
        .anyMatch(one -> one instanceof StopCondition.Burn burn && BudgetSight.isAbout(burn, slo));
  }

  /** Looks whether one is due; called by one loop. */
  public void tick() {
    Instant now = clock.instant();
    Instant since = lastLook;
    lastLook = now;
    for (Experiment experiment : configuration.get().experiments().values()) {
      if (Timetable.isDue(experiment.schedule(), since, now)) {
        begin(experiment, ACTOR);
      }
    }
  }

  /** Begins one now; answers why not, or nothing. */
  Optional<String> begin(Experiment experiment, String by) {
    RunOptions options =
        new RunOptions(false, false, Optional.empty(), "experiment/" + experiment.name(), days);
    Settings settings = Settings.of(experiment, environment, Map.of());
    Optional<String> why = obstacle(experiment, options, settings);
    if (why.isEmpty()) {
      Thread thread =
          Thread.ofVirtual()
              .name("experiment-" + experiment.name())
              .unstarted(() -> run(experiment, options, settings, by));
      if (closing || !running.compareAndSet(null, thread)) {
        why = Optional.of("the experiment " + runningName + " is running");
      } else {
        runningName = experiment.name();
        conditions = experiment.stopWhen();
        thread.start();
        return Optional.empty();
      }
    }
    String reason = why.get();
    book.write(
        ExperimentBook.SKIPPED,
        experiment.name(),
        by,
        experiment.name() + " was not begun: " + reason,
        Map.of("service", experiment.service(), "reason", reason));
    return why;
  }

  private Optional<String> obstacle(Experiment experiment, RunOptions options, Settings settings) {
    List<Finding> wrong = new ArrayList<>(ExperimentRun.refusals(experiment, options));
    wrong.addAll(settings.findings().stream().filter(Finding::error).toList());
    if (!wrong.isEmpty()) {
      return Optional.of(String.join("; ", wrong.stream().map(Finding::toString).toList()));
    }
    if (book.frozenUntil().isAfter(clock.instant())) {
      return Optional.of("experiments are frozen until " + book.frozenUntil());
    }
    return maintenance(experiment).or(() -> stop(experiment, clock.instant()));
  }

  private Optional<String> maintenance(Experiment experiment) {
    if (experiment.service().isEmpty()) {
      return Optional.empty();
    }
    Configuration all = configuration.get();
    ServiceName service = new ServiceName(experiment.service());
    Instant now = clock.instant();
    return all.maintenances().values().stream()
        .filter(
            one ->
                one.services().contains(service)
                    || all.slosOf(service).stream().anyMatch(one::isAbout))
        .filter(one -> !one.times().starts(now, now.plusSeconds(1)).isEmpty())
        .map(Maintenance::name)
        .findFirst()
        .map(name -> "the maintenance " + name + " is on");
  }

  private Optional<String> stop(Experiment experiment, Instant start) {
    for (StopCondition condition : experiment.stopWhen()) {
      Optional<String> why =
          switch (condition) {
            case StopCondition.Burn burn -> BudgetSight.look(burn, board.get());
            case StopCondition.StopFile(String path) ->
                Files.exists(Path.of(path))
                    ? Optional.of("the stop file " + path + " is there")
                    : Optional.empty();
            case StopCondition.Deadline(Duration after) ->
                clock.instant().isAfter(start.plus(after))
                    ? Optional.of("it took longer than " + after.toSeconds() + " s")
                    : Optional.empty();
          };
      if (why.isPresent()) {
        return why;
      }
    }
    return Optional.empty();
  }

  private void run(Experiment experiment, RunOptions options, Settings settings, String by) {
    Instant start = clock.instant();
    try {
      book.started(experiment.name(), experiment.service(), by);
      ExperimentRun.Result result =
          ExperimentRun.run(
              experiment,
              settings.values(),
              options,
              clock,
              () -> closing,
              () -> stop(experiment, start),
              _ -> {});
      Course course = result.machine().course();
      book.finished(
          experiment.name(),
          experiment.service(),
          course.verdict(),
          result.machine().values().mask(course.reason()),
          by,
          experiment.schedule().proofLasts());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.atError()
          .setCause(e)
          .addKeyValue("event", "experiment.failed")
          .addKeyValue("experiment", experiment.name())
          .log("an experiment could not be run");
      book.finished(
          experiment.name(),
          experiment.service(),
          Verdict.UNPROVED,
          "it could not be run: " + e.getClass().getSimpleName(),
          by,
          Duration.ZERO);
    } finally {
      runningName = "";
      conditions = List.of();
      running.set(null);
    }
  }

  /** Ends the run that is under way, rollbacks included. */
  @Override
  public void close() throws InterruptedException {
    closing = true;
    Thread thread = running.get();
    if (thread != null && !thread.join(PATIENCE)) {
      thread.interrupt();
    }
  }
}
