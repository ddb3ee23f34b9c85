// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** A process that turns a fault on and keeps it alive until it is killed. */
final class LeaseOwner {

  private static final long RENEW_MILLIS = 250;
  private static final int WARM_UPS = 10;

  private LeaseOwner() {}

  public static void main(String[] arguments) throws Exception {
    String admin = arguments[0];
    String id = arguments[1];
    String fault =
        """
        {"id": "%s", "owner": "%s", "service": "%s", "lease_seconds": 1,
         "match": {"path": {"exact": "/%s"}}, "fault": {"type": "abort", "status": 599}}"""
            .formatted(id, id, FaultBenchmark.SERVICE, id);
    String renewal = "{\"owner\": \"%s\", \"lease_seconds\": 1}".formatted(id);
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < WARM_UPS; i++) {
        post(client, admin + "/faults?dry_run=true", fault);
      }
      expect(201, post(client, admin + "/faults", fault));
      expect(200, post(client, admin + "/faults/" + id + "/renew", renewal));
      System.out.println("alive");
      while (true) {
        Thread.sleep(RENEW_MILLIS);
        expect(200, post(client, admin + "/faults/" + id + "/renew", renewal));
      }
    }
  }

  private static int post(HttpClient client, String url, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body)).build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static void expect(int expected, int status) {
    if (status != expected) {
      throw new IllegalStateException("status " + status + " (expected: " + expected + ")");
    }
  }
}
