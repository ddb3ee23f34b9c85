// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ballast.cli.demo.Folders;
import dev.ballast.cli.demo.Resources;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.server.BallastServer;
import dev.ballast.server.ServerConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code ballast warmup}: starts a server in an empty folder, has it do a little of everything,
 * asks it by a few commands, and stops. The launcher lets the JVM record this run, so that servers
 * and commands start fast.
 */
@Command(name = "warmup", hidden = true, description = "Rehearse a server's start.")
final class WarmupCommand implements Callable<Integer> {

  private static final List<String> PAGES =
      List.of(
          "/",
          "/api/v1/status",
          "/api/v1/services",
          "/api/v1/events",
          "/api/v1/slos",
          "/prometheus/api/v1/query?query=sum(rate(up%5B1m%5D))",
          "/prometheus/api/v1/labels",
          "/metrics",
          "/healthz");

  /** What people ask first when something is wrong. */
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("status"),
          List.of("events"),
          List.of("gate", "checkout"),
          List.of("heal", "list"),
          List.of("heal", "stop", "--reason", "a rehearsal"));

  private final Terminal terminal;
  private final Installation installation;

  WarmupCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("ballast-warmup-");
    try {
      rehearse(folder);
    } finally {
      Folders.delete(folder);
    }
    return Exit.OK;
  }

  private void rehearse(Path folder) throws IOException, InterruptedException {
    Path config = folder.resolve("config");
    Resources.unpack(config);
    ServerConfig wanted =
        ServerConfig.in(folder.resolve("data"))
            .withListen(new ServerConfig.Listen("127.0.0.1", 0, 0, 0))
            .withConfigDir(config);
    try (BallastServer server = ServeCommand.start(wanted);
        HttpClient http = HttpClient.newHttpClient()) {
      for (String page : PAGES) {
        send(http, HttpRequest.newBuilder(URI.create(server.url() + page)).build());
      }
      send(http, otlp(server, "/v1/metrics", "{\"resourceMetrics\":[]}"));
      send(http, otlp(server, "/v1/traces", "{\"resourceSpans\":[]}"));
      send(http, otlp(server, "/v1/logs", "{\"resourceLogs\":[]}"));
      COMMANDS.forEach(words -> ask(server, words));
    }
  }

  /** As it would be typed; what it prints is nobody's concern. */
  private void ask(BallastServer server, List<String> words) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    Terminal silent =
        new Terminal(terminal.in(), nowhere, nowhere, false, false, Map.of(), terminal.clock());
    List<String> typed = new ArrayList<>(words);
    typed.addAll(List.of("--server", server.url()));
    int exit = Ballast.run(silent, installation, typed.toArray(String[]::new));
    terminal.progress(exit + " ballast " + String.join(" ", words));
  }

  private static HttpRequest otlp(BallastServer server, String path, String json) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json))
        .build();
  }

  private void send(HttpClient http, HttpRequest request) throws IOException, InterruptedException {
    int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    terminal.progress(status + " " + request.uri().getPath());
  }
}
