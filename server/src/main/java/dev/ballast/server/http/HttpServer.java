// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.GracefulShutdown;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerErrorHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening server: HTTP/1.1, h2c and gRPC on one port, and on extra ones where free. */
public final class HttpServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HttpServer.class);
  private static final Duration PATIENCE = Duration.ofMillis(1500);
  private static final Duration FAREWELL = Duration.ofMillis(400);
  private static final String ENGINE = "com.linecorp.armeria.tlsEngineType";

  private final Server server;
  private final VirtualTasks tasks;

  private HttpServer(Server server, VirtualTasks tasks) {
    this.server = server;
    this.tasks = tasks;
  }

  /**
   * The main address.
   *
   * @param port 0: any free one
   * @param tls on this and every extra port; null: none
   */
  public record Address(String host, int port, @Nullable Tls tls) {

    private void listen(ServerBuilder builder, int port) {
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (tls == null) {
        builder.http(address);
      } else {
        builder.https(address);
      }
    }
  }

  /** A port that is taken when it is free, under the flag that chooses it; 0: none. */
  public record Extra(int port, String flag) {}

  /**
   * Starts listening.
   *
   * @throws PortInUseException when the main port is taken
   * @throws CannotListenException when the main port cannot be had for another reason
   * @throws IllegalArgumentException when {@link Tls#problems()} are not empty
   */
  public static HttpServer start(
      Address address, List<Extra> extras, Consumer<ServerBuilder> services) {
    useJavasTls();
    String host = address.host();
    int port = address.port();
    Ports.require(host, port, "--port");
    List<Extra> wanted = extras;
    while (true) {
      List<Extra> free = free(address, wanted);
      VirtualTasks tasks = new VirtualTasks();
      Server server = build(address, free, services, tasks);
      try {
        server.start().join();
        return new HttpServer(server, tasks);
      } catch (CompletionException e) {
        tasks.shutdownNow();
        Ports.require(host, port, "--port");
        if (free.stream().allMatch(extra -> Ports.isFree(host, extra.port()))) {
          throw new IllegalStateException("cannot listen on %s:%d".formatted(host, port), e);
        }
        wanted = free;
      }
    }
  }

  private static Server build(
      Address address, List<Extra> extras, Consumer<ServerBuilder> services, VirtualTasks tasks) {
    ServerBuilder builder =
        Server.builder()
            .blockingTaskExecutor(tasks, false)
            .gracefulShutdown(
                GracefulShutdown.builder().quietPeriod(Duration.ZERO).timeout(PATIENCE).build())
            .idleTimeout(Duration.ofMinutes(2))
            .errorHandler(new StrayAnswers().orElse(ServerErrorHandler.ofDefault()))
            .verboseResponses(false);
    if (address.tls() != null) {
      builder.tls(address.tls().keyPair());
    }
    address.listen(builder, address.port());
    extras.forEach(extra -> address.listen(builder, extra.port()));
    services.accept(builder);
    return builder.build();
  }

  /** Loads what a start needs, while something else is being opened: a quarter of the time. */
  public static void warmUp() {
    useJavasTls();
    try (Server _ = Server.builder().service("/", (ctx, request) -> HttpResponse.of(200)).build()) {
      log.atDebug().addKeyValue("event", "server.warm").log("HTTP classes are loaded");
    }
  }

  /** Looking for another TLS engine costs most of a second of the start; Java's own will do. */
  private static void useJavasTls() {
    if (System.getProperty(ENGINE) == null) {
      System.setProperty(ENGINE, "jdk");
    }
  }

  /** Those that nobody has; another server may still be faster than us. */
  private static List<Extra> free(Address address, List<Extra> extras) {
    return extras.stream()
        .filter(extra -> extra.port() != 0 && extra.port() != address.port())
        .filter(extra -> isFree(address, extra))
        .toList();
  }

  private static boolean isFree(Address address, Extra extra) {
    boolean free = Ports.isFree(address.host(), extra.port());
    if (!free) {
      log.atWarn()
          .addKeyValue("event", "server.port_busy")
          .addKeyValue("server.port", extra.port())
          .addKeyValue("flag", extra.flag())
          .log("this extra port is in use; OTLP is taken on the main port all the same");
    }
    return free;
  }

  /** The main port. */
  public int port(int wanted) {
    if (wanted != 0) {
      return wanted;
    }
    return server.activePorts().keySet().stream()
        .mapToInt(InetSocketAddress::getPort)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Stops listening. What is in work is done already; the event loops only sit out their own quiet
   * time, which nobody has to wait for.
   */
  @Override
  public void close() {
    var stopping = server.stop();
    try {
      stopping.get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      log.atDebug().addKeyValue("event", "server.stopping").log("event loops still end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tasks.shutdownNow();
  }
}
