// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.shop.journal.Journal;
import dev.ballast.shop.journal.KeptJournal;
import dev.ballast.shop.telemetry.Identity;
import dev.ballast.shop.telemetry.Telemetry;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.ServiceSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One running service. Its operator is whoever holds its standard input: lines {@code open} (the
 * warm-up is over), {@code fail SHARE} (this share of requests answers 500) and {@code fill RATE}
 * (its journal grows by so many bytes a second and is not cleaned up; 0: it is again) and {@code
 * finish} (nobody sends new requests: answer those that are here) are obeyed and acknowledged with
 * the time they took effect; {@code struck} is answered with how many requests were made to fail so
 * far, and when the last was; the end of the input ends the process.
 */
public final class Host {

  /** Asks how many requests were made to fail. */
  public static final String STRUCK = "struck";

  private static final Duration FAREWELL = Duration.ofSeconds(1);

  /** What was sent just before nobody sends any more has arrived by then. */
  private static final Duration QUIET = Duration.ofMillis(300);

  /** Callers wait for two seconds. */
  private static final Duration LONGEST_REQUEST = Duration.ofMillis(2_500);

  private final Telemetry telemetry;
  private final FaultSwitch fault = new FaultSwitch();
  private final UnderWay underWay = new UnderWay();
  private final @Nullable KeptJournal kept;
  private final HttpServer server;

  private Host(HostOptions options, Routes routes) throws IOException {
    this.telemetry =
        options.otlp().isEmpty()
            ? Telemetry.none()
            : Telemetry.sending(identity(options), URI.create(options.otlp()));
    List<Database.Address> addresses = options.databases();
    Database database =
        addresses.isEmpty()
            ? null
            : new Database(
                options.node().service(),
                addresses.getFirst(),
                addresses.getLast(),
                options.settings(),
                telemetry);
    this.kept =
        options.volumes().isEmpty()
            ? null
            : KeptJournal.on(options.volumes().getFirst(), telemetry);
    Map<String, Peer> peers = new HashMap<>();
    options
        .peers()
        .forEach(
            (name, port) ->
                peers.put(
                    name,
                    new Peer(
                        new Node(name, options.node().region()),
                        HostOptions.loopback(port),
                        telemetry)));
    this.server =
        HttpFront.serve(
            routes.of(
                options.node().region(),
                peers,
                database,
                kept == null ? null : kept.journal(),
                options.settings(),
                telemetry),
            telemetry,
            fault,
            underWay,
            options.node().service().equals(ServiceSpec.ENTRANCE),
            options.port());
  }

  /** What a service answers, given what it stands on. */
  public interface Routes {
    List<Route> of(
        String region,
        Map<String, Peer> peers,
        @Nullable Database database,
        @Nullable Journal journal,
        Map<String, String> settings,
        Telemetry telemetry);
  }

  /** Starts listening. */
  public static Host start(HostOptions options, Routes routes) throws IOException {
    return new Host(options, routes);
  }

  /** Obeys the operator until the input ends, then closes everything. */
  public void obey(BufferedReader operator, Consumer<String> answers, InstantSource clock)
      throws IOException {
    answers.accept("ready");
    obeyed(operator, answers, clock);
    close();
  }

  /** Obeys the operator until the input ends and stays open. */
  public void obeyed(BufferedReader operator, Consumer<String> answers, InstantSource clock)
      throws IOException {
    for (String line = operator.readLine(); line != null; line = operator.readLine()) {
      if (line.equals("open")) {
        telemetry.open();
        answers.accept("open " + clock.instant());
      } else if (line.startsWith("fail ")) {
        fault.fail(Double.parseDouble(line.substring(5)));
        answers.accept(line + " " + clock.instant());
      } else if (line.equals(STRUCK)) {
        FaultSwitch.Struck struck = fault.struck();
        answers.accept("%s %d %s".formatted(line, struck.requests(), struck.last()));
      } else if (line.equals("finish")) {
        underWay.awaitNone(QUIET, LONGEST_REQUEST);
        answers.accept(line + " " + clock.instant());
      } else if (line.startsWith("fill ") && kept != null) {
        fill(kept.journal(), Long.parseLong(line.substring(5)));
        answers.accept(line + " " + clock.instant());
      }
    }
  }

  /** Where it listens, also when it was told to take any free port (0). */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Stops listening and sends the last telemetry, within about a second. */
  public void close() {
    close(FAREWELL);
  }

  /** The same, with another patience for whoever takes the telemetry. */
  void close(Duration patience) {
    server.stop(0);
    if (kept != null) {
      kept.close();
    }
    telemetry.close(patience);
  }

  private static void fill(Journal journal, long bytesPerSecond) {
    if (bytesPerSecond > 0) {
      journal.fill(bytesPerSecond);
    } else {
      journal.tidy();
    }
  }

  private static Identity identity(HostOptions options) {
    return new Identity(
        options.node().service(), options.version(), options.node().region(), options.instance());
  }
}
