// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.region;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Whoever can switch a node off: a cloud's API, a power strip, a shop's orchestrator. */
public final class FenceHook implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /** Has it done; says how it was confirmed, or nothing when it was not. */
  public Optional<String> fence(String url, String store, String region, long epoch)
      throws InterruptedException {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("region", region);
    order.put("store", store);
    order.put("epoch", epoch);
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(PATIENCE)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(order)))
              .build();
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      return status / 100 == 2
          ? Optional.of("switched off by " + URI.create(url).getAuthority())
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
