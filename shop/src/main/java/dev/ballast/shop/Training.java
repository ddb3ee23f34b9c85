// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop;

import dev.ballast.shop.node.Host;
import dev.ballast.shop.node.HostOptions;
import dev.ballast.shop.node.Route;
import dev.ballast.shop.topology.ServiceSpec;
import dev.ballast.shop.trade.Tokens;
import dev.ballast.shop.trade.Trade;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Plays all services in one process, so that the JVM sees which classes any of them uses. */
final class Training {

  private static final int ROUNDS = 5;

  private Training() {}

  static void run(HostOptions options) throws IOException, InterruptedException {
    Host host =
        Host.start(
            options,
            (region, peers, database, journal, settings, telemetry) -> {
              Trade trade = new Trade(region, peers, database, journal, settings, telemetry);
              List<Route> all = new ArrayList<>();
              // Callees first: where two services have the same route, the deeper one answers.
              ServiceSpec.ALL.reversed().forEach(s -> all.addAll(trade.routesOf(s.name())));
              return all;
            });
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI base = URI.create("http://127.0.0.1:" + options.port());
      for (int round = 0; round < ROUNDS; round++) {
        String what = "?order=%s&user=1&product=1&quantity=1".formatted(UUID.randomUUID());
        for (String path :
            List.of(
                "/checkout" + what,
                "/orders" + what,
                "/reviews/1/likes?user=1",
                "/reviews/1/comments?user=1&body=yes")) {
          ask(client, HttpRequest.newBuilder(base.resolve(path)).POST(BodyPublishers.noBody()));
        }
        for (String path : List.of("/products/1", "/products/1/reviews", "/healthz", "/metrics")) {
          ask(client, HttpRequest.newBuilder(base.resolve(path)).GET());
        }
        if (round == 0) {
          try (BufferedReader operator = new BufferedReader(new StringReader("open\nfail 0.0\n"))) {
            host.obeyed(operator, line -> {}, InstantSource.system());
          }
        }
      }
      TimeUnit.MILLISECONDS.sleep(1_500); // Two exports of metrics.
    }
    host.close();
  }

  private static void ask(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    client.send(
        request.header("Authorization", "Bearer " + Tokens.of(1)).build(), BodyHandlers.ofString());
  }
}
