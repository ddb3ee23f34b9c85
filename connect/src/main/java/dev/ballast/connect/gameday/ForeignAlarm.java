// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.gameday;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody else's alerts, as Alertmanager lists them. Thread-safe. */
public final class ForeignAlarm implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int MOST_BYTES = 1 << 20;

  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  /** In words what fires; empty when nothing does, or nobody answers. */
  public Optional<String> fires(String url) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
    try {
      HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        JsonNode alerts = json.readTree(body.readNBytes(MOST_BYTES));
        if (answer.statusCode() != 200 || !alerts.isArray() || alerts.isEmpty()) {
          return Optional.empty();
        }
        String name = alerts.path(0).path("labels").path("alertname").asString("an alert");
        return Optional.of("%s fires at %s".formatted(name, URI.create(url).getAuthority()));
      }
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
