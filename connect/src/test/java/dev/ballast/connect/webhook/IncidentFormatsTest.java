// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.predict.warn.Herald;
import dev.ballast.control.predict.warn.Warning;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Secret;
import dev.ballast.model.Urgency;
import dev.ballast.model.Webhook;
import dev.ballast.testkit.FakeClock;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an incident is in the words of Alertmanager, PagerDuty and Slack. */
final class IncidentFormatsTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final FakeClock clock = FakeClock.atStart();
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private Receiver receiver;
  private Courier courier;

  @BeforeEach
  void open() throws IOException {
    receiver = new Receiver();
    courier = courier();
  }

  private Courier courier() {
    return new Courier(
        new Secrets(Map.of("KEY", "s3cret")::get),
        new Origin("c0ffee"),
        () -> "http://ballast:7700",
        ledger.documents(),
        clock,
        host -> List.of(InetAddress.getAllByName(host)),
        Duration.ofSeconds(20));
  }

  @AfterEach
  void close() {
    courier.close();
    receiver.close();
  }

  private Warning warning(String kind, Urgency urgency) {
    Map<String, String> details = new HashMap<>();
    details.put("incident", "INC-42");
    details.put("kind", kind);
    details.put("reason", "acknowledged by ann");
    details.put("began", "2025-12-31T23:45:00Z");
    details.put("people", "ann");
    details.put("service", "payments");
    details.put("severity", "critical");
    details.put("label_service", "storefront");
    details.put("label_severity", "warning");
    details.put("deployment", "v2.3.1 deployed 15 min ago");
    details.put("recent_changes", "");
    details.put("root_cause", "90% of errors from <new> processor\nAuth service healthy");
    details.put("immediate", "Roll back to v2.3.0");
    details.put("runbook_url", "https://wiki.example.com/payments");
    details.put("alert", "Alert: High error rate\n");
    return new Warning(
        7,
        clock.instant(),
        Webhook.Topic.INCIDENT,
        "incident/INC-42",
        urgency,
        "payments UNHEALTHY: too many errors",
        "payments in us-east",
        "since 31 Dec 23:45 UTC",
        "payments v2.3.1",
        "90 % sure",
        "Roll back to v2.3.0",
        "ballast rollout abort payments",
        "/incidents/INC-42",
        details);
  }

  private Webhook hook(Webhook.Format format, String channel) {
    return new Webhook(
        "test",
        new Secret.Written(receiver.url()),
        format,
        new Secret.Environment("KEY"),
        EnumSet.of(Webhook.Topic.INCIDENT),
        Urgency.PLAN,
        Duration.ofHours(4),
        true,
        channel);
  }

  private JsonNode sent(Webhook.Format format, String kind, Urgency urgency) throws Exception {
    assertThat(courier.tell(hook(format, ""), warning(kind, urgency)))
        .isInstanceOf(Herald.Outcome.Delivered.class);
    return MAPPER.readTree(receiver.next().body());
  }

  @Test
  void anAlertmanagerGetsStableLabelsAndTheContextAsAnnotations() throws Exception {
    courier.tell(hook(Webhook.Format.ALERTMANAGER, ""), warning("opened", Urgency.NOW));
    Receiver.Message message = receiver.next();
    assertThat(message.path()).endsWith("/SECRETPATH/api/v2/alerts");
    assertThat(message.headers().getFirst("authorization")).isEqualTo("Bearer s3cret");
    JsonNode alert = MAPPER.readTree(message.body()).path(0);
    assertThat(alert.path("labels").toString())
        .isEqualTo(
            "{\"alertname\":\"BallastIncident\",\"incident\":\"INC-42\","
                + "\"service\":\"storefront\",\"severity\":\"warning\"}");
    JsonNode notes = alert.path("annotations");
    assertThat(notes.path("summary").asString()).isEqualTo("payments UNHEALTHY: too many errors");
    assertThat(notes.path("severity").asString()).isEqualTo("critical");
    assertThat(notes.path("recommendation").asString()).isEqualTo("Roll back to v2.3.0");
    assertThat(notes.path("runbook_url").asString()).isEqualTo("https://wiki.example.com/payments");
    assertThat(notes.path("incident_url").asString())
        .isEqualTo("http://ballast:7700/incidents/INC-42");
    assertThat(notes.has("recent_changes")).isFalse();
    assertThat(alert.path("startsAt").asString()).isEqualTo("2025-12-31T23:45:00Z");
    assertThat(alert.path("endsAt").asString()).isEqualTo("2026-01-02T00:00:00Z");
  }

  @Test
  void anAlertmanagerLearnsTheEndUnderTheSameLabels() throws Exception {
    JsonNode open = sent(Webhook.Format.ALERTMANAGER, "opened", Urgency.NOW).path(0);
    JsonNode over = sent(Webhook.Format.ALERTMANAGER, "resolved", Urgency.INFO).path(0);
    assertThat(over.path("labels")).isEqualTo(open.path("labels"));
    assertThat(over.path("startsAt")).isEqualTo(open.path("startsAt"));
    assertThat(over.path("endsAt").asString()).isEqualTo(FakeClock.START.toString());
  }

  @Test
  void pagerDutyGetsOneIncidentByItsKey() throws Exception {
    JsonNode trigger = sent(Webhook.Format.PAGERDUTY, "opened", Urgency.NOW);
    assertThat(trigger.path("routing_key").asString()).isEqualTo("s3cret");
    assertThat(trigger.path("event_action").asString()).isEqualTo("trigger");
    assertThat(trigger.path("dedup_key").asString()).isEqualTo("INC-42");
    JsonNode payload = trigger.path("payload");
    assertThat(payload.path("severity").asString()).isEqualTo("critical");
    assertThat(payload.path("summary").asString()).isEqualTo("payments UNHEALTHY: too many errors");
    assertThat(payload.path("source").asString()).isEqualTo("payments in us-east");
    assertThat(payload.path("class").asString()).isEqualTo("incident");
    assertThat(payload.path("custom_details").path("deployment").asString())
        .isEqualTo("v2.3.1 deployed 15 min ago");
    assertThat(trigger.path("links").toString())
        .contains("http://ballast:7700/incidents/INC-42", "https://wiki.example.com/payments");

    JsonNode escalated = sent(Webhook.Format.PAGERDUTY, "escalated", Urgency.NOW);
    assertThat(escalated.path("event_action").asString()).isEqualTo("trigger");
    assertThat(escalated.path("dedup_key").asString()).isEqualTo("INC-42");

    JsonNode mine = sent(Webhook.Format.PAGERDUTY, "acknowledged", Urgency.PLAN);
    assertThat(mine.toString())
        .isEqualTo(
            "{\"routing_key\":\"s3cret\",\"event_action\":\"acknowledge\","
                + "\"dedup_key\":\"INC-42\"}");
    JsonNode over = sent(Webhook.Format.PAGERDUTY, "resolved", Urgency.INFO);
    assertThat(over.path("event_action").asString()).isEqualTo("resolve");
    assertThat(over.path("dedup_key").asString()).isEqualTo("INC-42");
  }

  @Test
  void pagerDutysKeyIsInNoBodyThatIsShown() {
    assertThat(courier.body(hook(Webhook.Format.PAGERDUTY, ""), warning("opened", Urgency.NOW)))
        .contains("(hidden)")
        .doesNotContain("s3cret");
  }

  @Test
  void slackIsToldLineByLine() throws Exception {
    JsonNode body = sent(Webhook.Format.SLACK, "opened", Urgency.NOW);
    assertThat(body.path("text").asString()).isEqualTo("🔴 payments UNHEALTHY: too many errors");
    String blocks = body.path("blocks").toString();
    assertThat(blocks)
        .contains("*Context*\\n• *Deployment:* v2.3.1 deployed 15 min ago")
        .contains("*Root cause detection*\\n• 90% of errors from &lt;new&gt; processor")
        .contains("• *Immediate:* Roll back to v2.3.0")
        .contains("```ballast rollout abort payments```")
        .contains("\"url\":\"http://ballast:7700/incidents/INC-42\"")
        .contains("\"url\":\"https://wiki.example.com/payments\"")
        .doesNotContain("Recent changes");
  }

  private Herald.Outcome byBot(String kind, Urgency urgency) {
    return courier.tell(hook(Webhook.Format.SLACK, "#incidents"), warning(kind, urgency));
  }

  @Test
  void aBotWritesOneMessageForAnIncidentAndUpdatesIt() throws Exception {
    receiver.answer(200, "{\"ok\":true,\"channel\":\"C024BE91L\",\"ts\":\"1401383885.000061\"}");
    assertThat(byBot("opened", Urgency.NOW)).isInstanceOf(Herald.Outcome.Delivered.class);
    Receiver.Message first = receiver.next();
    assertThat(first.path()).endsWith("/chat.postMessage");
    assertThat(first.headers().getFirst("authorization")).isEqualTo("Bearer s3cret");
    assertThat(MAPPER.readTree(first.body()).path("channel").asString()).isEqualTo("#incidents");

    courier.close();
    courier = courier(); // Which message it is survives a restart.
    receiver.answer(200, "{\"ok\":true,\"channel\":\"C024BE91L\",\"ts\":\"1401383885.000061\"}");
    byBot("acknowledged", Urgency.PLAN);
    Receiver.Message second = receiver.next();
    assertThat(second.path()).endsWith("/chat.update");
    JsonNode update = MAPPER.readTree(second.body());
    assertThat(update.path("ts").asString()).isEqualTo("1401383885.000061");
    assertThat(update.path("channel").asString()).isEqualTo("C024BE91L");

    receiver.answer(200, "{\"ok\":true,\"channel\":\"C024BE91L\",\"ts\":\"1401383885.000061\"}");
    byBot("resolved", Urgency.INFO);
    assertThat(receiver.next().path()).endsWith("/chat.update");
    receiver.answer(200, "{\"ok\":true,\"channel\":\"C024BE91L\",\"ts\":\"1401383999.000061\"}");
    byBot("opened", Urgency.NOW);
    assertThat(receiver.next().path()).endsWith("/chat.postMessage");
  }

  @Test
  void slacksRefusalsStandInTheBody() {
    receiver.answer(200, "{\"ok\":false,\"error\":\"channel_not_found\"}");
    assertThat(byBot("opened", Urgency.NOW))
        .isInstanceOfSatisfying(
            Herald.Outcome.Refused.class,
            refused ->
                assertThat(refused.text())
                    .contains("channel_not_found", "chat:write")
                    .doesNotContain("s3cret", "SECRETPATH"));
    receiver.answer(200, "{\"ok\":false,\"error\":\"ratelimited\"}");
    assertThat(byBot("opened", Urgency.NOW)).isInstanceOf(Herald.Outcome.Later.class);
    receiver.answer(429, "retry-after", "30");
    assertThat(byBot("opened", Urgency.NOW))
        .isInstanceOfSatisfying(
            Herald.Outcome.Later.class,
            later -> assertThat(later.pause()).isEqualTo(Duration.ofSeconds(30)));
  }

  @Test
  void aMessageThatIsGoneIsWrittenAnew() throws Exception {
    receiver.answer(200, "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1.1\"}");
    byBot("opened", Urgency.NOW);
    receiver.next();
    receiver.answer(200, "{\"ok\":false,\"error\":\"message_not_found\"}");
    assertThat(byBot("updated", Urgency.NOW)).isInstanceOf(Herald.Outcome.Later.class);
    receiver.next();
    receiver.answer(200, "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"2.2\"}");
    byBot("updated", Urgency.NOW);
    assertThat(receiver.next().path()).endsWith("/chat.postMessage");
  }
}
