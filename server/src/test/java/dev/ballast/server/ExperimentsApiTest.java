// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Experiments that a server runs, what is told of others, and what is proved. */
class ExperimentsApiTest {

  private static final String PATH = "/api/v1/experiments";

  @TempDir Path dir;

  private static JsonNode all(LiveShop shop) {
    return JsonMapper.shared().readTree(shop.get(PATH));
  }

  private static int post(LiveShop shop, String path) {
    return shop.post(PATH + path, new byte[0], "application/json").statusCode();
  }

  /** The results, once there are so many: a run has a thread of its own. */
  private static JsonNode results(LiveShop shop, int wanted) {
    JsonNode all = all(shop);
    for (int i = 0; i < 2_000 && all.path("results").size() < wanted; i++) {
      Thread.onSpinWait();
      all = all(shop);
    }
    assertThat(all.path("results").size()).isEqualTo(wanted);
    return all;
  }

  @Test
  void runsRemembersAndScores() throws IOException {
    HttpServer target =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    target.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    target.start();
    Path config = dir.resolve("config");
    Files.createDirectories(config);
    Files.writeString(
        config.resolve("experiments.yaml"),
        """
        - apiVersion: ballast.dev/v1
          kind: Experiment
          metadata: {name: up}
          spec:
            title: it answers
            description: always
            service: checkout
            steadyState:
              title: up
              probes: [{type: probe, name: p, tolerance: 204, provider: {type: http, url: 'http://127.0.0.1:%d/'}}]
            method: []
            schedule: {cron: '0 3 * * *', timeZone: Europe/Berlin, proofDays: 7}
        - apiVersion: ballast.dev/v1
          kind: Experiment
          metadata: {name: local}
          spec:
            title: t
            description: d
            service: checkout
            method: [{type: action, name: rm, provider: {type: process, path: rm}}]
        """
            .formatted(target.getAddress().getPort()));
    try (LiveShop shop = LiveShop.configured(dir.resolve("data"), config)) {
      JsonNode first = all(shop);
      assertThat(first.path("experiments").path(1).path("next").asString()).endsWith("00:00Z");
      assertThat(first.path("services").path(0).path("untried").asInt()).isEqualTo(2);
      assertThat(first.path("services").path(0).path("score").asDouble()).isZero();

      assertThat(post(shop, "/up/run")).isEqualTo(202);
      JsonNode after = results(shop, 1);
      assertThat(after.path("results").path(0).path("verdict").asString()).isEqualTo("verified");
      assertThat(after.path("services").path(0).path("score").asDouble()).isEqualTo(50);

      assertThat(post(shop, "/local/run")).as("programs are never run").isEqualTo(409);
      assertThat(post(shop, "/nobody/run")).isEqualTo(404);
      String told = "/other/events?type=experiment.finished&service=payments&verdict=";
      assertThat(post(shop, told + "deviated")).isEqualTo(201);
      assertThat(post(shop, told + "fine")).isEqualTo(422);
      assertThat(results(shop, 2).path("services").path(1).path("lost").asInt()).isEqualTo(1);

      assertThat(post(shop, "/freeze?seconds=60")).isEqualTo(200);
      assertThat(post(shop, "/up/run")).isEqualTo(409);
      assertThat(all(shop).path("frozen_until").isNull()).isFalse();
      assertThat(shop.get("/api/v1/events"))
          .contains("experiment.started")
          .contains("experiment.skipped")
          .contains("experiment.frozen");
    } finally {
      target.stop(0);
    }
  }
}
