// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.healing.Intent;
import dev.ballast.control.healing.Progress;
import dev.ballast.model.HealingAction;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Restart, flag and shed: planned without a trace, done once, looked at, taken back. */
@Timeout(60)
class DeedsOnWhatRunsTest {

  private static final Place PLACE = new Place(new ServiceName("payments"), "us-east");

  @TempDir Path dir;
  private final List<String> orders = new CopyOnWriteArrayList<>();
  private HttpServer http;
  private final AtomicInteger pid = new AtomicInteger(41);
  private final AtomicInteger other = new AtomicInteger(51);
  private volatile String share = "0.0";
  private volatile String owner = "";

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/deployments", this::orchestrator);
    http.createContext("/shed/payments", this::mesh);
    http.start();
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  private void orchestrator(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      orders.add(exchange.getRequestURI().getPath());
      pid.incrementAndGet();
      other.incrementAndGet();
    }
    String one =
        """
        {"service": "payments", "region": "us-east", "version": "v1", "revision": 1, "wanted": 2,
         "ready": 2, "instances": [
           {"name": "payments-1", "pid": %d, "started_at": "t"},
           {"name": "payments-2", "pid": %d, "started_at": "t"}]}
        """
            .formatted(pid.get(), other.get());
    boolean list = exchange.getRequestURI().getPath().equals("/deployments");
    answer(exchange, list ? "{\"deployments\": [" + one + "]}" : one);
  }

  private void mesh(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        JsonNode wish = JsonMapper.shared().readTree(body);
        orders.add("shed " + body);
        share = wish.path("share").asString();
        owner = wish.path("owner").asString();
      }
      case "DELETE" -> {
        orders.add("release");
        share = "0.0";
        owner = "";
      }
      default -> {}
    }
    answer(exchange, "{\"share\": " + share + ", \"owner\": \"" + owner + "\"}");
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Progress.Kind seen(Deed deed, Intent intent, boolean undo) {
    return intent.seen(deed.state(intent), undo).kind();
  }

  @Test
  void restartsWhatWasSeenAndNothingElse() throws Exception {
    Deed deed =
        new RestartDeed(
            new HealingAction.Restart("process/${region}/payments", url()), PLACE, Set.of());
    Intent intent = deed.plan("heal-1-1");
    assertThat(orders).isEmpty();
    assertThat(intent.touches()).isEqualTo(0.5);
    assertThat(intent.left()).isEqualTo(1);
    assertThat(intent.undoable()).isFalse();
    assertThat(seen(deed, intent, false)).isEqualTo(Progress.Kind.NOT_BEGUN);

    deed.act(intent, false);

    assertThat(orders).containsExactly("/deployments/payments/us-east/v1/restart");
    assertThat(seen(deed, intent, false)).isEqualTo(Progress.Kind.DONE);
    pid.incrementAndGet(); // It dies once more by itself: still the same wish, and done.
    assertThat(seen(deed, intent, false)).isEqualTo(Progress.Kind.DONE);
    assertThatThrownBy(() -> deed.act(intent, false)).hasMessageContaining("something else runs");
    assertThat(orders).hasSize(1);
  }

  @Test
  void oneOfTwoRunsAnewIsStillUnderWay() {
    Deed deed =
        new RestartDeed(
            new HealingAction.Restart("process/us-east/payments/v1", url()), PLACE, Set.of());
    Intent intent = deed.plan("heal-1-1");
    other.incrementAndGet();
    assertThatThrownBy(() -> deed.state(intent)).hasMessageContaining("1 of 2 run anew");
  }

  @Test
  void restartsNoUnitThatIsNotAllowedAndNoNonsense() {
    assertThatThrownBy(() -> restart("systemd/ssh.service").plan("k"))
        .hasMessageContaining("--healing-unit ssh.service");
    assertThatThrownBy(() -> restart("pod/x").plan("k"))
        .isInstanceOf(ActuatorException.class)
        .hasMessageContaining("or systemd/UNIT");
  }

  private static Deed restart(String target) {
    return new RestartDeed(new HealingAction.Restart(target, ""), PLACE, Set.of());
  }

  @Test
  void switchesAFlagAndBack() throws Exception {
    Files.writeString(
        dir.resolve("shop.json"),
        """
        {"flags": {"checkout": {"variants": {"new": true, "old": false}, "defaultVariant": "new"}}}
        """);
    Deed deed = new FlagDeed(new HealingAction.Toggle("shop.json", "checkout", "old"), PLACE, dir);
    Intent intent = deed.plan("heal-1-1");
    assertThat(intent.text()).isEqualTo("flag shop.json/checkout from new to old");
    assertThat(seen(deed, intent, false)).isEqualTo(Progress.Kind.NOT_BEGUN);

    deed.act(intent, false);
    deed.act(intent, false); // The same wish, after an answer was lost.
    assertThat(seen(deed, intent, false)).isEqualTo(Progress.Kind.DONE);
    assertThat(deed.plan("heal-2-1").changesNothing()).isTrue();
    deed.act(intent, true);
    assertThat(seen(deed, intent, true)).isEqualTo(Progress.Kind.DONE);

    Deed nowhere =
        new FlagDeed(new HealingAction.Toggle("shop.json", "checkout", "old"), PLACE, null);
    assertThatThrownBy(() -> nowhere.plan("k")).hasMessageContaining("--healing-flags DIR");
  }

  @Test
  void shedsUnderALeaseAndTakesAllAgain() throws Exception {
    Deed deed =
        new ShedDeed(
            new HealingAction.Shed("", 0.3, "x-priority", List.of("high")),
            PLACE,
            new MeshByRegion(Map.of("us-east", java.net.URI.create(url()))));
    Intent intent = deed.plan("heal-1-1");
    assertThat(orders).isEmpty();
    assertThat(intent.touches()).isEqualTo(0.3);
    assertThat(intent.temporary()).isTrue();

    deed.act(intent, false);
    assertThat(orders.getFirst())
        .contains("\"owner\":\"healing/heal-1-1\"", "\"lease_seconds\":60.0", "[\"high\"]");
    assertThat(seen(deed, intent, false)).isEqualTo(Progress.Kind.DONE);
    deed.renew(intent);
    assertThat(orders).hasSize(2);
    assertThatThrownBy(() -> deed.plan("heal-2-1")).hasMessageContaining("sheds already");

    owner = "somebody";
    assertThat(seen(deed, intent, false)).isEqualTo(Progress.Kind.FOREIGN);
    deed.renew(intent);
    assertThatThrownBy(() -> deed.act(intent, true)).hasMessageContaining("somebody sheds now");
    assertThat(orders).hasSize(2);
    owner = "healing/heal-1-1";
    deed.act(intent, true);
    assertThat(orders.getLast()).isEqualTo("release");
    assertThat(seen(deed, intent, true)).isEqualTo(Progress.Kind.DONE);
  }
}
