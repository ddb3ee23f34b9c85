// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import dev.ballast.model.Event;
import dev.ballast.server.http.CannotListenException;
import dev.ballast.server.http.HttpServer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server. Whoever starts it closes it. */
public final class BallastServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BallastServer.class);

  private final Wiring wiring;
  private final HttpServer http;
  private final ServerConfig config;
  private final int port;
  private boolean closed;

  private BallastServer(Wiring wiring, HttpServer http, ServerConfig config) {
    this.wiring = wiring;
    this.http = http;
    this.config = config;
    this.port = http.port(config.listen().port());
  }

  /**
   * Starts a server and returns when it listens.
   *
   * @throws InvalidServerConfigException when options are wrong, or a token is missing
   * @throws dev.ballast.server.config.InvalidConfigurationException when the folder is wrong
   * @throws dev.ballast.server.http.PortInUseException when the port is taken
   * @throws dev.ballast.ledger.LedgerException when another server uses the data folder
   * @throws dev.ballast.telemetry.store.StoreException when telemetry cannot be kept there
   */
  public static BallastServer start(ServerConfig config) {
    return start(config, InstantSource.system(), true);
  }

  /**
   * As {@link #start(ServerConfig)}, for tests that move the clock: nothing repeats by itself, so
   * that what they call has one thread.
   */
  static BallastServer byHand(ServerConfig config, InstantSource clock) {
    return start(config, clock, false);
  }

  private static BallastServer start(ServerConfig config, InstantSource clock, boolean repeating) {
    List<String> problems = config.problems();
    if (!problems.isEmpty()) {
      throw new InvalidServerConfigException(problems);
    }
    if (!config.isLoopback() && config.listen().tls() == null) {
      log.atWarn()
          .addKeyValue("event", "server.tokens_in_clear")
          .addKeyValue("server.address", config.listen().host())
          .log("tokens cross the network unencrypted; give --tls-cert and --tls-key, or a proxy");
    }
    Thread.ofPlatform().daemon().name("warm-up").start(HttpServer::warmUp);
    Wiring wiring = new Wiring(config, clock);
    try {
      ServerConfig.Listen listen = config.listen();
      HttpServer http =
          HttpServer.start(
              new HttpServer.Address(listen.host(), listen.port(), listen.tls()),
              List.of(
                  new HttpServer.Extra(listen.otlpGrpcPort(), "--otlp-grpc-port"),
                  new HttpServer.Extra(listen.otlpHttpPort(), "--otlp-http-port")),
              wiring::bind);
      try {
        BallastServer server = new BallastServer(wiring, http, config);
        wiring.listens(server.port);
        if (repeating) {
          wiring.pulse().run();
        }
        server.say("server.started", "listening on " + server.url(), clock);
        return server;
      } catch (RuntimeException e) {
        http.close();
        throw e;
      }
    } catch (CannotListenException e) {
      wiring.close();
      throw new InvalidServerConfigException(List.of(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      wiring.close();
      throw e;
    }
  }

  public int port() {
    return port;
  }

  public String url() {
    return config.listen().url(port);
  }

  /** Writes the counts of spans now, where nothing repeats. */
  void flush() {
    wiring.pulse().flush();
    wiring.pulse().watchSeries();
  }

  /** Looks at the folder of resources now, where nothing repeats. */
  void lookAtFolder() {
    wiring.pulse().lookAtFolder();
  }

  /** Judges now, where nothing repeats. */
  void judge() {
    wiring.pulse().settle();
    wiring.pulse().judge();
    wiring.pulse().weigh();
  }

  /** Looks into what is wrong now, where nothing repeats. */
  void heal() {
    wiring.pulse().heal();
  }

  void lookInto() {
    wiring.pulse().lookInto();
  }

  /** Judges what can run out, where nothing repeats. */
  void foresee() {
    wiring.pulse().foresee();
  }

  /** Prices what reliability costs, where nothing repeats. */
  void price() {
    wiring.pulse().price();
  }

  /** Judges how mature everybody is, where nothing repeats. */
  void ripen() {
    wiring.pulse().ripen();
  }

  /** Has webhooks told now, where nothing repeats. */
  void speak() {
    wiring.pulse().speak();
  }

  /** Tells open streams of scalers what has changed, where nothing repeats. */
  void scale() {
    wiring.pulse().scale();
  }

  /** Stops within three seconds; a second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    wiring.drain();
    http.close();
    wiring.close();
    log.atInfo().addKeyValue("event", "server.stopped").log("stopped");
  }

  private void say(String name, String text, InstantSource clock) {
    wiring
        .ledger()
        .events()
        .append(
            new Event(
                0,
                clock.instant(),
                name,
                "server/" + port,
                "ballast",
                text,
                Map.of("version", Version.text())));
    log.atInfo()
        .addKeyValue("event", name)
        .addKeyValue("server.port", port)
        .addKeyValue("ballast.time_scale", config.timeScale())
        .log(text);
  }
}
