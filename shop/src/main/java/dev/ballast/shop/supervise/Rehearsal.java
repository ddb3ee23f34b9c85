// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.trade.Tokens;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.UUID;

/**
 * The requests that warm a service which joins a shop that is open: the same one again and again,
 * past the mesh, and in a trace that nobody records, so that those behind it count no users either.
 */
record Rehearsal(String method, String path) {

  private static final int TIMES = 25;
  private static final int PATIENCE_MILLIS = 5_000;
  private static final String UNRECORDED =
      "00-0000000000000000000000000000002a-000000000000002a-00";

  /** A request that changes nothing but, for payments, one paid order of nobody. */
  static Rehearsal of(String service) {
    return switch (service) {
      case "storefront", "orders" -> new Rehearsal("GET", "/products/1");
      case "payments" ->
          new Rehearsal("POST", "/payments?user=1&amount=1&order=" + UUID.randomUUID());
      case "reviews" -> new Rehearsal("GET", "/products/1/reviews");
      case "inventory" -> new Rehearsal("GET", "/stock/1");
      case "user-service" -> new Rehearsal("GET", "/users/1");
      case "auth" -> new Rehearsal("POST", "/verify");
      case "warehouse" -> new Rehearsal("GET", "/deliveries/1");
      default -> new Rehearsal("GET", "/healthz");
    };
  }

  /** Plays it; what is answered does not matter, only that something is. */
  void play(int port) throws IOException {
    for (int i = 0; i < TIMES; i++) {
      HttpURLConnection request =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
      request.setConnectTimeout(PATIENCE_MILLIS);
      request.setReadTimeout(PATIENCE_MILLIS);
      request.setRequestMethod(method);
      request.setRequestProperty("Authorization", "Bearer " + Tokens.of(1));
      request.setRequestProperty("traceparent", UNRECORDED);
      int status = request.getResponseCode();
      try (var body = status < 400 ? request.getInputStream() : request.getErrorStream()) {
        if (body != null) {
          body.readAllBytes();
        }
      }
    }
  }
}
