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
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class CourierTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Warning WARNING =
      new Warning(
          42,
          FakeClock.START,
          Webhook.Topic.CAPACITY,
          "capacity/orders-disk",
          Urgency.SOON,
          "orders-disk is full on 5 March <!channel>",
          "orders in eu-west",
          "3 to 9 March",
          "grows 2 GiB a day & faster since Monday",
          "93 % likely",
          "Add 40 GiB before 4 March",
          "kubectl edit pvc orders",
          "/services/orders");

  @TempDir Path dir;

  private Receiver receiver;
  private Courier courier;

  @BeforeEach
  void open() throws IOException {
    receiver = new Receiver();
    courier = courier(Duration.ofSeconds(20));
  }

  @AfterEach
  void close() {
    courier.close();
    receiver.close();
  }

  @Test
  void sendsTheGenericBodySigned() throws Exception {
    Files.writeString(dir.resolve("key"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
    Webhook hook =
        hook(Webhook.Format.GENERIC, new Secret.File(dir.resolve("key").toString()), true);

    assertThat(courier.tell(hook, WARNING)).isInstanceOf(Herald.Outcome.Delivered.class);

    Receiver.Message message = receiver.next();
    long seconds = FakeClock.START.getEpochSecond();
    assertThat(message.headers().getFirst("webhook-id")).isEqualTo("ballast_c0ffee_42");
    assertThat(message.headers().getFirst("webhook-timestamp")).isEqualTo("" + seconds);
    assertThat(message.headers().getFirst("webhook-signature"))
        .isEqualTo(
            Signature.of(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "ballast_c0ffee_42",
                seconds,
                message.body()));
    JsonNode body = MAPPER.readTree(message.body());
    assertThat(body.path("type").asString("")).isEqualTo("ballast.capacity");
    assertThat(body.path("urgency").asString("")).isEqualTo("soon");
    assertThat(body.path("command").asString("")).isEqualTo("kubectl edit pvc orders");
    assertThat(body.path("link").asString("")).isEqualTo("http://ballast:7700/services/orders");
  }

  @Test
  void sendsPagerDutyAChangeEventThatCarriesItsKeyAndNoSignature() throws Exception {
    Webhook hook = hook(Webhook.Format.PAGERDUTY_CHANGE, new Secret.Environment("SET"), true);

    assertThat(courier.tell(hook, WARNING)).isInstanceOf(Herald.Outcome.Delivered.class);

    Receiver.Message message = receiver.next();
    assertThat(message.headers().getFirst("webhook-signature")).isNull();
    JsonNode body = MAPPER.readTree(message.body());
    assertThat(body.path("routing_key").asString("")).isEqualTo("value");
    JsonNode payload = body.path("payload");
    assertThat(payload.path("summary").asString("")).isEqualTo(WARNING.what());
    assertThat(payload.path("timestamp").asString("")).isEqualTo(WARNING.at().toString());
    assertThat(payload.path("source").asString("")).isEqualTo(WARNING.where());
    assertThat(payload.path("custom_details").path("command").asString(""))
        .isEqualTo("kubectl edit pvc orders");
    assertThat(body.path("links").get(0).path("href").asString(""))
        .isEqualTo("http://ballast:7700/services/orders");
    assertThat(courier.body(hook, WARNING)).contains("(hidden)").doesNotContain("\"value\"");
  }

  @Test
  void sendsSlackWhatATiredPersonUnderstands() throws Exception {
    courier.tell(hook(Webhook.Format.SLACK, new Secret.None(), true), WARNING);

    JsonNode body = MAPPER.readTree(receiver.next().body());
    JsonNode blocks = body.path("blocks");
    assertThat(blocks.get(0).path("text").path("text").asString(""))
        .isEqualTo("🟠 orders-disk is full on 5 March <!channel>");
    assertThat(body.path("text").asString("")).contains("&lt;!channel&gt;");
    assertThat(blocks.toString())
        .contains("*Where*\\norders in eu-west")
        .contains("*How sure*\\n93 % likely")
        .contains("*Do this*: Add 40 GiB before 4 March")
        .contains("```kubectl edit pvc orders```")
        .contains("2 GiB a day &amp; faster")
        .contains("<http://ballast:7700/services/orders|Open in Ballast>");
  }

  @Test
  void keepsToSlacksLimits() throws Exception {
    String endless = "é".repeat(5000);
    Warning big =
        new Warning(
            1,
            FakeClock.START,
            Webhook.Topic.ANOMALY,
            "a",
            Urgency.NOW,
            endless,
            endless,
            endless,
            endless,
            endless,
            endless,
            "`" + endless,
            endless);
    courier.tell(hook(Webhook.Format.SLACK, new Secret.None(), true), big);

    JsonNode blocks = MAPPER.readTree(receiver.next().body()).path("blocks");
    assertThat(blocks.get(0).path("text").path("text").asString("").length())
        .isLessThanOrEqualTo(150);
    for (JsonNode block : blocks) {
      assertThat(block.path("text").path("text").asString("").length()).isLessThan(3000);
      assertThat(block.path("fields").size()).isLessThanOrEqualTo(10);
    }
  }

  @Test
  void triesAgainWhenTheOtherSideIsInTrouble() {
    receiver.answer(503, "down");
    receiver.answer(429, "retry-after", "17");
    assertThat(tell())
        .isInstanceOfSatisfying(
            Herald.Outcome.Later.class,
            later -> assertThat(later.text()).endsWith(" answered 503"));
    assertThat(tell())
        .isInstanceOfSatisfying(
            Herald.Outcome.Later.class,
            later -> assertThat(later.pause()).isEqualTo(Duration.ofSeconds(17)));
  }

  @Test
  void doesNotTryAgainWhatIsRefused() {
    receiver.answer(404, "no_service");
    assertThat(tell())
        .isInstanceOfSatisfying(
            Herald.Outcome.Refused.class,
            refused ->
                assertThat(refused.text())
                    .endsWith("answered 404: nobody listens there. Fix: check the URL"));
  }

  @Test
  void followsNoRedirect() throws Exception {
    receiver.answer(302, "location", receiver.url());
    assertThat(tell())
        .isInstanceOfSatisfying(
            Herald.Outcome.Refused.class,
            refused -> assertThat(refused.text()).contains("redirects are not followed"));
    receiver.next();
    assertThat(receiver.isQuiet()).isTrue();
  }

  @Test
  void waitsOnlySoLong() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Courier hasty = courier(Duration.ofMillis(50))) {
      Webhook hook = hook("http://127.0.0.1:" + silent.getLocalPort() + "/SECRETPATH");
      assertThat(hasty.tell(hook, WARNING))
          .isInstanceOfSatisfying(
              Herald.Outcome.Later.class,
              later -> assertThat(later.text()).contains("127.0.0.1").doesNotContain("SECRET"));
    }
  }

  @Test
  void goesToThisMachineOnlyWhenAllowed() {
    assertThat(courier.tell(hook(Webhook.Format.GENERIC, new Secret.None(), false), WARNING))
        .isInstanceOf(Herald.Outcome.Refused.class);
    assertThat(receiver.isQuiet()).isTrue();
  }

  @Test
  void saysWhichSecretIsMissingAndNoneThatIsThere() {
    Webhook hook = hook(Webhook.Format.GENERIC, new Secret.Environment("UNSET"), true);
    assertThat(courier.tell(hook, WARNING).text())
        .isEqualTo("environment UNSET: not set (expected: a text)");
    assertThat(hook.toString()).doesNotContain("SECRETPATH");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 403, 404, 422, 500, 503})
  void doesNotRepeatASecretPathThatTheReceiverRepeats(int status) throws Exception {
    receiver.echo(status);
    assertThat(tell().text()).contains(" answered " + status).doesNotContain("SECRETPATH");
    receiver.next();
  }

  @Test
  void saysThatAKeyIsEmpty() throws Exception {
    Files.writeString(dir.resolve("bare"), "whsec_\n");
    Secret bare = new Secret.File(dir.resolve("bare").toString());
    assertThat(courier.tell(hook(Webhook.Format.GENERIC, bare, true), WARNING).text())
        .isEqualTo("secret: nothing after whsec_");
  }

  @Test
  void cutsNoCharacterOfATitleInTwo() throws Exception {
    for (int shift = 0; shift < 2; shift++) {
      String title = "x".repeat(shift) + "🟠".repeat(200);
      Warning smileys =
          new Warning(
              1,
              FakeClock.START,
              Webhook.Topic.CAPACITY,
              "a",
              Urgency.NOW,
              title,
              "",
              "",
              "",
              "",
              "",
              "",
              "");
      courier.tell(hook(Webhook.Format.SLACK, new Secret.None(), true), smileys);
      String shown =
          MAPPER
              .readTree(receiver.next().body())
              .path("blocks")
              .get(0)
              .path("text")
              .path("text")
              .asString("");
      assertThat(shown).hasSizeBetween(140, 150).endsWith("🟠…");
    }
  }

  private Herald.Outcome tell() {
    return courier.tell(hook(Webhook.Format.GENERIC, new Secret.None(), true), WARNING);
  }

  private Courier courier(Duration patience) {
    return new Courier(
        new Secrets(Map.of("SET", "value")::get),
        new Origin("c0ffee"),
        () -> "http://ballast:7700",
        new MemoryLedger(FakeClock.atStart()).documents(),
        FakeClock.atStart(),
        host -> List.of(InetAddress.getAllByName(host)),
        patience);
  }

  private Webhook hook(Webhook.Format format, Secret key, boolean loopback) {
    return new Webhook(
        "test",
        new Secret.Written(receiver.url()),
        format,
        key,
        EnumSet.allOf(Webhook.Topic.class),
        Urgency.PLAN,
        Duration.ofHours(4),
        loopback);
  }

  private static Webhook hook(String url) {
    return new Webhook(
        "test",
        new Secret.Written(url),
        Webhook.Format.GENERIC,
        new Secret.None(),
        EnumSet.allOf(Webhook.Topic.class),
        Urgency.PLAN,
        Duration.ofHours(4),
        true);
  }
}
