// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** The versions of one service in all regions, through the shop's orchestrator. */
final class Deployments implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI orchestrator;
  private final String service;
  private final List<String> regions;

  Deployments(URI orchestrator, String service, List<String> regions) {
    this.orchestrator = orchestrator;
    this.service = service;
    this.regions = List.copyOf(regions);
  }

  /** Of the service that the demo releases. */
  static Deployments of(DemoOptions.Ports ports) {
    return new Deployments(
        URI.create("http://127.0.0.1:" + ports.orchestrator()),
        ReleaseRobot.SERVICE,
        Programs.REGIONS);
  }

  /** Starts a version everywhere, without traffic; does not wait for it. */
  void deploy(String version) throws IOException, InterruptedException {
    for (String region : regions) {
      int status = ask("PUT", path(region, version), "{\"replicas\": 1}");
      if (status != 201 && status != 409) { // 409: it is there from an earlier try.
        throw new IOException("the orchestrator answered " + status + " to deploy " + version);
      }
    }
  }

  /** Ends a version everywhere; false while it still gets traffic somewhere. */
  boolean retire(String version) throws IOException, InterruptedException {
    boolean gone = true;
    for (String region : regions) {
      int status = ask("DELETE", path(region, version), "");
      gone &= status == 404;
    }
    return gone;
  }

  private String path(String region, String version) {
    return "/deployments/" + service + "/" + region + "/" + version;
  }

  private int ask(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(orchestrator.resolve(path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
