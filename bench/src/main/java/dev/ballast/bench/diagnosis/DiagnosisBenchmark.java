// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.diagnosis;

import dev.ballast.control.diagnosis.Diagnoser;
import dev.ballast.control.diagnosis.Diagnosis;
import dev.ballast.control.diagnosis.Weights;
import dev.ballast.control.diagnosis.drain.TemplateTree;
import dev.ballast.control.diagnosis.scene.CallGraph;
import dev.ballast.control.diagnosis.scene.Recording;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.SignalKind;
import dev.ballast.control.diagnosis.scene.Subject;
import dev.ballast.control.diagnosis.scene.Symptom;
import dev.ballast.control.incident.impact.CriticalPath;
import dev.ballast.control.incident.impact.Step;
import dev.ballast.control.incident.impact.Trace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Diagnosis of a synthetic mesh in a process of its own, critical paths of its traces, and log
 * templates. Arguments: seed, services, metrics, points, a file with log lines (else made up).
 * {@code BALLAST_JAVA_OPTS=-Xmx512m bench/run Diagnosis} shows how little heap suffices.
 */
public final class DiagnosisBenchmark {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 20;
  private static final int WARM = 5;
  private static final int TRACES = 20_000;
  private static final int SPANS_OF_TRACE = 15;
  private static final int LINES = 500_000;

  private static final List<String> METRICS =
      List.of(
          "cpu_seconds",
          "memory_bytes",
          "latency_mean",
          "requests",
          "availability_average",
          "threads",
          "gc_seconds",
          "socket_count",
          "disk_io",
          "net_rx");

  private DiagnosisBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
    int services = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
    int metrics = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 50;
    int points = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 120;
    System.out.printf(
        "seed %d: %,d services x %d metrics x %d points; -Xmx %,d MiB%n",
        seed, services, metrics, points, Runtime.getRuntime().maxMemory() >> 20);
    diagnose(new SplittableRandom(seed), services, metrics, points);
    criticalPaths(new SplittableRandom(seed));
    templates(new SplittableRandom(seed), arguments.length > 4 ? Path.of(arguments[4]) : null);
  }

  private static void diagnose(SplittableRandom random, int services, int metrics, int points) {
    int culprit = services / 2;
    List<Signal> signals = new ArrayList<>();
    List<CallGraph.Call> calls = new ArrayList<>();
    for (int s = 0; s < services; s++) {
      Subject subject = subject(s);
      for (int m = 0; m < metrics; m++) {
        String name = METRICS.get(m % METRICS.size()) + (m < METRICS.size() ? "" : "_" + m);
        boolean hit = s == culprit && name.startsWith("cpu");
        double base = 10 + random.nextDouble() * 90;
        double[] before = series(random, points * 3 / 4, base);
        double[] after = series(random, points / 4, hit ? base * 5 : base);
        signals.add(new Signal(subject, name, SignalKind.of(name), before, after));
      }
      for (int c = 0; c < 3 && s > 0; c++) {
        calls.add(new CallGraph.Call(subject(random.nextInt(s)), subject));
      }
    }
    Scene scene =
        new Scene(
            List.of(new Symptom(subject(0), SignalKind.LATENCY)),
            signals,
            Recording.none(),
            Recording.none(),
            new CallGraph(calls));
    Diagnoser diagnoser = new Diagnoser(Weights.DEFAULT);
    Diagnosis[] last = new Diagnosis[1];
    double[] millis =
        rounds(
            () -> {
              last[0] = diagnoser.diagnose(scene);
              return last[0].ranking().size();
            });
    System.out.printf(
        "diagnosis: first %.0f ms, then p50 %.0f, p95 %.0f ms of one core; named first: %s (true:"
            + " %s)%n",
        millis[ROUNDS],
        millis[ROUNDS / 2 - 1],
        millis[ROUNDS * 95 / 100 - 1],
        last[0].ranking().getFirst().subject(),
        subject(culprit));
  }

  private static void criticalPaths(SplittableRandom random) {
    List<Trace> traces = new ArrayList<>();
    for (int t = 1; t <= TRACES; t++) {
      long[] starts = new long[SPANS_OF_TRACE];
      long[] lengths = new long[SPANS_OF_TRACE];
      lengths[0] = 100_000;
      List<Step> steps = new ArrayList<>();
      for (int i = 0; i < SPANS_OF_TRACE; i++) {
        int parent = i == 0 ? 0 : random.nextInt(i);
        if (i > 0) {
          lengths[i] = Math.max(1, (long) (lengths[parent] * random.nextDouble() * 0.6));
          starts[i] = starts[parent] + random.nextLong(lengths[parent] - lengths[i] + 1);
        }
        steps.add(
            new Step(
                Integer.toString(i),
                i == 0 ? "" : Integer.toString(parent),
                "service" + i % 40,
                "",
                "op" + i % 7,
                "",
                starts[i],
                starts[i] + lengths[i],
                false,
                ""));
      }
      traces.add(new Trace(Integer.toString(t), steps));
    }
    int spans = TRACES * SPANS_OF_TRACE;
    double[] millis =
        rounds(() -> traces.stream().mapToLong(trace -> CriticalPath.of(trace).size()).sum());
    System.out.printf(
        "critical path: %,d spans, p50 %.0f ms, p95 %.0f ms: %,.0f spans/s%n",
        spans,
        millis[ROUNDS / 2 - 1],
        millis[ROUNDS * 95 / 100 - 1],
        spans / millis[ROUNDS * 95 / 100 - 1] * 1000);
  }

  private static void templates(SplittableRandom random, @Nullable Path file) throws IOException {
    List<String> some = new ArrayList<>();
    if (file == null) {
      for (int i = 0; i < 20_000; i++) {
        some.add(
            "2026-01-01 12:00:%02d.%03d INFO o.s.Handler%d order %d of user %x paid by card in %d ms"
                .formatted(i % 60, i % 1000, i % 60, i, random.nextLong(), random.nextInt(1000)));
      }
    } else {
      some.addAll(Files.readAllLines(file));
    }
    int[] size = new int[1];
    double[] millis =
        rounds(
            () -> {
              TemplateTree tree = new TemplateTree();
              long sum = 0;
              for (int i = 0; i < LINES; i++) {
                sum += tree.add(some.get(i % some.size()));
              }
              size[0] = tree.size();
              return sum;
            });
    System.out.printf(
        "templates: %,d lines, %,d templates, p50 %.0f ms: %,.0f lines/s%n",
        LINES, size[0], millis[ROUNDS / 2 - 1], LINES / millis[ROUNDS / 2 - 1] * 1000);
  }

  /**
   * Sorted milliseconds of the measured rounds, of the processor and not of the clock, for others
   * share the machine; the last is the very first round.
   */
  private static double[] rounds(LongSupplier work) {
    double[] millis = new double[ROUNDS + 1];
    long sum = 0;
    for (int i = 0; i < WARM + ROUNDS; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      sum += work.getAsLong();
      double took = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
      if (i == 0) {
        millis[ROUNDS] = took;
      } else if (i >= WARM) {
        millis[i - WARM] = took;
      }
    }
    Arrays.sort(millis, 0, ROUNDS);
    if (sum == Long.MIN_VALUE) {
      System.out.println(sum);
    }
    return millis;
  }

  private static double[] series(SplittableRandom random, int length, double base) {
    double[] values = new double[length];
    Arrays.setAll(values, i -> base * (1 + 0.1 * (random.nextDouble() - 0.5)));
    return values;
  }

  private static Subject subject(int number) {
    return new Subject("service-" + number);
  }
}
