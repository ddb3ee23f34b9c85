// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.load;

import dev.ballast.connect.load.LoadOptions;
import dev.ballast.connect.load.LoadReport;
import dev.ballast.connect.load.LoadRequest;
import dev.ballast.connect.load.LoadRun;
import dev.ballast.control.chaos.load.Arrivals;
import dev.ballast.control.chaos.load.Phase;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One load in a process of its own. Arguments: URL, rate, seconds to warm up, seconds. */
final class Sender {

  private Sender() {}

  public static void main(String[] arguments) throws Exception {
    LoadRequest request = LoadRequest.of("GET", arguments[0], Map.of(), "");
    double rate = Double.parseDouble(arguments[1]);
    run(request, rate, Long.parseLong(arguments[2]));
    long cpu = cpu();
    LoadReport report = run(request, rate, Long.parseLong(arguments[3]));
    double cpuSeconds = (cpu() - cpu) / 1e9;
    System.out.printf(
        "%,9.0f/s due: %,9.0f/s answered, %d unsent, %d unanswered; left late p50 %.3f, p99 %.3f,"
            + " p99.9 %.3f ms; response p50 %.3f, p99 %.3f ms; %.1f us of CPU each%n",
        rate,
        report.good() / report.seconds(),
        report.unsent(),
        report.unanswered(),
        report.start().millis(0.5).orElse(Double.NaN),
        report.start().millis(0.99).orElse(Double.NaN),
        report.start().millis(0.999).orElse(Double.NaN),
        report.response().millis(0.5).orElse(Double.NaN),
        report.response().millis(0.99).orElse(Double.NaN),
        cpuSeconds / Math.max(1, report.good()) * 1e6);
    if (report.answered() + report.unanswered() + report.unsent() != report.planned()) {
      System.out.println("DROPPED SILENTLY: " + report.planned() + " were due");
    }
  }

  private static LoadReport run(LoadRequest request, double rate, long seconds) throws Exception {
    List<Phase> phases = List.of(Phase.steady(rate, Duration.ofSeconds(seconds)));
    try (LoadRun run =
        LoadRun.start(
            request,
            LoadOptions.DEFAULT,
            Arrivals.even(phases),
            Optional.empty(),
            Optional.empty())) {
      Optional<LoadReport> report = run.await(100);
      while (report.isEmpty()) {
        report = run.await(100);
      }
      return report.get();
    }
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
