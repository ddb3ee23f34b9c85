// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardedLogsTest {

  private static final Pseudonyms PSEUDONYMS =
      new Pseudonyms("key".getBytes(StandardCharsets.UTF_8));

  private final List<LogRecord> kept = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Request from 203.0.113.7 completed in 150ms | Request from 203.0.113.x completed in 150ms",
        "pool 10.0.0.7:5432 and 192.168.1.1 and 172.16.3.4 are ours | pool 10.0.0.7:5432 and 192.168.1.1 and 172.16.3.4 are ours",
        "version 1.2.3.4.5 and 999.1.1.1 are none | version 1.2.3.4.5 and 999.1.1.1 are none",
        "mail to ann.lee+x@shop.example.com failed | mail to <email> failed",
        "user@host is no mail address | user@host is no mail address",
        "card 4111 1111 1111 1111 refused | card <card> refused",
        "card 5500-0000-0000-0004, 378282246310005. | card <card>, <card>.",
        "card 4111 1111 1111 1112 fails the check | card 4111 1111 1111 1112 fails the check",
        "at 1772366398123 and 1772366398123456789 | at 1772366398123 and 1772366398123456789",
        "Authorization: Bearer abcdef0123456789 | Authorization: Bearer <token>",
        "got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig-nature | got <token>",
        "password=hunter2&x=1 token = abc | password=<token>&x=1 token = <token>",
        "DB_PASSWORD=hunter2 client_secret=abc AWS_SECRET_ACCESS_KEY=k | DB_PASSWORD=<token> client_secret=<token> AWS_SECRET_ACCESS_KEY=<token>",
        "the token expired, a secret place | the token expired, a secret place",
        "nothing personal | nothing personal"
      })
  void bodiesLoseWhatIsPersonalOrSecret(String body, String expected) {
    assertThat(guarded(Redaction.DEFAULT, body, Map.of()).body()).isEqualTo(expected);
  }

  @Test
  void attributesFollowTheirRules() {
    Map<String, String> attributes =
        Map.of(
            "client.address", "203.0.113.7",
            "network.peer.address", "2001:db8:85a3::8a2e:370:7334",
            "source.ip", "2001:db8::8a2e",
            "user.id", "user-12345",
            "http.request.header.Authorization", "Basic xyz",
            "note", "write to ann@example.com",
            "http.route", "/payments");
    assertThat(guarded(Redaction.DEFAULT, "", attributes).attributes())
        .isEqualTo(
            Map.of(
                "client.address", "203.0.113.x",
                "network.peer.address", "2001:db8:85a3::x",
                "source.ip", "2001:db8::x",
                "user.id", PSEUDONYMS.of("user-12345"),
                "http.request.header.Authorization", "<http.request.header.Authorization>",
                "note", "write to <email>",
                "http.route", "/payments"));
  }

  @Test
  void pseudonymsAreStableForAKeyAndNothingWithoutIt() {
    String one = PSEUDONYMS.of("user-12345");
    assertThat(one).matches("hash:[0-9a-f]{16}").isEqualTo(PSEUDONYMS.of("user-12345"));
    assertThat(new Pseudonyms("other".getBytes(StandardCharsets.UTF_8)).of("user-12345"))
        .isNotEqualTo(one);
    assertThat(PSEUDONYMS.of("user-12346")).isNotEqualTo(one);
  }

  @Test
  void writtenRulesWinOverTheStandard() {
    Redaction rules =
        Redaction.DEFAULT.with(
            Map.of("user.id", "keep", "Order.Id", "hash", "note", "drop", "text.email", "keep"));
    Map<String, String> attributes =
        Map.of("user.id", "7", "order.id", "17", "note", "x", "client.address", "nonsense");
    LogRecord log = guarded(rules, "a@b.example", attributes);
    assertThat(log.body()).isEqualTo("a@b.example");
    assertThat(log.attributes())
        .isEqualTo(
            Map.of("user.id", "7", "order.id", PSEUDONYMS.of("17"), "client.address", "<address>"));
    assertThat(Redaction.problems(Map.of("text.mail", "keep")))
        .containsExactly(
            "text.mail=keep (expected: text.email, text.token, text.card or text.address)");
    assertThat(Redaction.problems(Map.of("user.id", "hide")))
        .containsExactly("user.id=hide (expected: keep, mask, hash or drop)");
  }

  @Test
  void recordsAreCutToSizeAndSaySo() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      many.put("k%03d".formatted(i), "v".repeat(i == 0 ? 10_000 : 1));
    }
    LogRecord log = guarded(Redaction.DEFAULT, "b".repeat(50_000), many);
    assertThat(log.body()).hasSize(32 * 1024).endsWith("…");
    assertThat(log.attributes())
        .hasSize(129)
        .containsEntry("log.record.cut", "true")
        .containsKey("k127")
        .doesNotContainKey("k128");
    assertThat(log.attributes().get("k000")).hasSize(8 * 1024);
  }

  @Test
  void whatNeedsNothingPassesAsItIs() {
    LogRecord log = record("charged order 17 in 12 ms", Map.of("http.route", "/payments"));
    sink(Redaction.DEFAULT).append(List.of(log));
    assertThat(kept.getFirst()).isSameAs(log);
  }

  /** Patterns must not take seconds for a line that somebody made for that. */
  @Test
  void hostileLinesCostLittle() {
    List<String> hostile =
        List.of(
            "a@".repeat(16_000),
            "a.".repeat(16_000) + "@",
            "1".repeat(32_000),
            "4 ".repeat(16_000),
            "token=".repeat(5_000),
            "eyJ".repeat(10_000),
            "bearer ".repeat(4_000),
            "1.2.3.".repeat(5_000));
    org.junit.jupiter.api.Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          for (String line : hostile) {
            guarded(Redaction.DEFAULT, line, Map.of());
          }
        });
  }

  private LogRecord guarded(Redaction rules, String body, Map<String, String> attributes) {
    kept.clear();
    sink(rules).append(List.of(record(body, attributes)));
    return kept.getFirst();
  }

  private GuardedLogs sink(Redaction rules) {
    return new GuardedLogs(
        records -> {
          kept.addAll(records);
          return Appended.all(records.size());
        },
        rules,
        PSEUDONYMS,
        new Meter());
  }

  private static LogRecord record(String body, Map<String, String> attributes) {
    return new LogRecord(1, "payments", "", "", 9, "INFO", body, Map.of(), attributes);
  }
}
