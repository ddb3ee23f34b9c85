// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.faults;

import dev.ballast.control.chaos.Blow;
import dev.ballast.control.chaos.FaultHost;
import dev.ballast.control.chaos.FaultPlan;
import dev.ballast.control.chaos.FaultTarget;
import dev.ballast.control.chaos.HostException;
import dev.ballast.control.chaos.Injection;
import dev.ballast.control.chaos.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells all hosts the same at the same time: a region does not fall one server after another. */
final class Crew {

  private final LongSupplier nanos;

  Crew() {
    this(System::nanoTime);
  }

  /**
   * @param nanos a clock that only goes forward, in nanoseconds
   */
  Crew(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** All targets, and what is said of agents that do not answer. */
  record Muster(List<FaultTarget> targets, List<String> silent) {
    Muster {
      targets = List.copyOf(targets);
      silent = List.copyOf(silent);
    }
  }

  /** What became of every blow, and what went wrong. */
  record Outcome(List<Injection.Effect> effects, List<String> problems) {
    Outcome {
      effects = List.copyOf(effects);
      problems = List.copyOf(problems);
    }

    /** Proved of every target; one that ended has nothing left of ours. */
    boolean allClean() {
      return problems.isEmpty()
          && effects.stream()
              .allMatch(e -> List.of("healed", "gone", "failed").contains(e.state()));
    }
  }

  <T, R> List<R> each(Collection<T> all, Function<T, R> action) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<R>> futures =
          all.stream().map(one -> threads.submit(() -> action.apply(one))).toList();
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  Muster targets(List<FaultHost> hosts) {
    List<FaultTarget> targets = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    each(hosts, Crew::ask)
        .forEach(
            m -> {
              targets.addAll(m.targets());
              silent.addAll(m.silent());
            });
    return new Muster(targets, silent);
  }

  private static Muster ask(FaultHost host) {
    try {
      return new Muster(host.targets(), List.of());
    } catch (HostException e) {
      return new Muster(List.of(), List.of("agent " + e.getMessage()));
    }
  }

  void plan(
      List<FaultHost> hosts, List<Blow> blows, List<FaultPlan.Step> steps, List<Refusal> refusals) {
    for (Object answer : each(blows, blow -> planOne(hosts, blow))) {
      switch (answer) {
        case FaultPlan.Step step -> steps.add(step);
        case Refusal refusal -> refusals.add(refusal);
        default -> throw new IllegalStateException("neither a step nor a refusal: " + answer);
      }
    }
  }

  private static Object planOne(List<FaultHost> hosts, Blow blow) {
    try {
      return host(hosts, blow).plan(blow);
    } catch (HostException e) {
      return new Refusal("host", String.valueOf(e.getMessage()));
    }
  }

  private static FaultHost host(List<FaultHost> hosts, Blow blow) {
    String agent = blow.target().agent();
    return hosts.stream()
        .filter(h -> h.name().equals(agent))
        .findFirst()
        .orElseThrow(() -> new HostException(agent, List.of("is no longer in the configuration")));
  }

  /** All at once; of several, each says how long after the first one it was in force. */
  Outcome inject(List<FaultHost> hosts, List<Blow> blows) {
    List<Timed> all =
        each(
            blows,
            blow -> {
              Result result = result(blow, () -> host(hosts, blow).inject(blow));
              return new Timed(result, nanos.getAsLong());
            });
    long first = all.stream().mapToLong(Timed::at).reduce((a, b) -> a - b < 0 ? a : b).orElse(0);
    return outcome(all.stream().map(t -> all.size() < 2 ? t.result() : t.after(first)).toList());
  }

  /** A result and when it was known. */
  private record Timed(Result result, long at) {
    Result after(long first) {
      Injection.Effect effect = result.effect();
      String late = "; %d ms after the first".formatted((at - first) / 1_000_000);
      return new Result(
          new Injection.Effect(
              effect.target(),
              effect.agent(),
              effect.kind(),
              effect.state(),
              effect.evidence() + late),
          result.problem());
    }
  }

  Outcome heal(List<FaultHost> hosts, List<Blow> blows) {
    return outcome(each(blows, blow -> healed(hosts, blow)));
  }

  /** What an agent never did, or has forgotten after a restart that healed it, is not there. */
  private static Result healed(List<FaultHost> hosts, Blow blow) {
    Result result = result(blow, () -> host(hosts, blow).heal(blow));
    return result.problem().contains("not known here")
        ? new Result(
            new Injection.Effect(
                blow.target().name(),
                blow.target().agent(),
                blow.kind(),
                "healed",
                "the agent has no such fault"),
            "")
        : result;
  }

  /** One blow's result; the problem is empty when there is none. */
  private record Result(Injection.Effect effect, String problem) {}

  private static Result result(Blow blow, Supplier<Injection.Effect> action) {
    try {
      return new Result(action.get(), "");
    } catch (HostException e) {
      return new Result(
          new Injection.Effect(
              blow.target().name(),
              blow.target().agent(),
              blow.kind(),
              "unproved",
              String.valueOf(e.getMessage())),
          "target " + blow.target().name() + ": " + e.getMessage());
    }
  }

  private static Outcome outcome(List<Result> results) {
    return new Outcome(
        results.stream().map(Result::effect).toList(),
        results.stream().map(Result::problem).filter(p -> !p.isEmpty()).toList());
  }

  List<String> renew(List<FaultHost> hosts, List<Blow> blows, Duration lease) {
    return each(
            blows,
            blow -> {
              try {
                host(hosts, blow).renew(blow, lease);
                return "";
              } catch (HostException e) {
                return String.valueOf(e.getMessage());
              }
            })
        .stream()
        .filter(p -> !p.isEmpty())
        .toList();
  }

  /** Those that do not answer renew nothing either: their leases end. */
  void stop(List<FaultHost> hosts, String reason) {
    var _ = each(hosts, host -> quietly(() -> host.stop(reason)));
  }

  void resume(List<FaultHost> hosts) {
    var _ = each(hosts, host -> quietly(host::resume));
  }

  private static boolean quietly(Runnable action) {
    try {
      action.run();
      return true;
    } catch (HostException e) {
      return false;
    }
  }
}
