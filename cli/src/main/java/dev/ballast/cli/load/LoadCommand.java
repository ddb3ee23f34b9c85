// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.load;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Interrupt;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import dev.ballast.connect.load.Encryption;
import dev.ballast.connect.load.LoadOptions;
import dev.ballast.connect.load.LoadReport;
import dev.ballast.connect.load.LoadRequest;
import dev.ballast.connect.load.LoadRun;
import dev.ballast.connect.load.Template;
import dev.ballast.control.chaos.load.Phase;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballast load}: requests at a rate of their own, and what became of each. */
@Command(
    name = "load",
    description = "Send requests at a rate that does not wait for answers, and count what comes.",
    footer = {
      "",
      "Response times count from the moment a request was due. Nothing is dropped silently: what",
      "could not be sent is counted. Addresses that are not loopback need --allow-host.",
      "Exit codes: 0 sent as planned and within --max-errors and --max-p99, 1 not, 2 usage,",
      "3 nobody listens there, 130 interrupted (what was measured is printed)."
    })
public final class LoadCommand implements Callable<Integer> {

  private static final Duration GREETING = Duration.ofSeconds(5);
  private static final long TELL_MILLIS = 200;

  @Mixin private final LoadRequestOptions asked = new LoadRequestOptions();
  @Mixin private final LoadPlanOptions planned = new LoadPlanOptions();

  @Option(
      names = "--allow-host",
      paramLabel = "HOST",
      description = "A host that may be loaded though it is not this machine.")
  private List<String> allowed = new ArrayList<>();

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Write a line for each request and what became of it, for ballast check.")
  private Optional<Path> record = Optional.empty();

  @Option(
      names = "--record-key",
      paramLabel = "TEXT",
      description = "The key in these lines. Default: {n}, the request's number.")
  private String key = "{n}";

  @Option(
      names = "--hdr",
      paramLabel = "FILE",
      description = "Write the response times as an HdrHistogram percentile file, milliseconds.")
  private Optional<Path> hdr = Optional.empty();

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "A PEM file with the authorities to believe, instead of the usual ones.")
  private Optional<Path> authorities = Optional.empty();

  @Option(
      names = "--max-errors",
      paramLabel = "RATIO",
      description = "More than that share not answered well is a bad answer; from 0 to 1.")
  private Optional<Double> maxErrors = Optional.empty();

  @Option(
      names = "--max-p99",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "A slower 99th percentile is a bad answer; no answer is slower than any.")
  private Optional<Duration> maxP99 = Optional.empty();

  @Option(names = "--dry-run", description = "Say what would be sent, and send nothing.")
  private boolean dryRun;

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  public LoadCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> problems = new ArrayList<>();
    Optional<LoadRequest> request = asked.read(problems);
    Optional<LoadOptions> limits = planned.limits(problems);
    List<Phase> phases = planned.phases(problems);
    maxErrors
        .filter(ratio -> !(ratio >= 0 && ratio <= 1))
        .ifPresent(ratio -> problems.add("--max-errors: " + ratio + " (expected: from 0 to 1)"));
    request.ifPresent(one -> checkHost(one.address().getHost(), problems));
    Optional<Encryption> tls = request.filter(LoadRequest::secure).flatMap(_ -> tls(problems));
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(String.join("\n", problems));
    }
    if (dryRun) {
      output.print(
          terminal,
          LoadDocument.plan(request.orElseThrow(), phases),
          () -> LoadText.plan(request.orElseThrow(), phases, planned.manner()));
      return Exit.OK;
    }
    greet(request.orElseThrow());
    return run(request.orElseThrow(), limits.orElseThrow(), phases, tls);
  }

  private int run(
      LoadRequest request, LoadOptions limits, List<Phase> phases, Optional<Encryption> tls)
      throws InterruptedException {
    LoadView view = new LoadView(terminal, phases);
    try (Interrupt interrupt = Interrupt.install();
        LoadRun run = start(request, limits, phases, tls)) {
      Optional<LoadReport> report = run.await(TELL_MILLIS);
      boolean stopped = false;
      while (report.isEmpty()) {
        run.progress().ifPresent(view::show);
        if (interrupt.isWished() && !stopped) {
          stopped = true;
          run.stop();
        }
        report = run.await(TELL_MILLIS);
      }
      view.end();
      return tell(report.get(), phases, stopped);
    }
  }

  private int tell(LoadReport report, List<Phase> phases, boolean stopped) {
    List<String> complaints = complaints(report);
    output.print(
        terminal,
        LoadDocument.report(report, complaints),
        () -> LoadText.report(report, phases, complaints, terminal.style()));
    hdr.ifPresent(file -> write(file, report));
    if (stopped) {
      return Exit.INTERRUPTED;
    }
    return complaints.isEmpty() ? Exit.OK : Exit.BAD;
  }

  private List<String> complaints(LoadReport report) {
    List<String> complaints = new ArrayList<>();
    if (report.unsent() > 0) {
      complaints.add(
          Text.counted(report.unsent(), "request")
              + " could not be sent: this is not the load"
              + " that was asked for");
    }
    if (report.unrecorded() > 0) {
      complaints.add(
          Text.counted(report.unrecorded(), "line") + " of the record could not be written");
    }
    maxErrors
        .filter(most -> report.errorRatio() > most)
        .ifPresent(
            most ->
                complaints.add(
                    LoadText.percent(report.errorRatio())
                        + " were not answered well (at most "
                        + LoadText.percent(most)
                        + ")"));
    maxP99.ifPresent(
        most -> {
          Optional<Double> p99 = report.response().millis(0.99);
          if (p99.isEmpty() || p99.get() > most.toNanos() / 1e6) {
            complaints.add(
                "the 99th percentile is "
                    + LoadText.millis(p99)
                    + " (at most "
                    + Text.exact(most)
                    + ")");
          }
        });
    return complaints;
  }

  private LoadRun start(
      LoadRequest request, LoadOptions limits, List<Phase> phases, Optional<Encryption> tls) {
    Optional<LoadRun.Register> writes =
        record.map(file -> new LoadRun.Register(file, Template.of(key)));
    try {
      return LoadRun.start(request, limits, planned.arrivals(phases), tls, writes);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "--record: "
              + record.map(Path::toString).orElse("")
              + " (expected: a file that can be"
              + " written). "
              + Text.reason(e));
    }
  }

  private void write(Path file, LoadReport report) {
    try (PrintStream out = new PrintStream(file.toFile(), StandardCharsets.UTF_8)) {
      report.response().write(out);
    } catch (IOException e) {
      terminal.progress("--hdr: " + file + " cannot be written: " + Text.reason(e));
    }
  }

  private void checkHost(String host, List<String> problems) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress() && !allowed.contains(host)) {
          problems.add(
              "URL: "
                  + host
                  + " is not this machine (expected: loopback, or a host that you may load). Fix:"
                  + " --allow-host "
                  + host);
          return;
        }
      }
    } catch (UnknownHostException e) {
      throw CommandFailure.unreachable(host + ": nobody knows this name");
    }
  }

  private Optional<Encryption> tls(List<String> problems) {
    try {
      return Optional.of(Encryption.of(authorities));
    } catch (IOException e) {
      problems.add(
          "--ca: "
              + authorities.map(Path::toString).orElse("")
              + " (expected: a PEM file with certificates)");
      return Optional.empty();
    }
  }

  /** Better said before than ten thousand times. */
  private static void greet(LoadRequest request) {
    String host = request.address().getHost();
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(host, request.port()), Math.toIntExact(GREETING.toMillis()));
    } catch (IOException e) {
      throw CommandFailure.unreachable(
          host + ":" + request.port() + " takes no connection: " + e.getMessage());
    }
  }
}
