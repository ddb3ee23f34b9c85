// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ballast.control.chaos.load.Arrivals;
import dev.ballast.control.chaos.load.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real connections on loopback; what is asserted are counts, never times. */
class LoadRunTest {

  private static final Phase QUICK = Phase.steady(1_000, Duration.ofMillis(200));
  private static final int ALL = 200;

  /** Fewer connections than the server of these tests keeps idle: it closes what is beyond. */
  private static final LoadOptions PATIENT =
      new LoadOptions(16, LoadOptions.DEFAULT.waiting(), Duration.ofSeconds(60));

  private static final LoadOptions SHORT =
      new LoadOptions(4, LoadOptions.DEFAULT.waiting(), Duration.ofMillis(300));

  @TempDir private Path folder;
  private final CountDownLatch open = new CountDownLatch(1);
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    open.countDown();
    server.stop(0);
  }

  @Test
  void eachDueRequestIsAnsweredOnce() throws Exception {
    LoadReport report = run(url("/ok/{n}"), PATIENT);
    assertThat(report.planned()).isEqualTo(ALL);
    assertThat(report.statuses()).containsExactly(Map.entry(200, (long) ALL));
    assertThat(report.failures()).isEmpty();
    assertThat(report.bytes()).isEqualTo(2L * ALL);
    assertThat(seen).hasSize(ALL).contains("GET /ok/0 ", "GET /ok/199 ");
    assertThat(report.errorRatio()).isZero();
    assertThat(report.response().count()).isEqualTo(ALL);
    assertThat(report.response().millis(0.5).orElseThrow())
        .isGreaterThanOrEqualTo(report.service().millis(0.5).orElseThrow());
  }

  @Test
  void sendsNumbersInHeadersAndBodies() throws Exception {
    LoadRequest request =
        LoadRequest.of("POST", url("/ok"), Map.of("x-id", "a{n}"), "{\"order\":{n}}");
    LoadReport report = run(request, PATIENT, Optional.empty());
    assertThat(report.good()).isEqualTo(ALL);
    assertThat(seen).hasSize(ALL).contains("POST /ok a7{\"order\":7}");
  }

  @Test
  void headsAndAnswersWithoutBodiesEndToo() throws Exception {
    LoadRequest request = LoadRequest.of("HEAD", url("/ok"), Map.of(), "");
    assertThat(run(request, PATIENT, Optional.empty()).good()).isEqualTo(ALL);
    assertThat(run(url("/status/204"), PATIENT).statuses())
        .containsExactly(Map.entry(204, (long) ALL));
  }

  @Test
  void badAnswersAreCountedByStatus() throws Exception {
    LoadReport report = run(url("/status/503"), PATIENT);
    assertThat(report.statuses()).containsExactly(Map.entry(503, (long) ALL));
    assertThat(report.good()).isZero();
    assertThat(report.errorRatio()).isEqualTo(1);
  }

  @Test
  void whoNeverAnswersMakesTimeOutsAndUnsentRequestsAndNothingElse() throws Exception {
    LoadReport report = run(url("/never"), SHORT);
    assertThat(report.answered()).isZero();
    assertThat(report.failures())
        .containsOnlyKeys(Failure.TIMEOUT, Failure.UNSENT_LATE)
        .containsEntry(Failure.TIMEOUT, (long) ALL - report.unsent());
    assertThat(report.unsent()).isGreaterThan(0);
    assertThat(report.response().millis(0.01)).isEmpty();
    assertThat(report.response().missing()).isEqualTo(ALL);
  }

  @Test
  void moreThanMayWaitAreUnsentAtOnce() throws Exception {
    LoadReport report = run(url("/never"), new LoadOptions(2, 5, Duration.ofMillis(500)));
    assertThat(report.failures().get(Failure.UNSENT_QUEUE)).isEqualTo(ALL - 2 - 5);
    assertThat(report.unsent() + report.unanswered()).isEqualTo(ALL);
  }

  @Test
  void nobodyListening() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    LoadReport report = run("http://127.0.0.1:" + port + "/", PATIENT);
    assertThat(report.failures()).containsExactly(Map.entry(Failure.CONNECT, (long) ALL));
  }

  @Test
  void connectionsThatEndMidwayAreLostRequests() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 256, InetAddress.getLoopbackAddress())) {
      AtomicInteger taken = new AtomicInteger();
      Thread.ofVirtual()
          .start(
              () -> {
                while (!socket.isClosed()) {
                  try (Socket client = socket.accept()) {
                    client.getInputStream().read();
                    client.getOutputStream().write(half(taken.incrementAndGet()));
                  } catch (IOException e) {
                    return;
                  }
                }
              });
      LoadReport report = run("http://127.0.0.1:" + socket.getLocalPort() + "/", PATIENT);
      assertThat(report.answered()).isZero();
      assertThat(report.failures()).containsKey(Failure.RESET).containsKey(Failure.PROTOCOL);
      assertThat(report.unanswered()).isEqualTo(ALL);
    }
  }

  @Test
  void aStopLeavesNothingOut() throws Exception {
    try (LoadRun run =
        LoadRun.start(
            LoadRequest.of("GET", url("/never"), Map.of(), ""),
            SHORT,
            Arrivals.even(List.of(Phase.steady(500, Duration.ofHours(1)))),
            Optional.empty(),
            Optional.empty())) {
      while (run.progress().map(Progress::planned).orElse(0L) == 0) {
        assertThat(run.await(5)).isEmpty();
      }
      run.stop();
      LoadReport report = run.await(60_000).orElseThrow();
      assertThat(report.planned()).isPositive();
      assertThat(report.unsent() + report.unanswered()).isEqualTo(report.planned());
    }
  }

  @Test
  void recordsEachWriteAsTheCheckerReadsIt() throws Exception {
    Path file = folder.resolve("writes.jsonl");
    LoadRun.Register record = new LoadRun.Register(file, Template.of("order-\"{n}\""));
    LoadRequest mixed = LoadRequest.of("POST", url("/mixed/{n}"), Map.of(), "x");
    LoadReport report = run(mixed, PATIENT, Optional.of(record));
    List<String> lines = Files.readAllLines(file);
    assertThat(report.unrecorded()).isZero();
    assertThat(lines).hasSize(ALL);
    assertThat(lines.stream().filter(l -> l.contains("\"ok\":true"))).hasSize(ALL / 2);
    assertThat(lines.stream().filter(l -> l.contains("\"ok\":false"))).hasSize(ALL / 4);
    assertThat(lines.stream().filter(l -> l.contains("\"ok\":null")))
        .hasSize(ALL / 4)
        .noneMatch(l -> l.contains("\"end\""));
    assertThat(lines)
        .anyMatch(l -> l.contains("\"key\":\"order-\\\"7\\\"\",\"op\":\"write\",\"value\":7,"));
  }

  /** Even numbers are taken, 1, 5, 9 … refused, 3, 7, 11 … broken. */
  private static int mixed(int number) {
    return number % 2 == 0 ? 201 : number % 4 == 1 ? 409 : 500;
  }

  private static byte[] half(int number) {
    return (number % 2 == 0
            ? "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf"
            : "SSH-2.0-x\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String id = exchange.getRequestHeaders().getFirst("x-id");
    seen.add(exchange.getRequestMethod() + " " + path + " " + (id == null ? "" : id) + body);
    if (path.startsWith("/status/")) {
      exchange.sendResponseHeaders(Integer.parseInt(path.substring(8)), -1);
    } else if (path.startsWith("/mixed/")) {
      exchange.sendResponseHeaders(mixed(Integer.parseInt(path.substring(7))), -1);
    } else if (path.equals("/never")) {
      awaitEnd();
    } else if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(200, 2);
      exchange.getResponseBody().write(new byte[] {'o', 'k'});
    }
    exchange.close();
  }

  private void awaitEnd() {
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static LoadReport run(String url, LoadOptions options) throws Exception {
    return run(LoadRequest.of("GET", url, Map.of(), ""), options, Optional.empty());
  }

  private static LoadReport run(
      LoadRequest request, LoadOptions options, Optional<LoadRun.Register> record)
      throws Exception {
    try (LoadRun run =
        LoadRun.start(request, options, Arrivals.even(List.of(QUICK)), Optional.empty(), record)) {
      return run.await(60_000).orElseThrow();
    }
  }
}
