// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.model.SteerTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegionHookTest {

  private static final RegionHook.Order ORDER =
      new RegionHook.Order("shop", "us-east", RegionHook.Action.WITHDRAW, 7, 42);

  @TempDir Path dir;

  private final List<Duration> waits = new ArrayList<>();
  private final RegionHook hook = new RegionHook(waits::add);
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private @Nullable HttpServer server;

  @AfterEach
  void stop() {
    hook.close();
    stopServer();
  }

  private void stopServer() {
    HttpServer running = server;
    if (running != null) {
      running.stop(0);
    }
  }

  private SteerTarget.Hook answering(int... statuses) throws IOException {
    HttpServer opened =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    opened.createContext(
        "/",
        exchange -> {
          bodies.add(
              exchange.getRequestHeaders().getFirst("Idempotency-Key")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(statuses[Math.min(bodies.size(), statuses.length) - 1], -1);
          exchange.close();
        });
    opened.start();
    server = opened;
    return new SteerTarget.Hook(
        "http://127.0.0.1:" + opened.getAddress().getPort() + "/hook",
        List.of(),
        Duration.ofSeconds(5));
  }

  private SteerTarget.Hook script(String text, Duration patience) throws IOException {
    Path file = Files.writeString(dir.resolve("hook"), "#!/bin/sh\n" + text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return new SteerTarget.Hook("", List.of(file.toString(), "us-east"), patience);
  }

  @Test
  void tellsTheOrderAndIsDone() throws Exception {
    assertThat(hook.carryOut(answering(204), ORDER, () -> true)).isEmpty();
    assertThat(bodies)
        .containsExactly(
            "shop/us-east/42 {\"policy\":\"shop\",\"region\":\"us-east\",\"action\":\"withdraw\",\"epoch\":7,\"order\":42}");
  }

  @Test
  void triesAgainWhatMayPassAndGivesUpAfterThree() throws Exception {
    assertThat(hook.carryOut(answering(503, 429, 200), ORDER, () -> true)).isEmpty();
    assertThat(waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));

    stopServer();
    bodies.clear();
    assertThat(hook.carryOut(answering(500), ORDER, () -> true)).endsWith("answered 500");
    assertThat(bodies).hasSize(3);
  }

  @Test
  void doesNotRepeatWhatIsRefusedOrNoLongerWanted() throws Exception {
    assertThat(hook.carryOut(answering(403), ORDER, () -> true)).endsWith("answered 403");
    assertThat(bodies).hasSize(1);

    stopServer();
    bodies.clear();
    assertThat(hook.carryOut(answering(500), ORDER, () -> false))
        .isEqualTo("overtaken by another order");
    assertThat(bodies).hasSize(1);
  }

  @Test
  void aProgramHasTheOrderAndNothingElseOfOurs() throws Exception {
    Path told = dir.resolve("told");
    SteerTarget.Hook program =
        script(
            "{ echo \"$1 $BALLAST_ACTION $BALLAST_EPOCH $HOME.\"; cat; } > " + told + "\n",
            Duration.ofSeconds(5));

    assertThat(hook.carryOut(program, ORDER, () -> true)).isEmpty();

    assertThat(Files.readString(told)).startsWith("us-east withdraw 7 .\n{\"policy\":\"shop\"");
  }

  @Test
  void aProgramThatFailsOrTakesTooLongIsTriedThreeTimes() throws Exception {
    assertThat(hook.carryOut(script("exit 3", Duration.ofSeconds(5)), ORDER, () -> true))
        .endsWith("ended with 3");
    assertThat(waits).hasSize(2);
    assertThat(hook.carryOut(script("sleep 60", Duration.ofMillis(100)), ORDER, () -> true))
        .endsWith("was not done within 100 ms");
    assertThat(
            hook.carryOut(
                new SteerTarget.Hook("", List.of("/no/such/program"), Duration.ofSeconds(1)),
                ORDER,
                () -> true))
        .isEqualTo("/no/such/program cannot be started");
  }
}
