// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WebhookBodyTest {

  private static final List<String> LABELS = List.of("service", "service_name", "job", "app");
  private static final Set<String> SERVICES = Set.of("payments", "orders");

  private static WebhookBody.Reading read(String body) {
    return WebhookBody.read(body.getBytes(StandardCharsets.UTF_8), LABELS, SERVICES);
  }

  private static String body(String alerts) {
    return """
    {"version":"4","groupKey":"{}:{alertname=\\"HighErrors\\"}","truncatedAlerts":3,
     "status":"firing","receiver":"ballast","groupLabels":{},"commonLabels":{},
     "commonAnnotations":{},"externalURL":"http://am","alerts":[%s]}
    """
        .formatted(alerts);
  }

  private static String alert(String labels) {
    return """
    {"status":"firing","labels":%s,"annotations":{"summary":"too many","runbook_url":"https://r"},
     "startsAt":"2026-01-01T00:00:00.5+01:00","endsAt":"0001-01-01T00:00:00Z",
     "generatorURL":"http://prometheus/graph","fingerprint":"fbab788ec4c1018b"}
    """
        .formatted(labels);
  }

  @Test
  void readsWhatAlertmanagerSends() {
    WebhookBody.Reading reading =
        read(body(alert("{\"alertname\":\"HighErrors\",\"service\":\"payments\"}")));
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.truncated()).isEqualTo(3);
    ReceivedAlert alert = reading.alerts().getFirst();
    assertThat(alert.key()).isEqualTo("fbab788ec4c1018b@2025-12-31T23:00:00.500Z");
    assertThat(alert.service()).isEqualTo("payments");
    assertThat(alert.name()).isEqualTo("HighErrors");
    assertThat(alert.text()).isEqualTo("too many");
    assertThat(alert.runbook()).isEqualTo("https://r");
    assertThat(alert.isFiring()).isTrue();
  }

  @Test
  void readsWhatGrafanaAddsAndKeepsWhatItUnderstands() {
    WebhookBody.Reading reading =
        read(
            """
            {"receiver":"g","status":"resolved","orgId":1,"version":"1","title":"t","state":"ok",
             "message":"m","groupKey":"k","truncatedAlerts":0,"alerts":[
             {"status":"resolved","labels":{"alertname":"A","app":"team/orders"},
              "annotations":{},"startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-01-01T00:10:00Z",
              "generatorURL":"","fingerprint":"f1","silenceURL":"http://g","dashboardURL":"",
              "panelURL":"","values":{"B":1.5},"valueString":"[]"}]}
            """);
    assertThat(reading.problems()).isEmpty();
    ReceivedAlert alert = reading.alerts().getFirst();
    assertThat(alert.service()).isEqualTo("orders");
    assertThat(alert.endsAt()).isEqualTo(Instant.parse("2026-01-01T00:10:00Z"));
  }

  @Test
  void theFirstLabelThatNamesAServiceWins() {
    assertThat(
            read(body(alert("{\"job\":\"orders\",\"service\":\"unknown\"}")))
                .alerts()
                .getFirst()
                .service())
        .isEqualTo("orders");
    assertThat(read(body(alert("{\"job\":\"node\"}"))).alerts().getFirst().service()).isEmpty();
  }

  @Test
  void makesAFingerprintOfTheLabelsWhereThereIsNone() {
    String without = alert("{\"service\":\"orders\"}").replace("fbab788ec4c1018b", "");
    String other = alert("{\"service\":\"payments\"}").replace("fbab788ec4c1018b", "");
    String first = read(body(without)).alerts().getFirst().fingerprint();
    assertThat(first).matches("[0-9a-f]{16}");
    assertThat(read(body(without)).alerts().getFirst().fingerprint()).isEqualTo(first);
    assertThat(read(body(other)).alerts().getFirst().fingerprint()).isNotEqualTo(first);
  }

  @Test
  void saysAllThatIsWrongAndTakesWhatIsRight() {
    WebhookBody.Reading reading =
        read(
            body(
                alert("{\"service\":\"orders\"}")
                    + ","
                    + alert("{}")
                    + ","
                    + alert("{\"service\":7}")
                    + ",5,"
                    + alert("{\"a\":\"b\"}").replace("2026-01-01T00:00:00.5+01:00", "yesterday")
                    + ","
                    + alert("{\"a\":\"b\"}").replace("\"firing\"", "\"burning\"")));
    assertThat(reading.alerts()).hasSize(1);
    assertThat(reading.problems())
        .containsExactly(
            "alerts[1].labels: 0 labels (expected: an object with 1 to 64 labels)",
            "alerts[2].labels.service: 7 (expected: a text of at most 1024 characters)",
            "alerts[3]: 5 (expected: an alert)",
            "alerts[4].startsAt: \"yesterday\" (expected: a time such as 2026-01-31T09:30:00Z)",
            "alerts[5].status: \"burning\" (expected: firing or resolved)");
  }

  @Test
  void refusesWhatIsNoBodyOfAlertmanager() {
    assertThat(read("[").problems().getFirst()).startsWith("body: ").contains("(expected: JSON)");
    assertThat(read("[]").problems().getFirst()).contains("an object such as");
    assertThat(read("{}").problems())
        .containsExactly(
            "version: nothing (expected: \"4\"; Grafana's \"1\")",
            "alerts: nothing (expected: a list of alerts)");
    assertThat(read("[".repeat(100_000)).problems()).hasSize(1);
  }

  @Test
  void boundsHowMuchItTakesAndHowMuchItSays() {
    String many = (alert("{\"service\":\"orders\"}") + ",").repeat(2001);
    WebhookBody.Reading reading = read(body(many.substring(0, many.length() - 1)));
    assertThat(reading.alerts()).hasSize(WebhookBody.MOST_ALERTS);
    assertThat(reading.problems().getFirst()).contains("2001 alerts", "max_alerts");
    String wrong = "5,".repeat(500) + "5";
    assertThat(read(body(wrong)).problems()).hasSize(51).last().isEqualTo("… and 451 more");
    String note = "\"" + "x".repeat(100_000) + "\"";
    assertThat(
            read(body(alert("{\"a\":\"b\"}").replace("\"too many\"", note)))
                .alerts()
                .getFirst()
                .text()
                .length())
        .isEqualTo(1000);
  }
}
