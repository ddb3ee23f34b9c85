// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.topology.pairs.PairSource;
import dev.ballast.ledger.LedgerException;
import dev.ballast.server.BallastServer;
import dev.ballast.server.InvalidServerConfigException;
import dev.ballast.server.ServerConfig;
import dev.ballast.server.config.InvalidConfigurationException;
import dev.ballast.server.http.PortInUseException;
import dev.ballast.server.http.Tls;
import dev.ballast.telemetry.scrape.ScrapeTarget;
import dev.ballast.telemetry.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballast serve}: the server, until Ctrl-C. */
@Command(
    name = "serve",
    description = "Run the server: UI, APIs and OTLP on one port, until Ctrl-C.",
    footer = {
      "",
      "Other addresses than loopback need a token first: ballast token create --role admin",
      "Every flag with its meaning: docs/configuration/server.md"
    })
final class ServeCommand implements Callable<Integer> {

  private static final ServerConfig.Listen LISTEN = ServerConfig.Listen.DEFAULT;

  @Option(names = "--host", paramLabel = "ADDRESS", description = "Default: 127.0.0.1.")
  private String host = LISTEN.host();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "UI, REST, OTLP, Prometheus API; 0: any free one. Default: 7700.")
  private int port = LISTEN.port();

  @Option(
      names = "--otlp-grpc-port",
      paramLabel = "PORT",
      description = "OTLP's own port as well, when it is free; 0: none. Default: 4317.")
  private int otlpGrpcPort = LISTEN.otlpGrpcPort();

  @Option(names = "--otlp-http-port", paramLabel = "PORT", description = "The same; default: 4318.")
  private int otlpHttpPort = LISTEN.otlpHttpPort();

  @Option(
      names = "--dns",
      paramLabel = "HOST:PORT",
      description = "Answer for the names of region policies, by UDP and TCP. Default: nowhere.")
  private String dns = LISTEN.dns();

  @ArgGroup(exclusive = false)
  private @Nullable TlsOptions tls;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where telemetry and the ledger are kept. Default: ballast-data.")
  private Path data = Path.of("ballast-data");

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description = "The watched folder of services, regions and SLOs.")
  private @Nullable Path config;

  @Option(
      names = "--time-scale",
      paramLabel = "N",
      description = "SLO windows pass N times faster; for demos only. Default: 1.")
  private double timeScale = 1;

  @Option(
      names = "--evaluation-interval",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How often health is judged. Default: 10s by the time scale.")
  private Duration evaluation = Duration.ZERO;

  @Option(
      names = "--scrape",
      paramLabel = "JOB=URL",
      description = "A /metrics endpoint to read every 15 s; repeatable.")
  private Map<String, URI> scrape = new LinkedHashMap<>();

  @Option(
      names = "--mesh",
      paramLabel = "REGION=URL",
      description = "The admin API of a mesh, to roll out through and to read; repeatable.")
  private Map<String, URI> meshes = new LinkedHashMap<>();

  @Option(
      names = "--graph-from",
      paramLabel = "MESH",
      description =
          "A mesh whose metrics show calls that no span shows: ${COMPLETION-CANDIDATES};"
              + " repeatable.")
  private List<PairSource> graphFrom = new ArrayList<>();

  @Mixin private final HealingOptions healing = new HealingOptions();

  @Option(
      names = "--exit-with-parent",
      description = "Stop when standard input ends, as it does when whoever started us is gone.")
  private boolean exitWithParent;

  @Mixin private final IntakeOptions intake = new IntakeOptions();
  @Mixin private final RetentionOptions retention = new RetentionOptions();
  @Mixin private final LimitOptions limits = new LimitOptions();
  @Mixin private final WatchOptions watch = new WatchOptions();
  @Mixin private final RegionOptions regions = new RegionOptions();

  private final Terminal terminal;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    try (BallastServer server = start(serverConfig())) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, over), "serve-stop"));
      terminal.progress("Ballast is listening on " + server.url());
      if (exitWithParent) {
        Thread.ofPlatform().daemon().name("parent").start(() -> awaitParentsEnd(over));
      }
      over.await();
    }
    return Exit.OK;
  }

  /** Both or none. */
  private static final class TlsOptions {
    @Option(
        names = "--tls-cert",
        paramLabel = "FILE",
        required = true,
        description = "TLS on every port: the certificate and its chain, in PEM.")
    private Path certificate = Path.of("");

    @Option(
        names = "--tls-key",
        paramLabel = "FILE",
        required = true,
        description = "The certificate's private key: PKCS#8, in PEM.")
    private Path key = Path.of("");
  }

  private ServerConfig.Listen listen() {
    ServerConfig.Listen listen =
        new ServerConfig.Listen(host, port, otlpGrpcPort, otlpHttpPort).withDns(dns);
    return tls == null ? listen : listen.withTls(new Tls(tls.certificate, tls.key));
  }

  private ServerConfig serverConfig() {
    ServerConfig made =
        ServerConfig.in(data)
            .withListen(listen())
            .withTimeScale(timeScale)
            .withEvaluation(evaluation)
            .withRetention(retention.retention())
            .withLimits(limits.limits())
            .withWatch(watch.policy())
            .withScrape(
                scrape.entrySet().stream()
                    .map(target -> ScrapeTarget.of(target.getKey(), target.getValue()))
                    .toList())
            .withMeshes(meshes)
            .withGraphFrom(graphFrom)
            .withIntake(intake.intake())
            .withRegions(regions.membership())
            .withHealing(healing.reach());
    return config == null ? made : made.withConfigDir(config);
  }

  /** Says in the command line's words why a server cannot start. */
  static BallastServer start(ServerConfig config) {
    try {
      return BallastServer.start(config);
    } catch (InvalidServerConfigException | InvalidConfigurationException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    } catch (PortInUseException | LedgerException | StoreException e) {
      throw CommandFailure.unreachable(String.valueOf(e.getMessage()));
    }
  }

  private static void stop(BallastServer server, CountDownLatch over) {
    server.close();
    over.countDown();
  }

  private void awaitParentsEnd(CountDownLatch over) {
    try {
      while (terminal.in().read() >= 0) {
        // Only the end matters.
      }
    } catch (IOException e) {
      // A broken pipe is an end, too.
    }
    over.countDown();
  }
}
