// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A controller to be killed: orders the faults of a file, one of JSON per line, and renews them
 * until somebody kills it. Arguments: the agent's address, its token, the file.
 */
public final class FaultController {

  private static final long RENEW_MILLIS = 250;
  private static final String RENEWAL = "{\"owner\":\"bench\",\"lease_seconds\":1}";

  private FaultController() {}

  public static void main(String[] arguments) throws Exception {
    List<String> orders = Files.readAllLines(Path.of(arguments[2]));
    try (HttpClient client = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch on = new CountDownLatch(orders.size());
      for (String order : orders) {
        var _ = threads.submit(() -> keep(client, arguments, order, on));
      }
      on.await();
      System.out.println("alive");
      Thread.currentThread().join(); // Until it is killed.
    }
  }

  /** Renews it from the moment it is on, since others may take longer. */
  private static boolean keep(HttpClient client, String[] to, String order, CountDownLatch on)
      throws Exception {
    String id = order.replaceFirst(".*?\"id\":\"([^\"]+)\".*", "$1");
    if (post(client, to, "/v1/faults", order) != 201) {
      System.exit(1);
    }
    on.countDown();
    while (true) {
      Thread.sleep(RENEW_MILLIS);
      var _ = post(client, to, "/v1/faults/" + id + "/renew", RENEWAL);
    }
  }

  private static int post(HttpClient client, String[] to, String path, String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(to[0] + path))
            .header("Authorization", "Bearer " + to[1])
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      System.err.println(answer.statusCode() + " " + answer.body());
    }
    return answer.statusCode();
  }
}
