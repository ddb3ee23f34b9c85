// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.control.chaos.experiment.Course;
import dev.ballast.control.chaos.experiment.Settings;
import dev.ballast.control.chaos.experiment.Verdict;
import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.experiment.ExperimentReader;
import dev.ballast.model.yaml.ForeignDocuments;
import dev.ballast.model.yaml.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ExperimentRunTest {

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger status = new AtomicInteger(200);
  private HttpServer server;
  private String url;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String line = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body;
          requests.add(line.strip());
          boolean fault = line.startsWith("POST /faults");
          byte[] answer =
              (fault ? "{\"id\": \"f-1\"}" : "{\"ready\": true}").getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(fault ? 201 : status.get(), answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private Course run(String text, BooleanSupplier interrupted) throws InterruptedException {
    var tree = ForeignDocuments.of(Source.of("t", text.replace("URL", url))).documents().getFirst();
    var reading = ExperimentReader.read("", tree);
    assertThat(reading.errors()).isEmpty();
    Experiment experiment = reading.experiment().orElseThrow();
    var options = new RunOptions(false, true, Optional.of(URI.create(url)), "experiment/t");
    return ExperimentRun.run(
            experiment,
            Settings.of(experiment, Map.of(), Map.of()).values(),
            options,
            InstantSource.system(),
            interrupted,
            Optional::empty,
            _ -> {})
        .machine()
        .course();
  }

  private static final String STEADY =
      """
      title: t
      description: d
      steady-state-hypothesis:
        title: ready
        probes:
          - type: probe
            name: ready
            provider: {type: http, url: 'URL/ready', arguments: {a: 'b c'}}
            tolerance: {type: jsonpath, path: $.ready, target: body, expect: true}
      """;

  @Test
  void asksByHttpAndRunsPrograms() throws InterruptedException {
    Course course =
        run(
            STEADY
                + """
                method:
                  - type: action
                    name: shell
                    provider: {type: process, path: echo, arguments: "one; echo two >&2"}
                  - type: action
                    name: words
                    provider: {type: process, path: echo, arguments: [a, 'b; c']}
                  - type: action
                    name: form
                    provider: {type: http, url: 'URL/form', method: POST, arguments: {x: '1&2'}}
                """,
            () -> false);
    assertThat(course.verdict()).as(course.reason()).isEqualTo(Verdict.VERIFIED);
    assertThat(requests).contains("GET /ready?a=b+c", "POST /form x=1%262");
    assertThat(course.run().getFirst().answer().output().json())
        .isEqualTo("{\"status\": 0, \"stdout\": \"one\\n\", \"stderr\": \"two\\n\"}");
    assertThat(course.run().get(1).answer().output().text("stdout")).isEqualTo("a b; c\n");
  }

  @Test
  void endsAProgramThatTakesTooLongAndCutsOffWhatItPrints() throws InterruptedException {
    Course course =
        run(
            """
            title: t
            description: d
            method:
              - {type: probe, name: long, provider: {type: process, path: sleep, arguments: [60], timeout: 0.2}}
              - {type: probe, name: much, provider: {type: process, path: head, arguments: [-c, 200000, /dev/zero]}}
              - {type: probe, name: none, provider: {type: process, path: /no/such/program}}
            """,
            () -> false);
    assertThat(course.run().getFirst().answer().exception()).contains("took longer than 0.2 s");
    assertThat(course.run().get(1).answer().output().text("stdout"))
        .endsWith("(cut off after 65536 bytes)");
    assertThat(course.run().getLast().answer().exception()).contains("cannot run /no/such/program");
  }

  @Test
  void holdsAFaultAndTurnsItOffBeforeTheRollbacks() throws InterruptedException {
    Course course =
        run(
            STEADY
                + """
                method:
                  - type: action
                    name: slow
                    provider:
                      type: fault
                      request: {service: payments, fault: {type: latency, delay_seconds: 1}}
                rollbacks:
                  - {type: action, name: back, provider: {type: http, url: 'URL/back'}}
                """,
            () -> false);
    assertThat(course.verdict()).as(course.reason()).isEqualTo(Verdict.VERIFIED);
    assertThat(requests.get(1)).startsWith("POST /faults {").contains("\"lease_seconds\":10.0");
    assertThat(requests.get(1)).contains("\"owner\":\"experiment/t\"");
    assertThat(requests.subList(2, 5))
        .containsExactly("GET /ready?a=b+c", "DELETE /faults/f-1", "GET /back");
  }

  @Test
  void anInterruptEndsWhatIsUnderWayAndPutsEverythingBack() throws InterruptedException {
    BooleanSupplier wished = () -> requests.stream().anyMatch(line -> line.startsWith("POST"));
    Course course =
        run(
            STEADY
                + """
                method:
                  - {type: action, name: slow, provider: {type: fault, request: {service: p, fault: {type: drop}}}}
                  - {type: action, name: long, provider: {type: process, path: sleep, arguments: [60]}}
                rollbacks:
                  - {type: action, name: back, provider: {type: http, url: 'URL/back'}}
                """,
            wished);
    assertThat(course.verdict()).isEqualTo(Verdict.INTERRUPTED);
    assertThat(requests).containsSubsequence("DELETE /faults/f-1", "GET /back");
  }

  @Test
  void aServerThatIsNotThereIsAFailureWithAReason() throws InterruptedException {
    Course course = run(STEADY.replace("URL", "http://127.0.0.1:1") + "method: []\n", () -> false);
    assertThat(course.verdict()).isEqualTo(Verdict.NOT_STEADY);
    assertThat(course.reason()).contains("cannot reach 127.0.0.1:1");
  }
}
