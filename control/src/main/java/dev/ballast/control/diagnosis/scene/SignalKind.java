// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.scene;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a series measures, told by the words of its name as Prometheus and OpenTelemetry use them.
 */
public enum SignalKind {
  /** Of the machine below: shared by whoever runs there, so it accuses nobody. */
  HOST,
  /** How long others wait for it. */
  LATENCY,
  /** The share of its answers that were good. */
  AVAILABILITY,
  /** How much it is asked. */
  RATE,
  /** What it uses of something that can run out. A count of what it does (system calls) is none. */
  RESOURCE,
  /** Anything else that is seen from outside. */
  OTHER;

  private static final List<String> LATENCY_WORDS = List.of("lat", "duration", "response_time");
  private static final List<String> RATE_WORDS =
      List.of("request", "workload", "rps", "qps", "calls", "load", "throughput");

  /** A rate of failures is no rate of requests. */
  private static final Set<String> FAILURE_WORDS =
      Set.of("error", "errors", "failure", "failures", "failed", "5xx", "4xx", "rejected");

  private static final Set<String> RESOURCE_WORDS =
      Set.of(
          "cpu", "mem", "memory", "rss", "disk", "diskio", "io", "fs", "socket", "sockets",
          "thread", "threads", "gc", "heap", "pool", "fd", "handles", "swap");

  /** The kind of a series by its name, for example {@code process_cpu_seconds}. */
  public static SignalKind of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    List<String> words = Arrays.asList(lower.split("[^a-z0-9]+"));
    if (words.contains("node") || words.contains("host")) {
      return HOST;
    }
    if (words.stream().anyMatch(RESOURCE_WORDS::contains)) {
      return RESOURCE;
    }
    if (LATENCY_WORDS.stream().anyMatch(lower::contains)) {
      return LATENCY;
    }
    if (words.stream().anyMatch(FAILURE_WORDS::contains)) {
      return OTHER;
    }
    if (lower.contains("availab") || lower.contains("success")) {
      return AVAILABILITY;
    }
    return RATE_WORDS.stream().anyMatch(lower::contains) ? RATE : OTHER;
  }

  public boolean seenFromOutside() {
    return switch (this) {
      case LATENCY, AVAILABILITY, RATE, OTHER -> true;
      case HOST, RESOURCE -> false;
    };
  }
}
