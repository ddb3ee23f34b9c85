// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server process of this test, its four writing clients, and what it still knows. */
final class KilledServer implements AutoCloseable {

  private static final int CLIENTS = 4;
  private static final String GAUGE = "kill_probe";
  private static final String LISTENING = "listening on ";

  private final Process process;
  private final String url;
  private final HttpClient client = HttpClient.newHttpClient();

  private KilledServer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** What servers have said yes to, over all their lives. Safe for the clients' threads. */
  static final class Acknowledged {
    private static final int NEWEST = 20;

    private final AtomicLong sequence = new AtomicLong();
    private final Instant origin = Instant.now().minus(Duration.ofMinutes(30));
    private final Set<Long> samples = new TreeSet<>();
    private final Deque<String> traces = new ArrayDeque<>();

    synchronized Set<Long> samples() {
      return new TreeSet<>(samples);
    }

    synchronized List<String> newestTraces() {
      return List.copyOf(traces);
    }

    private synchronized void sample(long number) {
      samples.add(number);
    }

    private synchronized void trace(String id) {
      traces.addLast(id);
      if (traces.size() > NEWEST) {
        traces.removeFirst();
      }
    }
  }

  /**
   * Starts the server over a data folder, with the class path of this test.
   *
   * @param more options of {@code serve}
   */
  static KilledServer start(Path data, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + data.resolve("classes.jsa"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of("serve", "--exit-with-parent", "--port", "0"));
    command.addAll(List.of("--otlp-grpc-port", "0", "--otlp-http-port", "0"));
    command.addAll(List.of("--limit-free-bytes", "1", "--data", data.resolve("data").toString()));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new KilledServer(process, awaitUrl(process));
  }

  private static String awaitUrl(Process process) throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    List<String> said = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      if (line.startsWith("Ballast is " + LISTENING)) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
        return line.substring(line.indexOf(LISTENING) + LISTENING.length()).strip();
      }
    }
    throw new AssertionError("the server ended before it listened, but said " + said);
  }

  /** Writes from all clients, and kills the server once that many requests were answered. */
  void writeUntilKilled(Acknowledged acknowledged, int requests) throws InterruptedException {
    AtomicInteger answered = new AtomicInteger();
    List<Thread> clients = new ArrayList<>();
    for (int c = 0; c < CLIENTS; c++) {
      String worker = "w" + c;
      clients.add(Thread.ofPlatform().start(() -> write(acknowledged, worker, answered, requests)));
    }
    for (Thread writing : clients) {
      writing.join();
    }
    process.waitFor();
  }

  private void write(Acknowledged all, String worker, AtomicInteger answered, int requests) {
    try {
      while (process.isAlive()) {
        long number = all.sequence.incrementAndGet();
        if (accepted("/v1/metrics", gauge(all.origin, number, worker))) {
          all.sample(number);
        }
        String trace = "%032x".formatted(number);
        if (accepted("/v1/traces", span(trace)) && accepted("/v1/logs", record(trace))) {
          all.trace(trace);
        }
        if (answered.incrementAndGet() == requests) {
          process.destroyForcibly();
        }
      }
    } catch (IOException e) {
      // The kill came in the middle of this request: nobody said yes to it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean accepted(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    return answer.statusCode() == 200 && !answer.body().contains("partialSuccess");
  }

  private static String gauge(Instant origin, long number, String worker) {
    return """
        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"%s","gauge":{"dataPoints":[
        {"timeUnixNano":"%d000000","asDouble":%d,"attributes":[
        {"key":"worker","value":{"stringValue":"%s"}}]}]}}]}]}]}"""
        .formatted(GAUGE, origin.toEpochMilli() + number, number, worker);
  }

  private static String span(String trace) {
    long now = System.currentTimeMillis();
    return """
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"00000000000000aa",
        "name":"kill","kind":2,"startTimeUnixNano":"%d000000","endTimeUnixNano":"%d000000"}]}]}]}"""
        .formatted(trace, now - 1, now);
  }

  private static String record(String trace) {
    return """
        {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"traceId":"%s","timeUnixNano":"%d000000",
        "body":{"stringValue":"killed soon"}}]}]}]}"""
        .formatted(trace, System.currentTimeMillis());
  }

  /** The numbers of all samples that the server holds. */
  Set<Long> samples() throws IOException, InterruptedException {
    JsonNode answer = get("/prometheus/api/v1/query?query=" + GAUGE + "%5B1h%5D");
    Set<Long> numbers = new TreeSet<>();
    for (JsonNode series : answer.path("data").path("result")) {
      for (JsonNode sample : series.path("values")) {
        numbers.add((long) Double.parseDouble(sample.path(1).asString()));
      }
    }
    return numbers;
  }

  /** Whether the server holds the trace's span and log record. */
  boolean knowsTrace(String id) throws IOException, InterruptedException {
    JsonNode trace = get("/api/v1/traces/" + id);
    return trace.path("spans").size() == 1 && trace.path("logs").size() == 1;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return JsonMapper.builder().build().readTree(text(path));
  }

  String text(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  /** The status of the answer. */
  int post(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path)).POST(BodyPublishers.ofString(body)).build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }

  /** With signal 9; returns when it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    client.close();
    process.destroyForcibly().waitFor();
  }
}
