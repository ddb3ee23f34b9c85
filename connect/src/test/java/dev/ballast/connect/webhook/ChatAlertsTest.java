// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.control.predict.warn.Herald.Outcome;
import dev.ballast.control.predict.warn.Warning;
import dev.ballast.control.predict.warn.Warnings;
import dev.ballast.control.rollout.controller.AlertTarget;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Event;
import dev.ballast.model.Secret;
import dev.ballast.model.Webhook;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.ObjectName;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.ReaderOptions;
import dev.ballast.model.yaml.RolloutReading;
import dev.ballast.model.yaml.Source;
import dev.ballast.testkit.FakeClock;
import dev.ballast.testkit.Seeds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Alerts of canaries, as Flagger would have sent them. */
final class ChatAlertsTest {

  private static final ObjectName PAYMENTS = new ObjectName("shop", "payments");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final List<AlertTarget> targets = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final BlockingQueue<Message> got = new LinkedBlockingQueue<>();
  private HttpServer receiver;
  private int status = 200;
  private Courier courier;
  private ChatAlerts chats;

  /** What came, and where to. */
  private record Message(String path, String body) {}

  @BeforeEach
  void open() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            got.add(
                new Message(
                    exchange.getRequestURI().getPath(), new String(body, StandardCharsets.UTF_8)));
            exchange.getResponseHeaders().add("location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
          }
        });
    receiver.start();
    FakeClock clock = FakeClock.atStart();
    MemoryLedger ledger = new MemoryLedger(clock);
    courier =
        new Courier(
            new Secrets(environment::get),
            Origin.of(ledger.documents(), Seeds.random(1)),
            () -> "",
            ledger.documents(),
            clock,
            host -> List.of(InetAddress.getLoopbackAddress()),
            Duration.ofSeconds(20));
    chats = new ChatAlerts(() -> targets, courier, true);
  }

  @AfterEach
  void close() {
    courier.close();
    receiver.stop(0);
  }

  private void provider(String type, String severity, String where) {
    String text =
        """
        apiVersion: flagger.app/v1beta1
        kind: Canary
        metadata: {name: payments, namespace: shop}
        spec:
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: pay}
          service: {name: payments, port: 80}
          analysis:
            interval: 10s
            threshold: 5
            stepWeights: [5, 25, 50]
            alerts: [{name: team, severity: %s, providerRef: {name: chat}}]
        ---
        apiVersion: flagger.app/v1beta1
        kind: AlertProvider
        metadata: {name: chat, namespace: shop}
        spec: {type: %s, channel: releases, username: robot, %s}
        """
            .formatted(severity, type, where);
    RolloutReading reading =
        ConfigurationReader.readRollouts(
            List.of(Source.of("canary.yaml", text)), QueryChecker.NONE, ReaderOptions.DEFAULT);
    Canary canary = reading.canaries().getFirst();
    targets.add(
        AlertTarget.of(
            PAYMENTS,
            canary,
            canary.analysis().alerts().getFirst(),
            reading.providers().getFirst()));
  }

  private static Event alerted(String severity, String rollout) {
    return new Event(
        7,
        FakeClock.START,
        "rollout.alerted",
        "rollout/" + rollout,
        "ballast",
        rollout + ": Rolling back <!channel> & more",
        Map.of("rollout", rollout, "severity", severity, "phase", "Failed", "revision", "v2"));
  }

  private Webhook webhook() {
    return chats.beside(Map.of()).values().iterator().next();
  }

  private Optional<Warning> read(String severity, String rollout) {
    Webhook webhook = webhook();
    return chats.beside(_ -> Optional.empty()).read(webhook, alerted(severity, rollout));
  }

  private String address(String path) {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
  }

  private Message sent() throws Exception {
    Webhook webhook = webhook();
    Warning warning = read("error", "shop/payments").orElseThrow();
    assertThat(chats.tell(webhook, warning)).isInstanceOf(Outcome.Delivered.class);
    Message message = got.poll(20, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    return requireNonNull(message);
  }

  @Test
  void slackGetsFlaggersMessageWithItsFields() throws Exception {
    provider("slack", "info", "address: \"" + address("/T0/B0") + "\"");
    Message message = sent();
    JsonNode body = MAPPER.readTree(message.body());
    assertThat(message.path()).isEqualTo("/T0/B0");
    assertThat(body.path("channel").asString()).isEqualTo("releases");
    assertThat(body.path("username").asString()).isEqualTo("robot");
    JsonNode attachment = body.path("attachments").get(0);
    assertThat(attachment.path("color").asString()).isEqualTo("danger");
    assertThat(attachment.path("author_name").asString()).isEqualTo("payments.shop");
    assertThat(attachment.path("text").asString())
        .isEqualTo("Rolling back &lt;!channel&gt; &amp; more");
    Map<String, String> fields = new HashMap<>();
    attachment
        .path("fields")
        .forEach(f -> fields.put(f.path("title").asString(), f.path("value").asString()));
    assertThat(fields)
        .containsEntry("Target", "Deployment/pay.shop")
        .containsEntry("Failed checks threshold", "5")
        .containsEntry("Progress deadline", "600s")
        .containsEntry("Traffic routing", "Weight steps: 5,25,50 max: 50")
        .containsEntry("Phase", "Failed")
        .containsEntry("Revision", "v2");
  }

  @Test
  void discordAndRocketGetSlacksForm() throws Exception {
    provider("discord", "info", "address: \"" + address("/api/webhooks/1") + "\"");
    assertThat(sent().path()).isEqualTo("/api/webhooks/1/slack");
    targets.clear();
    provider("rocket", "info", "address: \"" + address("/hooks/1") + "\"");
    assertThat(sent().body()).contains("\"color\":\"#FF0000\"");
  }

  @Test
  void teamsAndGoogleGetCards() throws Exception {
    provider("msteams", "info", "address: \"" + address("/webhook") + "\"");
    assertThat(sent().body())
        .contains("\"@type\":\"MessageCard\"", "\"themeColor\":\"FF0000\"", "payments.shop")
        .contains("\"activityTitle\":\"Rolling back &lt;!channel&gt; &amp; more\"");
    targets.clear();
    provider("gchat", "info", "address: \"" + address("/v1/spaces") + "\"");
    assertThat(sent().body()).contains("\"cards\":[", "Rolling back &lt;!channel&gt;");
  }

  @ParameterizedTest
  @CsvSource({
    "info,info,true",
    "info,error,true",
    "warn,info,false",
    "warn,warn,true",
    "warn,error,true",
    "error,warn,false",
    "error,error,true"
  })
  void whoWantsErrorsOnlyHearsOfNothingLess(String from, String said, boolean told) {
    provider("slack", from, "address: \"http://chat.example/x\"");
    assertThat(read(said, "shop/payments").isPresent()).isEqualTo(told);
  }

  @Test
  void alertsOfOtherCanariesAreNotTold() {
    provider("slack", "info", "address: \"http://chat.example/x\"");
    assertThat(read("error", "shop/orders")).isEmpty();
  }

  @Test
  void twoAlertsAreTwoStoriesSoThatNoneIsLeftOut() {
    provider("slack", "info", "address: \"http://chat.example/x\"");
    assertThat(read("warn", "shop/payments").orElseThrow().about()).startsWith("#7 ");
  }

  @Test
  void theAddressMayBeInTheEnvironmentAsKubernetesPutsSecretsThere() throws Exception {
    provider("slack", "info", "secretRef: {name: slack-url}");
    Webhook webhook = webhook();
    assertThat(webhook.url()).isEqualTo(new Secret.Environment("BALLAST_SECRET_SHOP_SLACK_URL"));
    Warning warning = read("error", "shop/payments").orElseThrow();
    assertThat(chats.tell(webhook, warning))
        .isInstanceOfSatisfying(
            Outcome.Later.class,
            later -> assertThat(later.text()).contains("BALLAST_SECRET_SHOP_SLACK_URL: not set"));
    environment.put("BALLAST_SECRET_SHOP_SLACK_URL", address("/secret-path"));
    Outcome outcome = chats.tell(webhook, warning);
    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    assertThat(outcome.text()).doesNotContain("secret-path");
  }

  @Test
  void secretsAreNotPrintedAndRedirectsNotFollowed() throws Exception {
    provider("slack", "info", "address: \"" + address("/secret-path") + "\"");
    assertThat(targets.getFirst().toString() + webhook()).doesNotContain("secret-path");
    status = 302;
    Outcome outcome = chats.tell(webhook(), read("error", "shop/payments").orElseThrow());
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.text()).contains("redirects are not followed"));
    assertThat(outcome.text()).doesNotContain("secret-path");
    assertThat(got).hasSize(1);
  }

  @Test
  void aProviderThatIsBusyIsTriedAgain() throws Exception {
    provider("slack", "info", "address: \"" + address("/x") + "\"");
    status = 503;
    assertThat(chats.tell(webhook(), read("error", "shop/payments").orElseThrow()))
        .isInstanceOf(Outcome.Later.class);
  }

  @Test
  void webhooksOfTheConfigurationAreReadByTheirOwnRules() {
    Webhook other =
        new Webhook(
            "pager",
            new Secret.None(),
            Webhook.Format.GENERIC,
            new Secret.None(),
            java.util.Set.of(Webhook.Topic.ROLLOUT),
            dev.ballast.model.Urgency.NOW,
            Duration.ofHours(1),
            false);
    assertThat(chats.beside(Map.of("pager", other))).containsEntry("pager", other);
    assertThat(chats.beside(Warnings::of).read(other, alerted("error", "shop/payments")))
        .isEqualTo(Warnings.of(alerted("error", "shop/payments")));
  }
}
