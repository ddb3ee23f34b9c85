// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.cli.Shell.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class LoadCommandTest {

  @TempDir private Path folder;
  private final AtomicInteger taken = new AtomicInteger();
  private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
  private HttpServer server;
  private String url = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          bodies.add(new String(body, StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(taken.incrementAndGet() % 10 == 0 ? 503 : 204, -1);
          exchange.close();
        });
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void countsEveryRequestOnce() {
    Answer answer = load(url, "--rate", "1000/s", "--for", "100ms", "-o", "json");
    JsonNode document = JsonMapper.builder().build().readTree(answer.out());
    assertThat(answer.exitCode()).isZero();
    assertThat(document.path("planned").asInt()).isEqualTo(100);
    assertThat(document.path("statuses").path("204").asInt()).isEqualTo(90);
    assertThat(document.path("statuses").path("503").asInt()).isEqualTo(10);
    assertThat(document.path("error_ratio").asDouble()).isEqualTo(0.1);
    assertThat(document.path("response_seconds").path("p50").isNumber()).isTrue();
    assertThat(document.path("timeline")).hasSize(1);
    assertThat(taken).hasValue(100);
  }

  @Test
  void moreErrorsThanAllowedAreABadAnswer() {
    Answer answer = load(url, "--rate", "1000", "--for", "100ms", "--max-errors", "0.05");
    assertThat(answer.exitCode()).isOne();
    assertThat(answer.out())
        .contains("■ 90 of 100 requests answered well (90.00 %)")
        .contains("10.00 % were not answered well (at most 5.00 %)")
        .contains("HTTP 503");
  }

  @Test
  void itsRecordIsReadByTheChecker() throws IOException {
    Path file = folder.resolve("writes.jsonl");
    assertThat(
            load(url, "--rate", "1000", "--for", "50ms", "-d", "{n}", "--record", file.toString())
                .exitCode())
        .isZero();
    String kept = "";
    for (int i = 0; i < 50; i++) {
      kept +=
          "{\"process\":\"r\",\"key\":\"%d\",\"op\":\"read\",\"result\":%d,\"final\":true}\n"
              .formatted(i, i);
    }
    Files.writeString(file, Files.readString(file) + kept);
    Answer all = Shell.piped().run("check", file.toString(), "--model", "ap-register");
    assertThat(all.out()).contains("accounted");
    // Which of them were refused depends on the order in which they came: all are lost now.
    Files.writeString(
        file, Files.readString(file).replaceAll("\"result\":[0-9]+,", "\"result\":null,"));
    Answer lost = Shell.piped().run("check", file.toString(), "--model", "ap-register");
    assertThat(lost.exitCode()).isOne();
    assertThat(lost.out()).contains("violation");
  }

  @Test
  void sendsABodyThatAFileHolds() throws IOException {
    Path file = Files.writeString(folder.resolve("body.json"), "{\"a\": 1} --no-such-option");

    Answer answer = load(url, "-d", "@" + file, "--rate", "100", "--for", "50ms");

    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(bodies).containsOnly("{\"a\": 1} --no-such-option").hasSize(5);
  }

  @Test
  void aDryRunSendsNothing() {
    Answer answer = load(url, "--phase", "10/s:10s", "--phase", "10..50/s:10s", "--dry-run");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out()).contains("about 400 requests in 20s, at most 50 a second, evenly");
    assertThat(taken).hasValue(0);
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    Answer answer =
        load(
            "ftp://127.0.0.1/",
            "--phase",
            "fast:10s",
            "--rate",
            "5",
            "--connections",
            "0",
            "--max-errors",
            "2",
            "-H",
            "nonsense");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err())
        .contains("http:// or https://")
        .contains("--rate or --phase: both")
        .contains("\"fast\" (expected: a rate such as 200/s")
        .contains("--connections: 0")
        .contains("--max-errors: 2.0")
        .contains("--header: \"nonsense\"");
  }

  @Test
  void strangersNeedConsent() {
    Answer answer = load("http://192.0.2.1/", "--rate", "5");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("Fix: --allow-host 192.0.2.1");
  }

  @Test
  void nobodyListening() {
    server.stop(0);
    Answer answer = load(url, "--rate", "5");
    assertThat(answer.exitCode()).isEqualTo(3);
    assertThat(answer.err()).contains("takes no connection");
  }

  private static Answer load(String... arguments) {
    List<String> all = new ArrayList<>(List.of("load"));
    all.addAll(List.of(arguments));
    if (!all.contains("--connections")) {
      all.addAll(List.of("--connections", "16")); // the server of this test closes idle ones
    }
    return Shell.piped().run(all.toArray(String[]::new));
  }
}
