// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.shop.process.LeftBehind;
import dev.ballast.shop.process.RunMark;
import dev.ballast.shop.topology.Ports;
import dev.ballast.shop.trade.Tokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole shop in one region, as its own processes, with an endpoint that counts telemetry. */
@Timeout(240)
final class ShopStartsAndStopsTest {

  private static final Ports PORTS = FreePorts.of(List.of("us-east"));
  private static final int STOREFRONT = PORTS.base() + 1;
  private static final String ORDER = "00000000-0000-4000-8000-000000000001";

  @TempDir Path parent;
  private final Map<String, LongAdder> telemetry = new ConcurrentHashMap<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer collector;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void collect() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    collector.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    collector.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          String path = exchange.getRequestURI().getPath();
          telemetry.computeIfAbsent(path, p -> new LongAdder()).increment();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void close() throws InterruptedException {
    client.close();
    collector.stop(0);
    for (Process starter : started) {
      starter.descendants().forEach(ProcessHandle::destroyForcibly);
      starter.destroyForcibly().waitFor();
    }
  }

  private Path dir() {
    return parent.resolve("run");
  }

  /** Starts the shop below a process that can be killed. */
  private Process start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(java, "-Xmx32m", "-cp", classPath, ParentProcess.class.getName()));
    command.addAll(List.of(java, "-Xmx128m", "-cp", classPath, Shop.class.getName(), "run"));
    command.addAll(List.of("--dir", dir().toString(), "--exit-with-parent", "--seed", "3"));
    command.addAll(List.of("--regions", "us-east", "--rates", "10", "--warm-up", "8"));
    command.addAll(
        List.of("--port-base", "" + PORTS.base(), "--postgres-port", "" + PORTS.postgres()));
    command.addAll(List.of("--otlp", "http://127.0.0.1:" + collector.getAddress().getPort()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_CACHE_HOME", parent.resolve("cache").toString());
    Process starter = builder.redirectError(Redirect.to(errors().toFile())).start();
    started.add(starter);
    return starter;
  }

  private Path errors() {
    return parent.resolve("errors");
  }

  /** Waits until the shop says that it is ready. */
  private JsonNode awaitReady(Process starter) throws IOException {
    BufferedReader events = starter.inputReader(StandardCharsets.UTF_8);
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      JsonNode event = JsonMapper.shared().readTree(line);
      if (event.get("event").asString().equals("ready")) {
        return event;
      }
    }
    throw new AssertionError(cannotRunHere());
  }

  /** What the shop complained about; aborts the test when that is a missing PostgreSQL. */
  private String cannotRunHere() throws IOException {
    String why = Files.readString(errors());
    for (String reason : List.of("is not packaged", "refuses to run as root", "initdb failed")) {
      assumeFalse(why.contains(reason), "PostgreSQL cannot run here: " + why);
    }
    return why;
  }

  private void awaitPostgres(Process starter) throws IOException {
    while (!LeftBehind.listening(PORTS.postgres())) {
      if (!starter.isAlive()) {
        throw new AssertionError(cannotRunHere());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private LeftBehind left() throws IOException {
    return LeftBehind.count(RunMark.of(dir()), PORTS.all().keySet(), dir());
  }

  private LeftBehind leftInTheEnd() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    LeftBehind left = left();
    while (!left.isNothing() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      left = left();
    }
    return left;
  }

  /** Whoever clears up does so last, when nothing of the run is left. */
  private boolean isClearedInTheEnd() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (Files.exists(dir()) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return !Files.exists(dir());
  }

  /** Services that are cold on a slow machine may time out; the order number makes it safe. */
  private HttpResponse<String> buyInTheEnd() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    HttpResponse<String> answer = buy();
    while (answer.statusCode() != 201 && System.nanoTime() < deadline) {
      answer = buy();
    }
    return answer;
  }

  private void awaitTelemetry(String... paths) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (!telemetry.keySet().containsAll(List.of(paths)) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    assertThat(telemetry).containsKeys(paths);
  }

  private HttpResponse<String> buy() throws IOException, InterruptedException {
    URI uri =
        URI.create(
            "http://127.0.0.1:%d/checkout?order=%s&user=7&product=3&quantity=2"
                .formatted(STOREFRONT, ORDER));
    return client.send(
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + Tokens.of(7))
            .POST(BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void servesItsUsersAndLeavesNothingWhenItsParentIsKilled() throws Exception {
    Process starter = start();
    JsonNode ready = awaitReady(starter);
    HttpResponse<String> bought = buyInTheEnd();
    HttpResponse<String> repeated = buyInTheEnd();
    awaitTelemetry("/v1/traces", "/v1/metrics", "/v1/logs");
    starter.destroyForcibly().waitFor();

    assertThat(ready.get("services")).hasSize(9);
    assertThat(ready.get("postgres")).hasSize(1);
    assertThat(bought.statusCode()).isEqualTo(201);
    assertThat(repeated.body()).as("paid once").isEqualTo(bought.body());
    assertThat(leftInTheEnd()).isEqualTo(new LeftBehind(0, 0, 0));
    assertThat(isClearedInTheEnd()).as("nobody is left to read it").isTrue();
  }

  @Test
  void leavesNothingWhenTheSupervisorItselfIsKilledWhileItStarts() throws Exception {
    Process starter = start();
    awaitPostgres(starter);
    starter.children().findFirst().orElseThrow().destroyForcibly();

    assertThat(leftInTheEnd()).isEqualTo(new LeftBehind(0, 0, 0));
    assertThat(isClearedInTheEnd()).isTrue();
  }
}
