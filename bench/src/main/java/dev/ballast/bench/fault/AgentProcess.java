// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real agent of a lane with its watchdog, and its API. */
final class AgentProcess implements AutoCloseable {

  static final String TOKEN = "token-of-the-benchmark";

  private static final Pattern PID = Pattern.compile("\"pid\":([0-9]+).*\"watchdog\":([0-9]+)");

  private final Lane lane;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Process process;
  private long watchdog;

  AgentProcess(Lane lane) throws IOException {
    this.lane = lane;
    this.process = start();
  }

  String address() {
    return "http://127.0.0.1:" + lane.port();
  }

  private Process start() throws IOException {
    Path log = lane.folder().resolve("agent.log");
    ProcessBuilder builder =
        Children.java("dev.ballast.faults.Main", "agent", lane.configuration().toString())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("BENCH_TOKEN", TOKEN);
    Process started = builder.start();
    BufferedReader out = started.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher found = PID.matcher(line);
      if (found.find()) {
        watchdog = Long.parseLong(found.group(2));
        return started;
      }
    }
    throw new IllegalStateException("the agent does not start: " + Files.readString(log));
  }

  /** SIGKILL to it, and to its watchdog at the same time if so wanted. */
  void kill(boolean withWatchdog) {
    process.destroyForcibly();
    if (withWatchdog) {
      ProcessHandle.of(watchdog).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  void startAgain() throws IOException {
    process = start();
  }

  /** The status of an answer; what is refused is said. */
  int send(String verb, String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .header("Authorization", "Bearer " + TOKEN)
            .method(verb, BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      System.err.println(verb + " " + path + ": " + answer.body());
    }
    return answer.statusCode();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      kill(true);
    }
    client.close();
  }
}
