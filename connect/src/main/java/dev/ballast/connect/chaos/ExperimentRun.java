// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.connect.mesh.MeshFaults;
import dev.ballast.control.chaos.experiment.Answer;
import dev.ballast.control.chaos.experiment.Effect;
import dev.ballast.control.chaos.experiment.ExperimentMachine;
import dev.ballast.control.chaos.experiment.Happening;
import dev.ballast.control.chaos.experiment.Values;
import dev.ballast.model.experiment.Activity;
import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.experiment.Finding;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Drives an experiment through the world: one thread owns its machine, each activity has its own.
 */
public final class ExperimentRun {

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
  private final Map<Long, Future<?>> underWay = new ConcurrentHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final Experiment experiment;
  private final ExperimentMachine machine;
  private final RunOptions options;
  private final InstantSource clock;
  private final Consumer<String> progress;

  private ExperimentRun(
      Experiment experiment,
      Values values,
      RunOptions options,
      InstantSource clock,
      Consumer<String> progress) {
    this.experiment = experiment;
    this.machine = new ExperimentMachine(experiment, values, options.dry(), JsonTrees::read);
    this.options = options;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param machine at its end
   * @param warnings faults that ended early or could not be turned off
   */
  public record Result(ExperimentMachine machine, List<String> warnings) {
    public Result {
      warnings = List.copyOf(warnings);
    }
  }

  /** Why it cannot run; empty when it can. */
  public static List<Finding> refusals(Experiment experiment, RunOptions options) {
    return ActivityRunner.refusals(experiment, options);
  }

  /**
   * Runs it to its end, rollbacks included.
   *
   * @param interrupted whether somebody wants the end
   * @param stop why a stop condition wants the end; asked every second, on a thread of its own
   */
  public static Result run(
      Experiment experiment,
      Values values,
      RunOptions options,
      InstantSource clock,
      BooleanSupplier interrupted,
      Supplier<Optional<String>> stop,
      Consumer<String> progress)
      throws InterruptedException {
    return new ExperimentRun(experiment, values, options, clock, progress).run(interrupted, stop);
  }

  private Result run(BooleanSupplier interrupted, Supplier<Optional<String>> stop)
      throws InterruptedException {
    try (MeshFaults faults = new MeshFaults(options.owner(), experiment.title());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ActivityRunner runner = new ActivityRunner(options, faults);
      Future<?> watcher = threads.submit(() -> watch(stop));
      happenings.add(new Happening.Begun(clock.instant()));
      boolean told = false;
      try {
        while (!machine.isDone()) {
          Happening next = happenings.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
          if (!told && interrupted.getAsBoolean()) {
            told = true;
            handle(
                new Happening.Stopped(true, "interrupted", clock.instant()),
                runner,
                faults,
                threads);
          }
          if (next != null) {
            handle(next, runner, faults, threads);
          }
        }
      } finally {
        watcher.cancel(true);
        cancelAll();
        warnings.addAll(faults.release());
        warnings.addAll(faults.lost());
        threads.shutdownNow();
      }
      return new Result(machine, warnings);
    }
  }

  private void watch(Supplier<Optional<String>> stop) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Optional<String> why = stop.get();
        if (why.isPresent()) {
          happenings.add(new Happening.Stopped(false, why.get(), clock.instant()));
          return;
        }
        Thread.sleep(POLL);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(
      Happening happening, ActivityRunner runner, MeshFaults faults, ExecutorService threads) {
    for (Effect effect : machine.on(happening)) {
      switch (effect) {
        case Effect.Run(long ticket, Activity activity) -> {
          progress.accept(machine.values().mask(activity.name()));
          underWay.put(ticket, threads.submit(() -> carryOut(ticket, activity, runner)));
        }
        case Effect.Pause(long ticket, Duration time) ->
            underWay.put(ticket, threads.submit(() -> pause(ticket, time)));
        case Effect.Cancel _ -> cancelAll();
        case Effect.Release _ -> warnings.addAll(faults.release());
        case Effect.Finish _ -> cancelAll();
      }
    }
  }

  private void cancelAll() {
    underWay.values().forEach(future -> future.cancel(true));
    underWay.clear();
  }

  private void carryOut(long ticket, Activity activity, ActivityRunner runner) {
    Answer answer;
    try {
      answer = runner.run(activity);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      answer = Answer.failed(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    underWay.remove(ticket);
    happenings.add(new Happening.Answered(ticket, answer, clock.instant()));
  }

  private void pause(long ticket, Duration time) {
    try {
      Thread.sleep(time);
      underWay.remove(ticket);
      happenings.add(new Happening.Waited(ticket, clock.instant()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
